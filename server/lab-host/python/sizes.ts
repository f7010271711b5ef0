import { LIMITS } from '../../../shared/limits.ts';
import { raise } from './exceptions.ts';
import type { Value } from './values.ts';

/* The lab has bounds of its own in place of the machine's memory. */

export function within(length: number): void {
  if (length > LIMITS.repetitions)
    raise('MemoryError', `a lab's values hold at most ${LIMITS.repetitions} bytes`);
}

export function bounded(text: string): string {
  within(text.length);
  return text;
}

/** The bytes and characters that lists and tuples held when they were last looked at. */
const held = new WeakMap<readonly Value[], number>();

/** Checks what a list or a tuple holds. */
export function checkItems(items: readonly Value[]): void {
  checkCount(items.length);
  const size = items.reduce((sum, item) => sum + sizeOf(item), items.length);
  within(size);
  held.set(items, size);
}

export function checkCount(items: number): void {
  if (items > LIMITS.listItems)
    raise('MemoryError', `a lab's lists and tuples hold at most ${LIMITS.listItems} items`);
}

function sizeOf(value: Value): number {
  if (value.is === 'bytes') return value.bytes.length;
  if (value.is === 'str') return value.text.length;
  if (value.is === 'tuple') return held.get(value.items) ?? value.items.length;
  return value.is === 'list' ? (held.get(value.list.items) ?? value.list.items.length) : 1;
}

/** Returns a number of repetitions that may be beyond all bounds as a number of a double. */
export function times(number: bigint): number {
  const most = BigInt(LIMITS.repetitions) + 1n;
  return number < 0n ? 0 : Number(number < most ? number : most);
}
