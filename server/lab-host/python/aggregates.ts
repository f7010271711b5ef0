import { compare } from './comparison.ts';
import { raise } from './exceptions.ts';
import { steady } from './iteration.ts';
import { ITEM_BYTES, type Charge } from './long-work.ts';
import { operate } from './operations.ts';
import { float, int, numberOf, typeName, type Value } from './values.ts';

/* Python's functions that make one value of several (Python/bltinmodule.c). */

/** Does `min(…)` and `max(…)`: of one iterable, or of several arguments. The first of equal ones counts. */
export async function extreme(name: 'min' | 'max', args: readonly Value[], charge: Charge): Promise<Value> {
  const [only] = args;
  if (only === undefined) return raise('TypeError', `${name} expected at least 1 argument, got 0`);
  let best: Value | null = null;
  for (const item of args.length > 1 ? args : steady(only)) {
    const turn = charge(ITEM_BYTES);
    if (turn !== null) await turn;
    if (best === null || (await compare(name === 'min' ? '<' : '>', item, best, charge))) best = item;
  }
  return best ?? raise('ValueError', `${name}() arg is an empty sequence`);
}

/** Does `sum(iterable, start)`. */
export async function sum(args: readonly Value[], charge: Charge): Promise<Value> {
  const [over, start = int(0), ...more] = args;
  if (over === undefined) return raise('TypeError', 'sum() takes at least 1 positional argument (0 given)');
  if (more.length > 0) return raise('TypeError', `sum() takes at most 2 arguments (${args.length} given)`);
  const items = steady(over)[Symbol.iterator]();
  let next = items.next();
  if (start.is === 'str') return raise('TypeError', "sum() can't sum strings [use ''.join(seq) instead]");
  if (start.is === 'bytes' || start.is === 'bytearray')
    return raise('TypeError', `sum() can't sum ${start.is} [use b''.join(seq) instead]`);
  let total: Value = start;
  for (; !next.done; next = items.next()) {
    const turn = charge(ITEM_BYTES);
    if (turn !== null) await turn;
    total = await operate('+', total, next.value, charge);
  }
  return total;
}

export function absolute(args: readonly Value[]): Value {
  const [of] = args;
  if (of === undefined || args.length > 1)
    return raise('TypeError', `abs() takes exactly one argument (${args.length} given)`);
  if (of.is === 'float') return float(Math.abs(of.value));
  const number = numberOf(of) ?? raise('TypeError', `bad operand type for abs(): '${typeName(of)}'`);
  return int(number < 0n ? -number : number);
}
