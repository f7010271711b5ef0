import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { ServeConfig } from './config.ts';
import { isAnyAddress, isLoopback } from './listen-host.ts';

/** Returns the address at which a browser on this machine finds the page. */
export function pageAddress(config: ServeConfig, { port }: AddressInfo, token: string | null): string {
  const address = addressOf(isAnyAddress(config.host) ? 'localhost' : config.host, port);
  return withQuery(address, config, token);
}

/**
 * Returns the addresses at which other machines find the page, the best first: --public-url alone if there is
 * one, otherwise those of the network. There is none if the server listens on a loopback address.
 */
export function addressesForOthers(
  config: ServeConfig,
  { port }: AddressInfo,
  token: string | null,
): string[] {
  const { host, publicUrl } = config;
  const hosts = isAnyAddress(host) ? lanAddresses(host) : isLoopback(host) ? [] : [host];
  const addresses = publicUrl === undefined ? hosts.map((name) => addressOf(name, port)) : [publicUrl];
  return addresses.map((address) => withQuery(address, config, token));
}

function addressOf(host: string, port: number): string {
  const name = host.includes(':') ? `[${host.replace('%', '%25')}]` : host;
  return `http://${name}:${port}/`;
}

function withQuery(address: string, { language }: ServeConfig, token: string | null): string {
  const query = new URLSearchParams();
  if (language !== undefined) query.set('lang', language);
  if (token !== null) query.set('token', token);
  return query.size === 0 ? address : `${address}?${query.toString()}`;
}

/**
 * Returns the addresses that others can type, IPv4 first. Link-local ones are left out, because they need an
 * interface's name.
 */
function lanAddresses(host: string): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outward = all.filter((a) => !a.internal && !/^(fe80:|169\.254\.)/i.test(a.address));
  const v4 = outward.filter((a) => a.family === 'IPv4').map((a) => a.address);
  const v6 = outward.filter((a) => a.family === 'IPv6').map((a) => a.address);
  return host.includes(':') ? [...v4, ...v6] : v4;
}
