import { expect, test } from 'vitest';
import { addressOf, integer } from '../../../../server/lab-host/programs/arguments.ts';
import { int, NONE, str, tuple, type Value } from '../../../../server/lab-host/python/values.ts';

const bytes: Value = { is: 'bytes', bytes: Buffer.from('1') };
const pair = (host: Value, port: Value): Value => tuple(host, port);

/* The messages are those of CPython 3.11. */
test.each([
  [str('1.2.3.4'), 'AF_INET', 'TypeError: connect(): AF_INET address must be tuple, not str'],
  [int(80), 'AF_INET6', 'TypeError: connect(): AF_INET6 address must be tuple, not int'],
  [tuple(str('1.2.3.4')), 'AF_INET', 'TypeError: AF_INET address must be a pair (host, port)'],
  [
    tuple(str('::1'), int(1), int(0), int(0), int(0)),
    'AF_INET6',
    'TypeError: AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])',
  ],
  [pair(int(1), int(80)), 'AF_INET', 'TypeError: str, bytes or bytearray expected, not int'],
  [pair(str(''), str('80')), 'AF_INET', "TypeError: 'str' object cannot be interpreted as an integer"],
  [pair(str(''), int(70_000)), 'AF_INET', 'OverflowError: connect(): port must be 0-65535.'],
  [pair(str('localhost'), int(80)), 'AF_INET', 'gaierror: [Errno -2] Name or service not known'],
] as const)('an address of %o for %s: %s', (value, family, message) => {
  expect(() => addressOf(value, family, 'connect')).toThrow(message);
});

test('an address with a host and a port', () => {
  expect(addressOf(pair(str('1.2.3.4'), int(80)), 'AF_INET', 'bind')).toEqual({ host: '1.2.3.4', port: 80 });
  expect(addressOf(pair(str(''), int(80)), 'AF_INET6', 'bind')).toEqual({ host: '::', port: 80 });
});

test('an integer, and what is none', () => {
  expect(integer({ is: 'bool', value: true })).toBe(1);
  expect(() => integer(bytes)).toThrow("TypeError: 'bytes' object cannot be interpreted as an integer");
  expect(() => integer(NONE)).toThrow("TypeError: 'NoneType' object cannot be interpreted as an integer");
});
