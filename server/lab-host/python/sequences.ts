import { raise } from './exceptions.ts';
import { int, list, numberOf, rangeLength, str, tuple, typeName, type Value } from './values.ts';

type Sequence = Extract<Value, { is: 'str' | 'bytes' | 'tuple' | 'list' | 'range' }>;

/** The largest number of C's `Py_ssize_t`. */
const MOST_SIZE = 2n ** 63n - 1n;

function sequence(value: Value): Sequence {
  switch (value.is) {
    case 'str':
    case 'bytes':
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
export function itemOf(on: Value, index: Value): Value {
  const of = sequence(on);
  const at = place(of, index);
  switch (of.is) {
    case 'str': {
      const characters = charactersOf(of.text);
      return str(characters[at(characters.length)] ?? '');
    }
    case 'bytes':
      return int(of.bytes[at(of.bytes.length)] ?? 0);
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
  if (on.is !== 'list')
    return raise('TypeError', `'${typeName(on)}' object does not support item assignment`);
  const { items } = on.list;
  items[place(on, index, 'list assignment index')(items.length)] = value;
}

const WORDS = {
  str: ['string', 'string index'],
  bytes: ['byte', 'index'],
  tuple: ['tuple', 'tuple index'],
  list: ['list', 'list index'],
  range: ['range', 'range object index'],
} as const;

/** Returns the index in a sequence of a length. A negative one counts from the end. */
function place({ is }: Sequence, index: Value, what: string = WORDS[is][1]): (length: number) => number {
  const number = numberOf(index);
  if (number === null)
    return is === 'str'
      ? raise('TypeError', `string indices must be integers, not '${typeName(index)}'`)
      : raise('TypeError', `${WORDS[is][0]} indices must be integers or slices, not ${typeName(index)}`);
  if (number > MOST_SIZE || number < -MOST_SIZE - 1n)
    return raise('IndexError', `cannot fit '${typeName(index)}' into an index-sized integer`);
  return (length) => {
    const at = Number(number < 0n ? number + BigInt(length) : number);
    return at >= 0 && at < length ? at : raise('IndexError', `${what} out of range`);
  };
}

/** Does `on[from:to:step]` (Objects/sliceobject.c, `PySlice_AdjustIndices`). */
export function sliceOf(on: Value, from: Value, to: Value, step: Value): Value {
  const of = sequence(on);
  const stride = bound(step) ?? 1n;
  if (stride === 0n) return raise('ValueError', 'slice step cannot be zero');
  const pick = <T>(all: ArrayLike<T>): T[] => {
    const [first, last] = limits(all.length, bound(from), bound(to), stride);
    const count = Math.max(0, Math.ceil((last - first) / Number(stride)));
    return Array.from({ length: count }, (_, i) => all[first + i * Number(stride)]!);
  };
  switch (of.is) {
    case 'str':
      return str(pick(charactersOf(of.text)).join(''));
    case 'bytes':
      return { is: 'bytes', bytes: Buffer.from(pick(of.bytes)) };
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

/** Python's characters are code points, and JavaScript's are UTF-16 units. */
export function charactersOf(text: string): ArrayLike<string> {
  return /[\uD800-\uDFFF]/.test(text) ? Array.from(text) : text;
}

export function part(characters: ArrayLike<string>, from: number, to: number): string {
  return typeof characters === 'string'
    ? characters.slice(from, to)
    : Array.from(characters).slice(from, to).join('');
}

export function itemsOf(of: Extract<Value, { is: 'tuple' | 'list' }>): readonly Value[] {
  return of.is === 'tuple' ? of.items : of.list.items;
}
