import type { Expression, Statement } from '../../../shared/programs/tree.ts';
import type { BlockRunner } from './block-runner.ts';
import { update } from './in-place.ts';
import type { Scope } from './scope.ts';
import { deleteItem, itemOf, setItem } from './subscripts.ts';
import { NONE } from './values.ts';

/** Does `on[index] = value` and `on[index] += value`. Python evaluates the value first, or the item (Language Reference, 7.2.1). */
export async function assignItem(
  run: BlockRunner,
  { on, index, value, operator }: Extract<Statement, { is: 'set-item' }>,
  scope: Scope,
): Promise<void> {
  const { changed, inUse } = run;
  const { charge, memory } = run.machine;
  if (operator === undefined) {
    const [given = NONE, of = NONE, at = NONE] = await run.evaluateAll([value, on, index], scope);
    await setItem(of, at, given, changed, charge);
  } else {
    const [of = NONE, at = NONE] = await run.evaluateAll([on, index], scope);
    await inUse.holding([of, at], async () => {
      const before = await itemOf(of, at, charge);
      inUse.held.push(before);
      const by = await run.evaluate(value, scope);
      await setItem(of, at, await update(run, operator, before, by), changed, charge);
    });
  }
  // A loop of such lines need not evaluate anything that checks.
  await memory.check(charge);
}

/** Does `del on[index]`. */
export async function deleteItemAt(
  run: BlockRunner,
  { on, index }: Extract<Expression, { is: 'index' }>,
  scope: Scope,
): Promise<void> {
  const [of = NONE, at = NONE] = await run.evaluateAll([on, index], scope);
  await deleteItem(of, at, run.changed, run.machine.charge);
}
