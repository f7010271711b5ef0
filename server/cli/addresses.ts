import type { AddressInfo } from 'node:net';
import type { ServeConfig } from './config.ts';
import { lanAddresses } from './lan-addresses.ts';
import { isAnyAddress, isLoopback } from './listen-host.ts';

/** Returns the address at which a browser on this machine finds the page. */
export function pageAddress(config: ServeConfig, { port }: AddressInfo, token: string | null): string {
  const address = addressOf(isAnyAddress(config.host) ? 'localhost' : config.host, port);
  return withQuery(address, config, token);
}

/** An address of the page for other machines. */
export interface OtherAddress {
  readonly at: string;
  /** The network interface, where the address is one of several. */
  readonly device?: string;
  /** It was given as --public-url, so that no other one is for others. */
  readonly isPublic?: true;
}

/**
 * Returns the addresses at which other machines find the page, the best first: --public-url alone if there is
 * one, otherwise those of the network. Null if the server listens on a loopback address.
 */
export function othersAt({ host, publicUrl }: ServeConfig, port: number): OtherAddress[] | null {
  if (publicUrl !== undefined) return [{ at: publicUrl, isPublic: true }];
  if (isLoopback(host)) return null;
  if (!isAnyAddress(host)) return [{ at: addressOf(host, port) }];
  return lanAddresses(host.includes(':')).map(({ address, device }) => ({
    at: addressOf(address, port),
    device,
  }));
}

/** The same with what the terminal shows: the language, and the token. */
export function addressesForOthers(
  config: ServeConfig,
  { port }: AddressInfo,
  token: string | null,
): string[] {
  return (othersAt(config, port) ?? []).map(({ at }) => withQuery(at, config, token));
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
