import { raise } from './exceptions.ts';
import { within } from './sizes.ts';
import { numberOf, typeName, type PythonBytearray, type Value } from './values.ts';

/* The changes of bytearrays. Each makes new bytes, so that whatever has the old ones keeps what it saw. */

export const EMPTY = Buffer.alloc(0);

/** Gives a bytearray other bytes. A call that has its bytes meanwhile keeps it at its size (`PyByteArray_Resize`). */
export function setBytes(of: PythonBytearray, bytes: Buffer): void {
  if (bytes.length !== of.bytes.length && of.exports > 0)
    raise('BufferError', 'Existing exports of data: object cannot be re-sized');
  if (of.sends > 0 && !bytes.equals(of.bytes))
    raise('LabRefusal', 'a bytearray keeps its bytes while send() or sendall() has them here');
  of.bytes = bytes;
}

/** Holds the bytes of a bytearray at their size until a call that has them is over. */
export async function exporting<T>(value: Value | undefined, act: () => Promise<T>): Promise<T> {
  if (value?.is !== 'bytearray') return act();
  value.array.exports += 1;
  try {
    return await act();
  } finally {
    value.array.exports -= 1;
  }
}

/** Does the same while a call sends the bytes. A kernel takes them bit by bit, and a lab all at the call. */
export async function sending<T>(value: Value | undefined, act: () => Promise<T>): Promise<T> {
  if (value?.is !== 'bytearray') return act();
  value.array.sends += 1;
  try {
    return await exporting(value, act);
  } finally {
    value.array.sends -= 1;
  }
}

/** Returns bytes without `count` of them at a place, and with others there. */
export function spliced(bytes: Buffer, at: number, count: number, others: Buffer = EMPTY): Buffer {
  within(bytes.length - count + others.length);
  return Buffer.concat([bytes.subarray(0, at), others, bytes.subarray(at + count)]);
}

/** Returns the byte that a number stands for. `range` is the message about one that stands for none. */
export function byteIn(value: Value, range = 'byte must be in range(0, 256)'): number {
  const number = numberOf(value);
  if (number === null)
    return raise('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`);
  return number >= 0n && number <= 255n ? Number(number) : raise('ValueError', range);
}
