/**
 * Charges work to the turn of the thread that does it, before it is done: the bytes that it touches and makes. A
 * step of JavaScript for each byte costs several. Awaiting the result lets others go on when the turn is over.
 */
export type Charge = (bytes: number) => Promise<void> | null;

/** The cost of a look at an item of a value, in bytes. */
export const ITEM_BYTES = 256;

interface Piece {
  readonly from: number;
  readonly to: number;
}

/** A piece of this cost takes some milliseconds. */
const PIECE_BYTES = 1024 * 1024;

/** Divides a long work into pieces, each of which is charged before it is given. `each` is what one place costs. */
export async function* piecesOf(length: number, charge: Charge, each = 1): AsyncGenerator<Piece> {
  const size = Math.ceil(PIECE_BYTES / each);
  for (let from = 0; from < length; from += size) {
    const to = Math.min(length, from + size);
    await charge((to - from) * each);
    yield { from, to };
  }
}

/** Joins bytes. */
export async function joined(parts: readonly Buffer[], charge: Charge): Promise<Buffer> {
  const all = Buffer.allocUnsafe(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    for await (const { from, to } of piecesOf(part.length, charge)) part.copy(all, at + from, from, to);
    at += part.length;
  }
  return all;
}

/** Fills bytes of a size with repetitions of others. */
export async function filled(size: number, by: Buffer, charge: Charge): Promise<Buffer> {
  const all = Buffer.allocUnsafe(size);
  for await (const { from, to } of piecesOf(size, charge)) {
    // Each piece begins in the middle of a repetition.
    const within = from % by.length;
    const begun = Math.min(to, from + ((by.length - within) % by.length));
    by.copy(all, from, within, within + begun - from);
    if (to > begun) all.fill(by, begun, to);
  }
  return all;
}

/** Returns bytes as a text, each of whose characters stands for one. */
export async function latin1Of(bytes: Buffer, charge: Charge): Promise<string> {
  const parts: string[] = [];
  for await (const { from, to } of piecesOf(bytes.length, charge))
    parts.push(bytes.toString('latin1', from, to));
  return parts.join('');
}

/** Returns the bytes for which a text's characters stand. */
export async function fromLatin1(text: string, charge: Charge): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(text.length);
  for await (const { from, to } of piecesOf(text.length, charge))
    bytes.write(text.slice(from, to), from, 'latin1');
  return bytes;
}
