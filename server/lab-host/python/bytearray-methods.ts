import type { ListMethod } from '../../../shared/programs/tree.ts';
import { byteIn, EMPTY, exporting, setBytes, spliced } from './bytearrays.ts';
import type { Environment } from './environment.ts';
import { raise } from './exceptions.ts';
import { isIterable, steady } from './iteration.ts';
import { checkCount, integer } from './list-methods.ts';
import { type Charge, ITEM_BYTES, joined } from './long-work.ts';
import { repetitions, within } from './sizes.ts';
import { bytearray, bytesIn, int, NONE, typeName, type PythonBytearray, type Value } from './values.ts';

/** The methods that change a bytearray, and `copy`. The others are those of bytes. */
type BytearrayMethod = Exclude<ListMethod, 'index' | 'count'>;

/** Calls a method of a bytearray (Objects/bytearrayobject.c). `changed` is told of one that has other bytes. */
export async function bytearrayMethod(
  of: PythonBytearray,
  name: BytearrayMethod,
  args: readonly Value[],
  changed: Environment['changed'],
  charge: Charge,
): Promise<Value> {
  checkCount(name, args.length, 'bytearray');
  await charge(2 * of.bytes.length);
  const [first = NONE, second = NONE] = args;
  const set = (bytes: Buffer, result = NONE): Value => {
    setBytes(of, bytes);
    changed(of, 0);
    return result;
  };
  switch (name) {
    case 'append':
      return set(spliced(of.bytes, of.bytes.length, 0, Buffer.of(byteIn(first))));
    case 'extend': {
      const more = await added(first, charge);
      return set(spliced(of.bytes, of.bytes.length, 0, more));
    }
    case 'insert': {
      const at = integer(first);
      const byte = Buffer.of(byteIn(second));
      const { length } = of.bytes;
      return set(spliced(of.bytes, Math.min(length, at < 0 ? Math.max(0, at + length) : at), 0, byte));
    }
    case 'pop': {
      const at = args.length === 0 ? -1 : integer(first);
      const { length } = of.bytes;
      if (length === 0) return raise('IndexError', 'pop from empty bytearray');
      const place = at < 0 ? at + length : at;
      if (place < 0 || place >= length) return raise('IndexError', 'pop index out of range');
      return set(spliced(of.bytes, place, 1), int(of.bytes[place] ?? 0));
    }
    case 'remove': {
      const at = of.bytes.indexOf(byteIn(first));
      if (at < 0) return raise('ValueError', 'value not found in bytearray');
      return set(spliced(of.bytes, at, 1));
    }
    case 'clear':
      return set(EMPTY);
    case 'reverse':
      return set(Buffer.from(of.bytes).reverse());
    case 'copy':
      return bytearray(of.bytes);
    default:
      return name satisfies never;
  }
}

/** Does `bytearray += by`. A bytearray that is added to itself has its bytes in use, so that it cannot grow. */
export async function addInPlace(of: PythonBytearray, by: Value, charge: Charge): Promise<void> {
  const others = (): Buffer => bytesIn(by) ?? raise('TypeError', `can't concat ${typeName(by)} to bytearray`);
  await charge(of.bytes.length + others().length);
  // Another thread may have changed both meanwhile. From here on none comes in between.
  const more = others();
  const bytes = spliced(of.bytes, of.bytes.length, 0, more);
  if (by.is === 'bytearray' && by.array === of) await exporting(by, async () => setBytes(of, bytes));
  else setBytes(of, bytes);
}

/** Does `bytearray *= by`. Its bytes are read behind the wait, as in {@link addInPlace}. */
export async function repeatInPlace(of: PythonBytearray, by: Value, charge: Charge): Promise<void> {
  const count = repetitions(by);
  const size = (): number => {
    within(of.bytes.length * count);
    return of.bytes.length * count;
  };
  await charge(size());
  setBytes(of, Buffer.alloc(size(), of.bytes));
}

/** Returns what `extend()` adds. */
async function added(by: Value, charge: Charge): Promise<Buffer> {
  const bytes = bytesIn(by);
  if (bytes !== null) {
    await charge(bytes.length);
    return bytesIn(by) ?? bytes;
  }
  if (!isIterable(by)) return raise('TypeError', `can't extend bytearray with ${typeName(by)}`);
  return bytesOfItems(by, charge);
}

/** Items are charged so many at a time. */
const PIECE_ITEMS = 4096;

/** Returns the bytes whose numbers are the items of an iterable. `range` is the message about one that is none. */
export async function bytesOfItems(over: Value, charge: Charge, range?: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let numbers: number[] = [];
  for (const item of steady(over)) {
    numbers.push(byteIn(item, range));
    if (numbers.length < PIECE_ITEMS) continue;
    pieces.push(Buffer.from(numbers));
    numbers = [];
    within(pieces.length * PIECE_ITEMS);
    await charge(PIECE_ITEMS * ITEM_BYTES);
  }
  return joined([...pieces, Buffer.from(numbers)], charge);
}
