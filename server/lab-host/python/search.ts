import { piecesOf, type Charge } from './long-work.ts';

/** The units of a text in which something is sought. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

type UnitAt = (at: number) => number;

/** For a longer part, the platform's search may take the product of both lengths. */
const SHORT = 64;
/** The cost of a place beside the search, in bytes. */
const PLACE_BYTES = 64;

/** Finds the places of a part that do not overlap, from left to right, as long as `found` returns true. */
export async function eachIndex(
  all: string,
  part: string,
  { from, to }: Range,
  charge: Charge,
  found: (at: number) => boolean,
): Promise<void> {
  if (part.length > SHORT)
    return scan(
      (at) => all.charCodeAt(from + at),
      (at) => part.charCodeAt(at),
      part.length,
      to - from,
      charge,
      (at) => found(from + at),
    );
  let begin = from;
  for await (const piece of piecesOf(to - from, charge, 8)) {
    // A place may begin in this piece and end in the next.
    const text = all.slice(begin, Math.min(to, from + piece.to + part.length - 1));
    const start = begin;
    let places = 0;
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) {
      if (!found(start + at)) return;
      places += 1;
      begin = start + at + part.length;
    }
    await charge(places * PLACE_BYTES);
    begin = Math.max(begin, from + piece.to);
  }
}

/** Returns the first place of a part, or -1. */
export async function indexIn(all: string, part: string, range: Range, charge: Charge): Promise<number> {
  if (part === '') return range.from;
  let first = -1;
  await eachIndex(all, part, range, charge, (at) => {
    first = at;
    return false;
  });
  return first;
}

/** Returns the last place of a part, or -1. */
export async function lastIndexIn(
  all: string,
  part: string,
  { from, to }: Range,
  charge: Charge,
): Promise<number> {
  const { length } = part;
  if (length === 0) return to;
  let last = -1;
  await scan(
    (at) => all.charCodeAt(to - 1 - at),
    (at) => part.charCodeAt(length - 1 - at),
    length,
    to - from,
    charge,
    (at) => {
      last = to - at - length;
      return false;
    },
  );
  return last;
}

/** Knuth, Morris and Pratt's search, whose time is the sum of both lengths. */
async function scan(
  unit: UnitAt,
  wanted: UnitAt,
  length: number,
  within: number,
  charge: Charge,
  found: (at: number) => boolean,
): Promise<void> {
  if (length > within) return;
  /** For each beginning of the part: the length of the longest shorter one with which it ends. */
  const shorter = new Int32Array(length);
  let same = 0;
  for await (const { from, to } of piecesOf(length - 1, charge, 8))
    for (let i = from + 1; i <= to; i += 1) {
      const one = wanted(i);
      while (same > 0 && one !== wanted(same)) same = shorter[same - 1] ?? 0;
      if (one === wanted(same)) same += 1;
      shorter[i] = same;
    }
  same = 0;
  for await (const { from, to } of piecesOf(within, charge, 8))
    for (let i = from; i < to; i += 1) {
      const one = unit(i);
      while (same > 0 && one !== wanted(same)) same = shorter[same - 1] ?? 0;
      if (one === wanted(same)) same += 1;
      if (same < length) continue;
      if (!found(i + 1 - length)) return;
      same = 0;
    }
}
