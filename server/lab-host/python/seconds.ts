import { raise } from './exceptions.ts';
import { numberOf, typeName, type Value } from './values.ts';

const NANOS = 1_000_000_000n;
/** CPython keeps times as 64-bit numbers of ns. */
const BEYOND = 2n ** 63n;

/** Reads a number of seconds as ns, rounded away from zero (Python/pytime.c, `_PyTime_FromSecondsObject`). */
export function nanosFrom(value: Value): bigint {
  if (value.is === 'float') {
    if (Number.isNaN(value.value)) return raise('ValueError', 'Invalid value NaN (not a number)');
    if (Math.abs(value.value) * Number(NANOS) >= Number(BEYOND))
      return raise('OverflowError', 'timestamp out of range for platform time_t');
    const whole = Math.trunc(value.value);
    const nanos = (value.value - whole) * Number(NANOS);
    return BigInt(whole) * NANOS + BigInt(nanos < 0 ? Math.floor(nanos) : Math.ceil(nanos));
  }
  const seconds = numberOf(value);
  if (seconds === null)
    return raise('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`);
  const nanos = seconds * NANOS;
  return nanos < BEYOND && nanos >= -BEYOND
    ? nanos
    : raise('OverflowError', 'timestamp too large to convert to C _PyTime_t');
}
