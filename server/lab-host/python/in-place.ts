import type { Expression, UpdateOperator } from '../../../shared/programs/tree.ts';
import type { BlockRunner } from './block-runner.ts';
import { addInPlace, repeatInPlace } from './bytearray-methods.ts';
import type { Environment } from './environment.ts';
import { extend, repeat } from './list-methods.ts';
import type { Charge } from './long-work.ts';
import { operate } from './operations.ts';
import type { Scope } from './scope.ts';
import { sizeOfItems } from './value-sizes.ts';
import type { Value } from './values.ts';

/** Does `name operator= value`, and returns what the name gets. Python reads the name first (Language Reference, 7.2.1). */
export function updateName(
  run: BlockRunner,
  name: string,
  operator: UpdateOperator,
  value: Expression,
  scope: Scope,
): Promise<Value> {
  const before = scope.lookup(name);
  return run.inUse.holding([before], async () =>
    update(run, operator, before, await run.evaluate(value, scope)),
  );
}

/** Does `before operator= by`, and holds what comes of it as long as the two are held. Raises MemoryError. */
export async function update(
  { changed, inUse, machine }: BlockRunner,
  operator: UpdateOperator,
  before: Value,
  by: Value,
): Promise<Value> {
  const { charge, memory } = machine;
  if (await changeInPlace(operator, before, by, changed, charge)) {
    await memory.check(charge);
    return before;
  }
  const value = await operate(operator, before, by, charge, `${operator}=`);
  inUse.held.push(value);
  await memory.made(value, charge);
  return value;
}

/**
 * Changes a list or a bytearray in its place by `+=` and `*=`, so that its other names see it; `changed` is told of it. Returns
 * false for other values and operators.
 */
async function changeInPlace(
  operator: UpdateOperator,
  of: Value,
  by: Value,
  changed: Environment['changed'],
  charge: Charge,
): Promise<boolean> {
  if (operator !== '+' && operator !== '*') return false;
  if (of.is === 'bytearray') {
    await (operator === '+' ? addInPlace : repeatInPlace)(of.array, by, charge);
    changed(of.array, 0);
    return true;
  }
  if (of.is !== 'list') return false;
  const { items } = of.list;
  const { length } = items;
  if (operator === '+') extend(of.list, by);
  else repeat(of.list, by);
  changed(of.list, sizeOfItems(items.slice(length)));
  return true;
}
