import type { UpdateOperator } from '../../../shared/programs/tree.ts';
import { addInPlace, repeatInPlace } from './bytearray-methods.ts';
import type { Environment } from './environment.ts';
import { extend, repeat } from './list-methods.ts';
import type { Charge } from './long-work.ts';
import { operate } from './operations.ts';
import { sizeOfItems } from './value-sizes.ts';
import type { Value } from './values.ts';

/**
 * Does `before operator= by`. Lists and bytearrays are changed in their place by `+=` and `*=`, so that their other names
 * see it; `changed` is told of them.
 */
export async function update(
  operator: UpdateOperator,
  before: Value,
  by: Value,
  changed: Environment['changed'],
  charge: Charge,
): Promise<Value> {
  if ((before.is !== 'list' && before.is !== 'bytearray') || (operator !== '+' && operator !== '*'))
    return operate(operator, before, by, charge, `${operator}=`);
  if (before.is === 'bytearray') {
    await (operator === '+' ? addInPlace : repeatInPlace)(before.array, by, charge);
    changed(before.array, 0);
    return before;
  }
  const { items } = before.list;
  const { length } = items;
  if (operator === '+') extend(before.list, by);
  else repeat(before.list, by);
  changed(before.list, sizeOfItems(items.slice(length)));
  return before;
}
