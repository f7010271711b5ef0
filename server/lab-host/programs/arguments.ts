import { isIPv4, isIPv6 } from 'node:net';
import type { Family } from '../../../shared/tcp/address.ts';
import type { ConstantName } from '../../../shared/programs/tree.ts';
import {
  IPPROTO_TCP,
  SHUT_RD,
  SHUT_RDWR,
  SHUT_WR,
  SO_RCVBUF,
  SO_REUSEADDR,
  SO_SNDBUF,
  SOCK_STREAM,
  SOL_SOCKET,
  TCP_NODELAY,
} from '../libc/constants.ts';
import { raise } from '../python/exceptions.ts';
import { typeName, type Value } from '../python/values.ts';

/*
 * These are Python's own checks of arguments (Modules/socketmodule.c). A call that fails here never reaches
 * the kernel.
 */

export const CONSTANT_NUMBERS: Readonly<Record<ConstantName, number>> = {
  SOCK_STREAM,
  SOL_SOCKET,
  SO_REUSEADDR,
  SO_RCVBUF,
  SO_SNDBUF,
  IPPROTO_TCP,
  TCP_NODELAY,
  SHUT_RD,
  SHUT_WR,
  SHUT_RDWR,
};

export function integer(value: Value | undefined): number {
  if (value?.is === 'int') return value.value;
  if (value?.is === 'bool') return value.value ? 1 : 0;
  return raise('TypeError', `'${typeOf(value)}' object cannot be interpreted as an integer`);
}

/** The callers check the number of arguments, so that a missing one is as Python's None. */
const typeOf = (value: Value | undefined): string => (value === undefined ? 'NoneType' : typeName(value));

export function constantName(value: Value | undefined): ConstantName {
  if (value?.is === 'constant' && value.name in CONSTANT_NUMBERS) return value.name as ConstantName;
  return raise('TypeError', 'a constant of the socket module is required');
}

export function bytesLike(value: Value | undefined): Buffer {
  if (value?.is === 'bytes') return value.bytes;
  return raise('TypeError', `a bytes-like object is required, not '${typeOf(value)}'`);
}

export function familyOf(value: Value | undefined): Family {
  if (value === undefined) return 'AF_INET';
  if (value.is === 'constant' && (value.name === 'AF_INET' || value.name === 'AF_INET6')) return value.name;
  return raise('TypeError', 'an address family is required');
}

/**
 * Reads `(host, port)`. Python would ask a resolver for anything but a numeric address. A lab's hosts have no
 * resolver, so that a name fails as it does on a machine without one.
 */
export function addressOf(
  value: Value | undefined,
  family: Family,
  what: string,
): { host: string; port: number } {
  if (value?.is !== 'tuple')
    return raise('TypeError', `${what}(): ${family} address must be tuple, not ${typeOf(value)}`);
  const [host, port] = value.items;
  const items = value.items.length;
  if (family === 'AF_INET' && items !== 2)
    return raise('TypeError', 'AF_INET address must be a pair (host, port)');
  if (items < 2 || items > 4)
    return raise('TypeError', 'AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])');
  if (host?.is !== 'str') return raise('TypeError', `str, bytes or bytearray expected, not ${typeOf(host)}`);
  const number = integer(port);
  if (number < 0 || number > 65_535) return raise('OverflowError', `${what}(): port must be 0-65535.`);
  const text = host.text;
  if (text === '') return { host: family === 'AF_INET' ? '0.0.0.0' : '::', port: number };
  const good = family === 'AF_INET' ? isIPv4(text) : isIPv6(text);
  if (good) return { host: text, port: number };
  return isIPv4(text) || isIPv6(text)
    ? raise('gaierror', '[Errno -9] Address family for hostname not supported')
    : raise('gaierror', '[Errno -2] Name or service not known');
}
