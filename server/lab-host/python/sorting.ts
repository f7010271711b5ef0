import { compare } from './comparison.ts';
import { raise } from './exceptions.ts';
import { isIterable, itemsIn, iterate } from './iteration.ts';
import { ITEM_BYTES, type Charge } from './long-work.ts';
import { bool, int, isTrue, list, numberOf, typeName, type Value } from './values.ts';

/* Python's functions that put items in order, or count them (Objects/listobject.c, Objects/enumobject.c). */

/** Python sorts shorter lists by insertion alone, so that the same pairs are compared here. */
const MERGED_FROM = 64;

/** Does `sorted(iterable, reverse=False)`. */
export async function sorted(
  args: readonly Value[],
  reverse: Value = bool(false),
  charge: Charge,
): Promise<Value> {
  const [over] = args;
  if (over === undefined || args.length > 1)
    return raise('TypeError', `sorted expected 1 argument, got ${args.length}`);
  const items = itemsIn(over);
  if (numberOf(reverse) === null)
    return raise('TypeError', `'${typeName(reverse)}' object cannot be interpreted as an integer`);
  // Equal items keep their order also in reverse.
  if (isTrue(reverse)) items.reverse();
  await insertionSort(items, charge);
  if (isTrue(reverse)) items.reverse();
  return list(items);
}

/** Sorts by binary insertion behind the run with which the items begin (`count_run`, `binarysort`). */
async function insertionSort(items: Value[], charge: Charge): Promise<void> {
  if (items.length >= MERGED_FROM && new Set(items.map(typeName)).size > 1)
    return raise('LabRefusal', `sorted: a lab sorts ${MERGED_FROM} items or more only if all have one type`);
  const less = async (a: Value | undefined, b: Value | undefined): Promise<boolean> => {
    const turn = charge(ITEM_BYTES);
    if (turn !== null) await turn;
    return compare('<', a!, b!, charge);
  };
  let run = Math.min(1, items.length);
  if (items.length > 1) {
    const falls = await less(items[1], items[0]);
    for (run = 2; run < items.length; run += 1) if ((await less(items[run], items[run - 1])) !== falls) break;
    if (falls) items.splice(0, run, ...items.slice(0, run).toReversed());
  }
  for (let at = run; at < items.length; at += 1) {
    const [pivot] = items.splice(at, 1);
    let [from, to] = [0, at];
    while (from < to) {
      const middle = from + ((to - from) >> 1);
      if (await less(pivot, items[middle])) to = middle;
      else from = middle + 1;
    }
    items.splice(from, 0, pivot!);
  }
}

/** Does `enumerate(iterable, start=0)`. */
export function enumerate(args: readonly Value[], named: Value | undefined): Value {
  const given = args.length + (named === undefined ? 0 : 1);
  if (given > 2) return raise('TypeError', `enumerate() takes at most 2 arguments (${given} given)`);
  const [over, start = named ?? int(0)] = args;
  if (over === undefined) return raise('TypeError', "enumerate() missing required argument 'iterable'");
  const first = numberOf(start);
  if (first === null)
    return raise('TypeError', `'${typeName(start)}' object cannot be interpreted as an integer`);
  if (!isIterable(over)) return raise('TypeError', `'${typeName(over)}' object is not iterable`);
  return { is: 'enumerate', over, items: numbered(iterate(over), first) };
}

function* numbered(items: Iterable<Value>, first: bigint): Generator<[bigint, Value]> {
  let number = first;
  for (const item of items) {
    yield [number, item];
    number += 1n;
  }
}
