import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { ServeConfig } from './config.ts';
import { isAnyAddress, isLoopback } from './listen-host.ts';

/** Returns the address at which a browser on this machine finds the page. */
export function pageAddress(config: ServeConfig, { port }: AddressInfo): string {
  return addressOf(isAnyAddress(config.host) ? 'localhost' : config.host, port, config);
}

/**
 * Returns the addresses at which other machines find the page, the best first: --public-url alone if there is
 * one, otherwise those of the network. There is none if the server listens on a loopback address.
 */
export function addressesForOthers(config: ServeConfig, { port }: AddressInfo): string[] {
  const { host, publicUrl, language } = config;
  if (publicUrl !== undefined) return [withLanguage(publicUrl, language)];
  if (isLoopback(host)) return [];
  const hosts = isAnyAddress(host) ? lanAddresses(host) : [host];
  return hosts.map((name) => addressOf(name, port, config));
}

function addressOf(host: string, port: number, { language }: Pick<ServeConfig, 'language'>): string {
  const name = host.includes(':') ? `[${host.replace('%', '%25')}]` : host;
  return withLanguage(`http://${name}:${port}/`, language);
}

function withLanguage(address: string, language: ServeConfig['language']): string {
  return language === undefined ? address : `${address}?lang=${language}`;
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
