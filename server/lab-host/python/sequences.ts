import { byteIn, setBytes, spliced } from './bytearrays.ts';
import { raise } from './exceptions.ts';
import { joined, piecesOf, type Charge } from './long-work.ts';
import { characterCount, codePointsOf, isPlain, ownPart, unitOf, type Text } from './texts.ts';
import {
  bytearray,
  bytesIn,
  int,
  list,
  numberOf,
  rangeLength,
  str,
  tuple,
  typeName,
  type Value,
} from './values.ts';

/** The three values of `on[from:to:step]`; an absent one is None. */
export type Bounds = readonly [from: Value, to: Value, step: Value];

type Sequence = Extract<Value, { is: 'str' | 'bytes' | 'bytearray' | 'tuple' | 'list' | 'range' }>;

/** The largest number of C's `Py_ssize_t`. */
const MOST_SIZE = 2n ** 63n - 1n;

function sequence(value: Value): Sequence {
  switch (value.is) {
    case 'str':
    case 'bytes':
    case 'bytearray':
    case 'tuple':
    case 'list':
    case 'range':
      return value;
    case 'class':
      return raise('TypeError', `type '${value.name}' is not subscriptable`);
    default:
      return raise('TypeError', `'${typeName(value)}' object is not subscriptable`);
  }
}

/** Does `on[index]`. */
export async function itemOf(on: Value, index: Value, charge: Charge): Promise<Value> {
  const of = sequence(on);
  const at = place(of, index);
  switch (of.is) {
    case 'str': {
      const unit = await unitOf(of, at(characterCount(of)), charge);
      return str(String.fromCodePoint(of.text.codePointAt(unit) ?? 0));
    }
    case 'bytes':
    case 'bytearray': {
      const bytes = bytesIn(of)!;
      return int(bytes[at(bytes.length)] ?? 0);
    }
    case 'range':
      return int(of.start + BigInt(at(Number(rangeLength(of)))) * of.step);
    default: {
      const items = itemsOf(of);
      return items[at(items.length)]!;
    }
  }
}

/** Does `on[index] = value`. */
export function setItem(on: Value, index: Value, value: Value): void {
  if (on.is === 'bytearray') {
    const at = place(on, index);
    const byte = byteIn(value);
    const bytes = Buffer.from(on.array.bytes);
    bytes[at(bytes.length)] = byte;
    return setBytes(on.array, bytes);
  }
  if (on.is !== 'list') return noItems(on, index, 'does not support item assignment');
  const { items } = on.list;
  items[place(on, index, 'list assignment index')(items.length)] = value;
}

/** Does `del on[index]`. */
export function deleteItem(on: Value, index: Value): void {
  if (on.is === 'bytearray') {
    const { bytes } = on.array;
    return setBytes(on.array, spliced(bytes, place(on, index)(bytes.length), 1));
  }
  if (on.is !== 'list')
    return noItems(on, index, 'does not support item deletion', "doesn't support item deletion");
  const { items } = on.list;
  items.splice(place(on, index, 'list assignment index')(items.length), 1);
}

/** The types that CPython asks as sequences, for which it reads the index first (Objects/abstract.c, `PyObject_DelItem`). */
const SEQUENCES: ReadonlySet<Value['is']> = new Set([
  'str',
  'bytes',
  'tuple',
  'range',
  'view',
  'enum',
  'socket',
  'thread',
]);

function noItems(on: Value, index: Value, words: string, ofSequence = words): never {
  const isSequence = SEQUENCES.has(on.is) && numberOf(index) !== null;
  if (isSequence) sizedIndex(index);
  return raise('TypeError', `'${typeName(on)}' object ${isSequence ? ofSequence : words}`);
}

/** Returns an index that fits into C's `Py_ssize_t`, or null for what is no integer. */
function sizedIndex(index: Value): bigint | null {
  const number = numberOf(index);
  if (number !== null && (number > MOST_SIZE || number < -MOST_SIZE - 1n))
    return raise('IndexError', `cannot fit '${typeName(index)}' into an index-sized integer`);
  return number;
}

const WORDS = {
  str: ['string', 'string index'],
  bytes: ['byte', 'index'],
  bytearray: ['bytearray', 'bytearray index'],
  tuple: ['tuple', 'tuple index'],
  list: ['list', 'list index'],
  range: ['range', 'range object index'],
} as const;

/** Returns the index in a sequence of a length. A negative one counts from the end. */
function place({ is }: Sequence, index: Value, what: string = WORDS[is][1]): (length: number) => number {
  const number = sizedIndex(index);
  if (number === null)
    return is === 'str'
      ? raise('TypeError', `string indices must be integers, not '${typeName(index)}'`)
      : raise('TypeError', `${WORDS[is][0]} indices must be integers or slices, not ${typeName(index)}`);
  return (length) => {
    const at = Number(number < 0n ? number + BigInt(length) : number);
    return at >= 0 && at < length ? at : raise('IndexError', `${what} out of range`);
  };
}

