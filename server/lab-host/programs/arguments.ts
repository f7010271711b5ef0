import { isIPv4, isIPv6 } from 'node:net';
import type { Family } from '../../../shared/tcp/address.ts';
import { raise } from '../python/exceptions.ts';
import type { FlagName } from '../../../shared/programs/socket-vocabulary.ts';
import { CONSTANT_NUMBERS, optionNamed, type Option } from '../python/constants.ts';
import { bytesIn, ENUMS, numberOf, typeName, type PythonBytearray, type Value } from '../python/values.ts';

/*
 * These are Python's own checks of arguments (Modules/socketmodule.c). A call that fails here never reaches
 * the kernel.
 */

/** The C type of an argument, which bounds it (Python/getargs.c). */
const C_TYPES = {
  int: { most: 2n ** 31n - 1n, name: 'int' },
  ssize_t: { most: 2n ** 63n - 1n, name: 'ssize_t' },
} as const;

export function integer(value: Value | undefined, type: keyof typeof C_TYPES = 'int'): number {
  const number = indexOf(value);
  const { most } = C_TYPES[type];
  if (number <= most && number >= -most - 1n) return Number(number);
  if (type === 'ssize_t') return raise('OverflowError', 'Python int too large to convert to C ssize_t');
  return raise(
    'OverflowError',
    `signed integer is ${number < 0n ? 'less than minimum' : 'greater than maximum'}`,
  );
}

/** Returns the integer that an object stands for (`PyNumber_Index`). */
function indexOf(value: Value | undefined): bigint {
  const number = value === undefined ? null : numberOf(value);
  return number ?? raise('TypeError', `'${typeOf(value)}' object cannot be interpreted as an integer`);
}

/** The callers check the number of arguments, so that a missing one is as Python's None. */
const typeOf = (value: Value | undefined): string => (value === undefined ? 'NoneType' : typeName(value));

/** Returns the name of an option, or raises a refusal if a lab does not have it. */
export function optionOf(level: Value | undefined, option: Value | undefined): Option {
  const numbers = [integer(level), integer(option)] as const;
  return (
    optionNamed(...numbers) ??
    raise('LabRefusal', `level ${numbers[0]}, option ${numbers[1]}: a lab has no such option`)
  );
}

/** Returns what setsockopt() gives the kernel: an int of C, or else bytes. */
export function optionValue(value: Value | undefined): number | Buffer {
  const number = value === undefined ? null : numberOf(value);
  if (number !== null && number <= C_TYPES.int.most && number >= -C_TYPES.int.most - 1n)
    return Number(number);
  return bytesLike(value);
}

/** Returns the flags of a call, or raises a refusal of one that a lab does not have. */
export function flagsOf(value: Value | undefined, permitted: readonly FlagName[]): readonly FlagName[] {
  const number = value === undefined ? 0 : integer(value);
  const flags = permitted.filter((flag) => (number & CONSTANT_NUMBERS[flag]) !== 0);
  const rest = flags.reduce((left, flag) => left & ~CONSTANT_NUMBERS[flag], number);
  return rest === 0
    ? flags
    : raise('LabRefusal', `the flag ${rest}: a lab has ${permitted.join(' and ')} here`);
}

export const flagNumber = (flags: readonly FlagName[]): number =>
  flags.reduce((sum, flag) => sum | CONSTANT_NUMBERS[flag], 0);

const HOW = ['SHUT_RD', 'SHUT_WR', 'SHUT_RDWR'] as const;

export function shutdownHow(value: Value | undefined): (typeof HOW)[number] {
  const number = integer(value);
  return HOW[number] ?? raise('LabRefusal', `shutdown(${number}): a lab has SHUT_RD, SHUT_WR and SHUT_RDWR`);
}

export function bytesLike(value: Value | undefined): Buffer {
  return bytesIn(value) ?? raise('TypeError', `a bytes-like object is required, not '${typeOf(value)}'`);
}

/** Returns the bytearray that recv_into() fills. */
export function writableBuffer(value: Value | undefined): PythonBytearray {
  if (value?.is === 'bytearray') return value.array;
  const type = value?.is === 'none' ? 'None' : typeOf(value);
  return raise('TypeError', `recv_into() argument 1 must be read-write bytes-like object, not ${type}`);
}

/** Returns the family that socket() was asked for. Python would ask the kernel for any other one. */
export function familyOf(value: Value | undefined): Family {
  if (value === undefined) return 'AF_INET';
  const number = integer(value);
  // The default of Python's own signature is -1 (Lib/socket.py).
  if (number === ENUMS.AF_INET.value || number === -1) return 'AF_INET';
  if (number === ENUMS.AF_INET6.value) return 'AF_INET6';
  return raise('LabRefusal', `socket(${number}): a lab has AF_INET and AF_INET6`);
}

/** A lab's sockets are TCP's. */
export function checkType(value: Value | undefined): void {
  if (value === undefined) return;
  const number = integer(value);
  if (number !== ENUMS.SOCK_STREAM.value && number !== -1)
    raise('LabRefusal', `socket type ${number}: a lab has SOCK_STREAM, because all that it shows is TCP's`);
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
  if (bytesIn(host) !== null) return raise('LabRefusal', `${what}: a lab reads a host as text, not as bytes`);
  if (host?.is !== 'str') return raise('TypeError', `str, bytes or bytearray expected, not ${typeOf(host)}`);
  const number = indexOf(port);
  if (number < 0n || number > 65_535n) return raise('OverflowError', `${what}(): port must be 0-65535.`);
  const text = host.text;
  if (text === '') return { host: family === 'AF_INET' ? '0.0.0.0' : '::', port: Number(number) };
  const good = family === 'AF_INET' ? isIPv4(text) : isIPv6(text);
  if (good) return { host: text, port: Number(number) };
  return isIPv4(text) || isIPv6(text)
    ? raise('gaierror', '[Errno -9] Address family for hostname not supported')
    : raise('gaierror', '[Errno -2] Name or service not known');
}
