import { isIPv4, isIPv6 } from 'node:net';
import { AF_INET, AF_INET6 } from './constants.ts';
import { SystemError } from './result.ts';

/** An address as programs write it. `host` is numeric text (`'192.168.127.1'`, `'::ffff:192.168.127.2'`). */
export interface SocketAddress {
  readonly family: 'AF_INET' | 'AF_INET6';
  readonly host: string;
  readonly port: number;
}

export const SOCKADDR_IN_BYTES = 16;
export const SOCKADDR_IN6_BYTES = 28;

/**
 * Returns `struct sockaddr_in` (ip(7)) or `sockaddr_in6` (ipv6(7)), with flow label and scope id 0. Throws
 * `SystemError('bad-address')` if the text is no address of that family or the port is not in 0–65535.
 */
export function encodeSockaddr(address: SocketAddress): Buffer {
  if (!Number.isInteger(address.port) || address.port < 0 || address.port > 65535) throw badAddress(address);
  const v4 = address.family === 'AF_INET';
  const bytes = Buffer.alloc(v4 ? SOCKADDR_IN_BYTES : SOCKADDR_IN6_BYTES);
  bytes.writeUInt16LE(v4 ? AF_INET : AF_INET6, 0);
  bytes.writeUInt16BE(address.port, 2);
  const valid = v4 ? isIPv4(address.host) : isIPv6(address.host) && !address.host.includes('%');
  if (!valid) throw badAddress(address);
  bytes.set(v4 ? encodeIPv4(address.host) : encodeIPv6(address.host), v4 ? 4 : 8);
  return bytes;
}

/**
 * Decodes what {@link encodeSockaddr} returns. Returns undefined for any other family and for too few bytes.
 */
export function decodeSockaddr(bytes: Buffer): SocketAddress | undefined {
  if (bytes.length < SOCKADDR_IN_BYTES) return undefined;
  const family = bytes.readUInt16LE(0);
  const port = bytes.readUInt16BE(2);
  if (family === AF_INET) return { family: 'AF_INET', host: formatIPv4(bytes.subarray(4, 8)), port };
  if (family === AF_INET6 && bytes.length >= SOCKADDR_IN6_BYTES) {
    return { family: 'AF_INET6', host: formatIPv6(bytes.subarray(8, 24)), port };
  }
  return undefined;
}

/** Returns four bytes in network order. The text must be valid (`net.isIPv4`). */
export function encodeIPv4(host: string): Buffer {
  return Buffer.from(host.split('.').map(Number));
}

export function formatIPv4(bytes: Uint8Array): string {
  return bytes.subarray(0, 4).join('.');
}

/** Returns sixteen bytes in network order. The text must be valid (`net.isIPv6`) and have no zone. */
export function encodeIPv6(host: string): Buffer {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(host);
  const text = dotted
    ? `${dotted[1]}${encodeIPv4(dotted[2] ?? '')
        .toString('hex')
        .replace(/^(.{4})/, '$1:')}`
    : host;
  const [head = '', tail] = text.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const middle = Array<string>(8 - left.length - right.length).fill('0');
  return Buffer.from([...left, ...middle, ...right].map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/**
 * Returns the text of RFC 5952: lower case, the longest run of two or more zero groups as `::`, mapped IPv4
 * dotted.
 */
export function formatIPv6(bytes: Uint8Array): string {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, 16);
  const groups = Array.from({ length: 8 }, (_, index) => view.readUInt16BE(index * 2));
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${formatIPv4(view.subarray(12))}`;
  }
  const run = longestZeroRun(groups);
  const hex = groups.map((group) => group.toString(16));
  if (run.length < 2) return hex.join(':');
  return `${hex.slice(0, run.start).join(':')}::${hex.slice(run.start + run.length).join(':')}`;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let start = 0;
  groups.forEach((group, index) => {
    if (group !== 0) start = index + 1;
    else if (index + 1 - start > longest.length) longest = { start, length: index + 1 - start };
  });
  return longest;
}

function badAddress(address: SocketAddress): SystemError {
  return new SystemError('bad-address', { detail: `${address.family} ${address.host} ${address.port}` });
}
