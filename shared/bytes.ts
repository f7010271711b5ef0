/**
 * Events and messages carry bytes as lower-case hex, two characters a byte. A slice of the stream is then a
 * slice of the string, and a recording can be read by eye.
 */
export type Hex = string;

/** An event carries this many bytes of a large value from its start, and this many from its end. */
export const EXCERPT_HEAD_BYTES = 1024;
export const EXCERPT_TAIL_BYTES = 32;

/** A byte string of any length. A long one keeps only its first and its last bytes. `length` is in bytes. */
export interface Bytes {
  readonly length: number;
  readonly head: Hex;
  /** This field is present only if `head` does not hold all bytes. */
  readonly tail?: Hex;
}

const encoder = new TextEncoder();

/** DIGITS holds the two hex digits of each byte as one 16-bit number, in the memory order of this machine. */
const DIGITS = new Uint16Array(
  encoder.encode(Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0')).join(''))
    .buffer,
);
const ascii = new TextDecoder('latin1');

export function toHex(bytes: Uint8Array): Hex {
  // Concatenating characters would allocate a string for each byte; at full speed that was most of all
  // allocation.
  const hex = new Uint16Array(bytes.length);
  for (let i = 0; i < bytes.length; i += 1) hex[i] = DIGITS[bytes[i] ?? 0] ?? 0;
  return ascii.decode(new Uint8Array(hex.buffer));
}

/**
 * Returns the bytes of a hex string. Throws RangeError if its length is odd or a character is no hex digit.
 */
export function fromHex(hex: Hex): Uint8Array {
  if (hex.length % 2 !== 0 || /[^0-9a-f]/.test(hex)) throw new RangeError('not lower-case hex');
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

export function excerpt(bytes: Uint8Array): Bytes {
  if (bytes.length <= EXCERPT_HEAD_BYTES) return { length: bytes.length, head: toHex(bytes) };
  return {
    length: bytes.length,
    head: toHex(bytes.subarray(0, EXCERPT_HEAD_BYTES)),
    tail: toHex(bytes.subarray(bytes.length - EXCERPT_TAIL_BYTES)),
  };
}

/** Returns the byte at `index` (0 to 255), or null if the excerpt does not hold it. */
export function byteAt(bytes: Bytes, index: number): number | null {
  const headLength = bytes.head.length / 2;
  if (index < 0 || index >= bytes.length) return null;
  if (index < headLength) return Number.parseInt(bytes.head.slice(2 * index, 2 * index + 2), 16);
  if (bytes.tail === undefined) return null;
  const inTail = index - (bytes.length - bytes.tail.length / 2);
  return inTail < 0 ? null : Number.parseInt(bytes.tail.slice(2 * inTail, 2 * inTail + 2), 16);
}

/**
 * Returns the first `count` bytes. If the excerpt does not hold the byte at the cut, only the head is kept.
 */
export function firstBytes(bytes: Bytes, count: number): Bytes {
  if (count >= bytes.length) return bytes;
  return { length: count, head: bytes.head.slice(0, 2 * count) };
}

export function utf8Length(text: string): number {
  return encoder.encode(text).length;
}

export function utf8Encode(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Decodes strictly, as Python's `bytes.decode()` does. Returns null if the bytes are not UTF-8. */
export function utf8Decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
