import { raise } from './exceptions.ts';
import { numberOf, type Value } from './values.ts';

/** Returns both numbers as floats if one of them is a float and the other one a number, or null. */
export function asFloats(left: Value, right: Value): readonly [number, number] | null {
  if (left.is !== 'float' && right.is !== 'float') return null;
  const [a, b] = [exactOf(left), exactOf(right)];
  return a === null || b === null ? null : [asFloat(a), asFloat(b)];
}

/** Compares two numbers of which one is a float, without rounding: < 0, 0, > 0, or NaN. */
export function floatOrder(left: Value, right: Value): number | null {
  if (left.is !== 'float' && right.is !== 'float') return null;
  const [a, b] = [exactOf(left), exactOf(right)];
  if (a === null || b === null) return null;
  if (a < b) return -1;
  return a > b ? 1 : a >= b ? 0 : NaN;
}

const exactOf = (value: Value): number | bigint | null =>
  value.is === 'float' ? value.value : numberOf(value);

export function asFloat(exact: number | bigint): number {
  const number = Number(exact);
  if (typeof exact === 'bigint' && !Number.isFinite(number))
    return raise('OverflowError', 'int too large to convert to float');
  return number;
}
