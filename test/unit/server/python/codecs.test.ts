import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { decode, encode } from '../../../../server/lab-host/python/codecs.ts';

const free = () => null;
const orNull = <T>(attempt: Promise<T>): Promise<T | null> => attempt.catch(() => null);
const sha256 = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex');

/*
 * The digests are CPython's:
 *
 *   from hashlib import sha256
 *   def attempt(f):
 *       try: return f()
 *       except UnicodeError: return '-'
 *   pairs = [bytes([a, b]) for a in range(256) for b in range(256)]
 *   bmp = [chr(c) for c in range(0x10000) if not 0xd800 <= c < 0xe000]
 *   for lines in ([attempt(lambda: p.decode('gbk').encode().hex()) for p in pairs],
 *                 [attempt(lambda: c.encode('gbk').hex()) for c in bmp]):
 *       print(sha256('\n'.join(lines).encode()).hexdigest())
 */
test('GBK decodes every two bytes as CPython does', async () => {
  const pairs = Array.from({ length: 0x10000 }, (_, pair) => Buffer.of(pair >> 8, pair & 0xff));
  const decoded = await Promise.all(pairs.map((pair) => orNull(decode(pair, 'gbk', 'strict', free))));
  expect(sha256(decoded.map((text) => (text === null ? '-' : Buffer.from(text).toString('hex'))))).toBe(
    '8ab593076d7602978a4b3f87ace208d9477f39110cce9e60fe83cd532268546c',
  );
});

test('GBK encodes every character of the Basic Multilingual Plane as CPython does', async () => {
  const codes = Array.from({ length: 0x10000 }, (_, code) => code).filter(
    (code) => code < 0xd800 || code >= 0xe000,
  );
  const encoded = await Promise.all(
    codes.map((code) => orNull(encode(String.fromCharCode(code), 'gbk', 'strict', free))),
  );
  expect(sha256(encoded.map((bytes) => bytes?.toString('hex') ?? '-'))).toBe(
    'a05c84aed7c0672e8683d1d273e38cfb7c5c304703ead7cfee3917e506cd1659',
  );
});

test('GBK knows no four-byte sequences', async () => {
  await expect(decode(Buffer.from('81308130', 'hex'), 'gbk', 'strict', free)).rejects.toThrow(
    'UnicodeDecodeError',
  );
});
