import { LIMITS } from '../../../shared/limits.ts';
import { raise } from './exceptions.ts';
import { numberOf, typeName, type Value } from './values.ts';

/* The lab has bounds of its own in place of the machine's memory. */

/** Checks the bytes of a single value. */
export function within(bytes: number): void {
  if (bytes > LIMITS.repetitions)
    raise('MemoryError', `a lab's values hold at most ${LIMITS.repetitions} bytes`);
}

export function checkCount(items: number): void {
  if (items > LIMITS.listItems)
    raise('MemoryError', `a lab's lists, tuples and dicts hold at most ${LIMITS.listItems} items`);
}

/** Returns items so many times, one after the other. */
export function repeatedItems(items: readonly Value[], count: number): Value[] {
  checkCount(items.length * count);
  return Array.from({ length: items.length === 0 ? 0 : count }, () => items).flat();
}

export function counted(items: Value[]): Value[] {
  checkCount(items.length);
  return items;
}

/** Returns how often a sequence is repeated by `*`, as a number of a double: it may be beyond all bounds. */
export function repetitions(by: Value): number {
  const number =
    numberOf(by) ?? raise('TypeError', `can't multiply sequence by non-int of type '${typeName(by)}'`);
  const most = BigInt(LIMITS.repetitions) + 1n;
  return number < 0n ? 0 : Number(number < most ? number : most);
}
