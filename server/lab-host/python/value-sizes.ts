import { framesOf, keyOfException } from './exceptions.ts';
import { bytesOf } from './texts.ts';
import { itemsOf } from './sequences.ts';
import type { Names } from './names.ts';
import type { DictEntry, Value } from './values.ts';

/* The memory that values take in V8, a little more rather than less. */

/** A small value, with the place that refers to it. */
const SMALL = 64;
const CONTAINER = 128;
const PLACE = 8;
/** An entry of a dict, with the text that stands for its key. */
const ENTRY = 256;
/** Bytes have a buffer of their own outside V8's heap. */
const BUFFER = 192;

/** Returns the bytes of a value without those that it refers to. */
export function ownSize(value: Value): number {
  switch (value.is) {
    case 'str':
      return SMALL + bytesOf(value);
    case 'bytes':
      return BUFFER + value.bytes.length;
    case 'bytearray':
      return CONTAINER + BUFFER + value.array.bytes.length;
    case 'int':
      return BigInt.asIntN(64, value.value) === value.value ? SMALL : SMALL + value.value.toString(16).length;
    case 'tuple':
    case 'list':
      return CONTAINER + PLACE * itemsOf(value).length;
    case 'dict':
      return CONTAINER + ENTRY * value.dict.entries.size;
    case 'exception':
      return CONTAINER + 2 * value.exception.message.length;
    case 'function':
      return CONTAINER + PLACE * value.function.defaults.length;
    case 'thread':
    case 'socket':
      return CONTAINER;
    default:
      return SMALL;
  }
}

/** Returns the bytes of a value that was just made, with its items, which may have been made with it. */
export function sizeWithItems(value: Value): number {
  if (value.is === 'tuple' || value.is === 'list') return CONTAINER + sizeOfItems(itemsOf(value));
  if (value.is !== 'dict') return ownSize(value);
  return [...value.dict.entries.values()].reduce((sum, entry) => sum + sizeOfEntry(entry), CONTAINER);
}

/** Returns the bytes that a dict grows by with an entry. */
export function sizeOfEntry({ key, value }: DictEntry): number {
  return ENTRY + ownSize(key) + ownSize(value);
}

export function sizeOfItems(items: readonly Value[]): number {
  return items.reduce((sum, item) => sum + PLACE + ownSize(item), 0);
}

/** Returns the object by which a value is told from others, so that it counts once; null for a small one. */
export function identityOf(value: Value): object | null {
  switch (value.is) {
    case 'list':
      return value.list;
    case 'dict':
      return value.dict;
    case 'bytearray':
      return value.array;
    case 'exception':
      return value.exception;
    case 'enumerate':
      return value;
    case 'function':
      return value.function;
    case 'thread':
      return value.thread;
    case 'str':
      return value.text.length > SMALL ? value : null;
    case 'tuple':
    case 'bytes':
      return value;
    default:
      return null;
  }
}

/** Returns the values to which a value refers, and the names that a function sees. */
export function referredBy(value: Value): readonly (Value | Names)[] {
  if (value.is === 'tuple' || value.is === 'list') return itemsOf(value);
  if (value.is === 'function')
    return [...value.function.defaults, ...value.function.around.map(({ locals }) => locals)];
  if (value.is === 'dict')
    return [...value.dict.entries.values()].flatMap(({ key, value: its }) => [key, its]);
  if (value.is === 'view') return [{ is: 'dict', dict: value.dict }];
  if (value.is === 'enumerate') return [value.over];
  if (value.is === 'exception') {
    const key = keyOfException(value.exception);
    return [...framesOf(value.exception), ...(key === null ? [] : [key])];
  }
  // A thread that has run keeps neither its arguments nor its target (Lib/threading.py, `Thread.run`).
  if (value.is !== 'thread' || value.thread.ended) return [];
  const { args, target } = value.thread;
  return [args, { is: 'function', function: target }];
}
