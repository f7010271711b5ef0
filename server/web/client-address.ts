import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Returns the address that a request counts for. With `trustForwardedFor` it is the last one of X-Forwarded-For:
 * the one that the proxy in front has seen and appended. Those before it are what the client says of itself.
 */
export function clientAddress({ headers, socket }: IncomingMessage, trustForwardedFor: boolean): string {
  // Node joins repeated headers of this name with commas.
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)!
    .trim();
  const address = trustForwardedFor && isIP(forwarded) !== 0 ? forwarded : (socket.remoteAddress ?? '');
  return networkOf(address);
}

/**
 * Returns what shares are counted by: an IPv4 address itself, and the first 64 bits of an IPv6 address, because
 * one machine may take any address of its /64 (RFC 8981).
 */
export function networkOf(address: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4 !== undefined) return v4;
  if (isIP(address) !== 6) return address;
  const [plain = ''] = address.split('%');
  const [before = '', after] = plain.split('::');
  const head = before.split(':').filter((group) => group !== '');
  const tail = (after ?? '').split(':').filter((group) => group !== '');
  const gap = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const groups = [...head, ...Array<string>(gap).fill('0'), ...tail].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
