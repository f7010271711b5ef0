import { deleteKey, setKey, valueOfKey } from './dict-methods.ts';
import type { Environment } from './environment.ts';
import { raise } from './exceptions.ts';
import type { Charge } from './long-work.ts';
import * as sequences from './sequences.ts';
import { sizeOfItems } from './value-sizes.ts';
import type { Value } from './values.ts';

/* The value between brackets is a place in a sequence, or the key of a dict. */

/** Does `on[index]`. */
export function itemOf(on: Value, index: Value, charge: Charge): Promise<Value> {
  return on.is === 'dict' ? valueOfKey(on.dict, index, charge) : sequences.itemOf(on, index, charge);
}

/** Does `on[from:to:step]`. A dict takes the slice for a key. */
export function sliceOf(on: Value, bounds: sequences.Bounds, charge: Charge): Promise<Value> {
  if (on.is === 'dict') return raise('TypeError', "unhashable type: 'slice'");
  return sequences.sliceOf(on, bounds, charge);
}

/** Does `on[index] = value`. `changed` is told of what has changed. */
export async function setItem(
  on: Value,
  index: Value,
  value: Value,
  changed: Environment['changed'],
  charge: Charge,
): Promise<void> {
  if (on.is === 'dict') return changed(on.dict, await setKey(on.dict, index, value, charge));
  if (on.is === 'bytearray') await charge(on.array.bytes.length);
  sequences.setItem(on, index, value);
  tell(on, changed, sizeOfItems([value]));
}

/** Does `del on[index]`. */
export async function deleteItem(
  on: Value,
  index: Value,
  changed: Environment['changed'],
  charge: Charge,
): Promise<void> {
  if (on.is === 'dict') {
    await deleteKey(on.dict, index, charge);
    return changed(on.dict, 0);
  }
  if (on.is === 'bytearray') await charge(on.array.bytes.length);
  sequences.deleteItem(on, index);
  tell(on, changed);
}

function tell(on: Value, changed: Environment['changed'], grownBytes = 0): void {
  if (on.is === 'list') changed(on.list, grownBytes);
  else if (on.is === 'bytearray') changed(on.array, 0);
}
