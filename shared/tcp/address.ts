export type Family = 'AF_INET' | 'AF_INET6';

/** One end of a connection: a host address without brackets, and a port. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Returns an address as text: `192.168.127.1:8080`, `[fd00:127::1]:8080`. */
export function formatAddress(address: Address): string {
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return `${host}:${address.port}`;
}

export function sameAddress(a: Address, b: Address): boolean {
  return a.host === b.host && a.port === b.port;
}

/**
 * Returns an IPv4-mapped IPv6 address as IPv4, so that the two ends of a dual-stack connection compare equal.
 */
export function unmapped(host: string): string {
  return host.startsWith('::ffff:') && host.includes('.') ? host.slice('::ffff:'.length) : host;
}
