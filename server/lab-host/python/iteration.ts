import type { LoopTarget } from '../../../shared/programs/tree.ts';
import { itemsOfDict, overDict } from './dicts.ts';
import { raise } from './exceptions.ts';
import { isFlag } from './flags.ts';
import { checkCount } from './sizes.ts';
import { int, str, tuple, typeName, type Value } from './values.ts';

export function isIterable(value: Value): boolean {
  const { is } = value;
  return (
    isFlag(value) ||
    is === 'range' ||
    is === 'tuple' ||
    is === 'list' ||
    is === 'dict' ||
    is === 'view' ||
    is === 'bytes' ||
    is === 'bytearray' ||
    is === 'str' ||
    is === 'enumerate'
  );
}

/** Gives what `for` goes over, one after the other: of bytes their numbers, of text its characters. */
export function iterate(over: Value): Generator<Value> {
  if (over.is === 'dict') return overDict(over.dict, 'keys');
  return over.is === 'view' ? overDict(over.dict, over.of) : iterateOthers(over);
}

/** Gives the same to a function of Python, during which no other thread changes the value. */
export function steady(over: Value): Iterable<Value> {
  if (over.is === 'list') return [...over.list.items];
  if (over.is === 'dict') return itemsOfDict(over.dict, 'keys');
  if (over.is === 'bytearray') return iterate({ is: 'bytes', bytes: over.array.bytes });
  if (over.is === 'enumerate') keepItems(over);
  return over.is === 'view' ? itemsOfDict(over.dict, over.of) : iterate(over);
}

/** Keeps what an enumerate is still to give. The rest of it stays in the enumerate if its reader ends early. */
function keepItems(of: Extract<Value, { is: 'enumerate' }>): void {
  if (of.over.is === 'enumerate') return keepItems(of.over);
  if (of.over.is !== 'list' && of.over.is !== 'dict' && of.over.is !== 'view') return;
  const items = [...of.items];
  of.over = tuple(...items.map(([, item]) => item));
  of.items = items.values();
}

function* iterateOthers(over: Value): Generator<Value> {
  switch (over.is) {
    case 'range': {
      const { start, stop, step } = over;
      for (let i = start; step > 0n ? i < stop : i > stop; i += step) yield int(i);
      return;
    }
    case 'tuple':
      yield* over.items;
      return;
    case 'list':
      // A list may change while it is gone over.
      for (let i = 0; i < over.list.items.length; i += 1) yield over.list.items[i]!;
      return;
    case 'bytes':
      for (const byte of over.bytes) yield int(byte);
      return;
    case 'bytearray':
      for (let i = 0; i < over.array.bytes.length; i += 1) yield int(over.array.bytes[i] ?? 0);
      return;
    case 'str':
      for (const character of over.text) yield str(character);
      return;
    case 'enumerate':
      for (let next = over.items.next(); !next.done; next = over.items.next())
        yield tuple(int(next.value[0]), next.value[1]);
      return;
    default:
      if (isFlag(over)) raise('LabRefusal', 'the flags in a value: a lab does not take them apart');
      raise('TypeError', `'${typeName(over)}' object is not iterable`);
  }
}

/** Returns all items of a value. */
export function itemsIn(of: Value): Value[] {
  const items: Value[] = [];
  for (const item of iterate(of)) checkCount(items.push(item));
  return items;
}

/** Returns what each name of an assignment or a loop gets. */
export function unpack(targets: LoopTarget, value: Value): [string, Value][] {
  if (typeof targets === 'string') return [[targets, value]];
  if (!isIterable(value)) return raise('TypeError', `cannot unpack non-iterable ${typeName(value)} object`);
  const items: Value[] = [];
  for (const item of iterate(value)) if (items.push(item) > targets.length) break;
  if (items.length > targets.length)
    return raise('ValueError', `too many values to unpack (expected ${targets.length})`);
  if (items.length < targets.length)
    return raise(
      'ValueError',
      `not enough values to unpack (expected ${targets.length}, got ${items.length})`,
    );
  return items.map((item, i) => [targets[i] ?? '', item]);
}
