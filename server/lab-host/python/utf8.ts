import { raise } from './exceptions.ts';

/**
 * An error at `start`, in the words of CPython's decoder (Objects/unicodeobject.c, `unicode_decode_utf8`).
 */
interface Fault {
  readonly start: number;
  readonly end: number;
  readonly reason: 'invalid start byte' | 'invalid continuation byte' | 'unexpected end of data';
}

/**
 * Raises UnicodeDecodeError with Python's own message for bytes that are not UTF-8. Those before `from` are.
 */
export function raiseUtf8Fault(bytes: Buffer, from: number): never {
  const { start, end, reason } = firstFault(bytes, from);
  const where =
    end - start === 1
      ? `byte 0x${(bytes[start] ?? 0).toString(16).padStart(2, '0')} in position ${start}`
      : `bytes in position ${start}-${end - 1}`;
  return raise('UnicodeDecodeError', `'utf-8' codec can't decode ${where}: ${reason}`);
}

/** Returns a place at or before `at` at which no character is divided. */
export function boundaryBefore(bytes: Buffer, at: number): number {
  if (at >= bytes.length) return at;
  for (let back = 0; back < 4; back += 1) if (((bytes[at - back] ?? 0) & 0xc0) !== 0x80) return at - back;
  return at;
}

/** The well-formed byte sequences are those of the Unicode Standard, table 3-7. */
function firstFault(bytes: Buffer, from: number): Fault {
  let at = from;
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const length =
      lead >= 0xc2 && lead <= 0xdf
        ? 2
        : lead >= 0xe0 && lead <= 0xef
          ? 3
          : lead >= 0xf0 && lead <= 0xf4
            ? 4
            : 0;
    if (length === 0) return { start: at, end: at + 1, reason: 'invalid start byte' };
    for (let i = 1; i < length; i += 1) {
      const next = bytes[at + i];
      if (next === undefined) return { start: at, end: bytes.length, reason: 'unexpected end of data' };
      const [low, high] = i === 1 ? secondByteRange(lead) : [0x80, 0xbf];
      if (next < low || next > high) return { start: at, end: at + i, reason: 'invalid continuation byte' };
    }
    at += length;
  }
  throw new RangeError('these bytes are UTF-8');
}

function secondByteRange(lead: number): readonly [number, number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  if (lead === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}