/** Does `on[from:to:step]` (Objects/sliceobject.c, `PySlice_AdjustIndices`). */
export async function sliceOf(on: Value, [from, to, step]: Bounds, charge: Charge): Promise<Value> {
  const of = sequence(on);
  const stride = bound(step) ?? 1n;
  if (stride === 0n) return raise('ValueError', 'slice step cannot be zero');
  const limitsOf = (length: number): readonly [first: number, last: number] =>
    limits(length, bound(from), bound(to), stride);
  const pick = <T>(all: readonly T[]): T[] => {
    const [first, last] = limitsOf(all.length);
    const count = Math.max(0, Math.ceil((last - first) / Number(stride)));
    return Array.from({ length: count }, (_, i) => all[first + i * Number(stride)]!);
  };
  switch (of.is) {
    case 'str':
      return str(await sliceOfText(of, limitsOf(characterCount(of)), Number(stride), charge));
    case 'bytes':
      return {
        is: 'bytes',
        bytes: await sliceOfBytes(of.bytes, limitsOf(of.bytes.length), Number(stride), charge),
      };
    case 'bytearray': {
      const { bytes } = of.array;
      return bytearray(await sliceOfBytes(bytes, limitsOf(bytes.length), Number(stride), charge));
    }
    case 'tuple':
      return tuple(...pick(of.items));
    case 'list':
      return list(pick(of.list.items));
    case 'range':
      return raise('LabRefusal', 'a range has no slices here');
    default:
      return of satisfies never;
  }
}

async function sliceOfBytes(
  bytes: Buffer,
  [first, last]: readonly [number, number],
  stride: number,
  charge: Charge,
): Promise<Buffer> {
  // A copy does not keep the whole in memory.
  if (stride === 1) return joined([bytes.subarray(first, Math.max(first, last))], charge);
  const picked = Buffer.allocUnsafe(Math.max(0, Math.ceil((last - first) / stride)));
  for await (const piece of piecesOf(picked.length, charge, 4))
    for (let i = piece.from; i < piece.to; i += 1) picked[i] = bytes[first + i * stride] ?? 0;
  return picked;
}

async function sliceOfText(
  of: Text,
  [first, last]: readonly [number, number],
  stride: number,
  charge: Charge,
): Promise<string> {
  const count = Math.max(0, Math.ceil((last - first) / stride));
  if (stride === 1) {
    const from = await unitOf(of, first, charge);
    await charge(count);
    return ownPart(of.text, from, await unitOf(of, first + count, charge));
  }
  const codes = isPlain(of) ? null : await codePointsOf(of, charge);
  const codeAt = (at: number): number => (codes === null ? of.text.charCodeAt(at) : (codes[at] ?? 0));
  const parts: string[] = [];
  for await (const { from, to } of piecesOf(count, charge, 8))
    for (let begin = from; begin < to; begin += 4096)
      parts.push(
        String.fromCodePoint(
          ...Array.from({ length: Math.min(4096, to - begin) }, (_, i) =>
            codeAt(first + (begin + i) * stride),
          ),
        ),
      );
  return parts.join('');
}

function bound(value: Value): bigint | null {
  if (value.is === 'none') return null;
  return (
    numberOf(value) ??
    raise('TypeError', 'slice indices must be integers or None or have an __index__ method')
  );
}

function limits(
  length: number,
  from: bigint | null,
  to: bigint | null,
  step: bigint,
): [first: number, last: number] {
  const [lowest, highest] = step > 0n ? [0, length] : [-1, length - 1];
  const clamp = (number: bigint): number => {
    const at = number < 0n ? number + BigInt(length) : number;
    return at < BigInt(lowest) ? lowest : at > BigInt(highest) ? highest : Number(at);
  };
  const [first, last] = step > 0n ? [lowest, highest] : [highest, lowest];
  return [from === null ? first : clamp(from), to === null ? last : clamp(to)];
}

/** Returns the part of a text that `find(…, start, end)` searches, and its first place; null beyond the end. */
export function window(
  length: number,
  start: Value | undefined,
  end: Value | undefined,
): readonly [first: number, last: number] | null {
  const from = start === undefined ? null : bound(start);
  const [first, last] = limits(length, from, end === undefined ? null : bound(end), 1n);
  return (from !== null && from > BigInt(length)) || last < first ? null : [first, last];
}

export function itemsOf(of: Extract<Value, { is: 'tuple' | 'list' }>): readonly Value[] {
  return of.is === 'tuple' ? of.items : of.list.items;
}
