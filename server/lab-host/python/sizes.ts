import { LIMITS } from '../../../shared/limits.ts';
import { raise } from './exceptions.ts';
import type { Value } from './values.ts';

/* The lab has bounds of its own in place of the machine's memory. */

/** Checks the bytes of a single value. */
export function within(bytes: number): void {
  if (bytes > LIMITS.repetitions)
    raise('MemoryError', `a lab's values hold at most ${LIMITS.repetitions} bytes`);
}

export function checkCount(items: number): void {
  if (items > LIMITS.listItems)
    raise('MemoryError', `a lab's lists and tuples hold at most ${LIMITS.listItems} items`);
}

export function counted(items: Value[]): Value[] {
  checkCount(items.length);
  return items;
}

/** Returns a number of repetitions that may be beyond all bounds as a number of a double. */
export function times(number: bigint): number {
  const most = BigInt(LIMITS.repetitions) + 1n;
  return number < 0n ? 0 : Number(number < most ? number : most);
}
