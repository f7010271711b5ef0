import type { ListMethod } from '../../../shared/programs/tree.ts';
import { checkForm, type Form } from './argument-counts.ts';
import { isItem, placeOf } from './comparison.ts';
import type { Charge } from './long-work.ts';
import type { Environment } from './environment.ts';
import { raise } from './exceptions.ts';
import { iterate } from './iteration.ts';
import { pythonRepr } from './text-of.ts';
import { window } from './sequences.ts';
import { checkCount as checkItemCount, repeatedItems, repetitions } from './sizes.ts';
import { sizeOfItems } from './value-sizes.ts';
import { int, list, NONE, numberOf, typeName, type PythonList, type Value } from './values.ts';

/** See Objects/listobject.c and its clinic. */
const FORMS: Readonly<Record<ListMethod, Form>> = {
  append: 'one',
  extend: 'one',
  remove: 'one',
  count: 'one',
  clear: 'none',
  reverse: 'none',
  copy: 'none',
  pop: [0, 1],
  insert: [2, 2],
  index: [1, 3],
};

export function checkCount(name: ListMethod, given: number, type: string): void {
  checkForm(name, FORMS[name], given, type);
}

/** Does `count()` and `index()`, which a tuple has too. */
export async function searchItems(
  of: 'list' | 'tuple',
  items: readonly Value[],
  name: 'count' | 'index',
  args: readonly Value[],
  charge: Charge,
): Promise<Value> {
  checkCount(name, args.length, of);
  const [sought = NONE, start, end] = args;
  if (name === 'count') {
    let count = 0;
    for (const item of items.slice()) count += Number(await isItem(item, sought, charge));
    return int(count);
  }
  // Unlike find(), index() takes no None for a bound.
  if ([start, end].some((one) => one !== undefined && numberOf(one) === null))
    return raise('TypeError', 'slice indices must be integers or have an __index__ method');
  const [first, last] = window(items.length, start, end) ?? [0, 0];
  const at = await placeOf(sought, items, charge, first, last);
  if (at >= 0) return int(at);
  return of === 'list'
    ? raise('ValueError', `${pythonRepr(sought)} is not in list`)
    : raise('ValueError', 'tuple.index(x): x not in tuple');
}

/** Calls a method of a list. `changed` is told of a list that has other items afterwards. */
export async function listMethod(
  of: PythonList,
  name: ListMethod,
  args: readonly Value[],
  changed: Environment['changed'],
  charge: Charge,
): Promise<Value> {
  if (name === 'count' || name === 'index') return searchItems('list', of.items, name, args, charge);
  checkCount(name, args.length, 'list');
  const { items } = of;
  const [first = NONE, second = NONE] = args;
  const change = (act: () => Value): Value => {
    const before = items.length;
    const result = act();
    changed(of, sizeOfItems(items.slice(before)));
    return result;
  };
  switch (name) {
    case 'append':
      checkItemCount(items.length + 1);
      return change(() => nothing(items.push(first)));
    case 'extend':
      return change(() => extend(of, first));
    case 'insert': {
      const at = integer(first);
      checkItemCount(items.length + 1);
      return change(() => nothing(items.splice(at, 0, second)));
    }
    case 'pop': {
      const at = args.length === 0 ? -1 : integer(first);
      if (items.length === 0) return raise('IndexError', 'pop from empty list');
      const place = at < 0 ? at + items.length : at;
      if (place < 0 || place >= items.length) return raise('IndexError', 'pop index out of range');
      return change(() => items.splice(place, 1)[0] ?? NONE);
    }
    case 'remove': {
      const at = await placeToRemove(first, items, charge);
      if (at < 0) return raise('ValueError', 'list.remove(x): x not in list');
      return change(() => nothing(items.splice(at, 1)));
    }
    case 'clear':
      return change(() => nothing(items.splice(0)));
    case 'reverse':
      return change(() => nothing(items.reverse()));
    case 'copy':
      return list([...items]);
    default:
      return name satisfies never;
  }
}

/** Finds an item anew if another thread has changed the list in front of it meanwhile. */
async function placeToRemove(sought: Value, items: readonly Value[], charge: Charge): Promise<number> {
  for (;;) {
    const before = [...items];
    const at = await placeOf(sought, before, charge);
    if (before.slice(0, at + 1).every((item, i) => item === items[i])) return at;
  }
}

/** Does `list.extend()` and `+=`. A list that is extended by itself has its items twice. */
export function extend({ items }: PythonList, by: Value): Value {
  const more = by.is === 'list' ? [...by.list.items] : iterate(by);
  for (const item of more) {
    checkItemCount(items.length + 1);
    items.push(item);
  }
  return NONE;
}

/** Does `list *= by`. */
export function repeat({ items }: PythonList, by: Value): void {
  items.splice(0, items.length, ...repeatedItems(items, repetitions(by)));
}

const nothing = (_done: unknown): Value => NONE;

/** A place that is beyond all lists is one at their end. */
export function integer(value: Value): number {
  const number = numberOf(value);
  if (number === null)
    return raise('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`);
  if (number >= 2n ** 63n || number < -(2n ** 63n))
    return raise('OverflowError', 'Python int too large to convert to C ssize_t');
  return Number(number);
}
