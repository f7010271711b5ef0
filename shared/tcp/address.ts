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

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

/** Says whether a text is an IPv4 address in dotted decimal or an IPv6 address (RFC 4291 §2.2). */
export function isNumericAddress(text: string): boolean {
  return IPV4.test(text) || isIPv6(text);
}

function isIPv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  // An IPv4 address may stand for the last two groups.
  const endsInIPv4 = IPV4.test(last) && text.endsWith(last);
  const hexadecimal = endsInIPv4 ? groups.slice(0, -1) : groups;
  if (!hexadecimal.every((group) => /^[\da-fA-F]{1,4}$/.test(group))) return false;
  const count = hexadecimal.length + (endsInIPv4 ? 2 : 0);
  return halves.length === 2 ? count < 8 : count === 8;
}
