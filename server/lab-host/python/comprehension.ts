import { namesOfTarget } from '../../../shared/programs/loop-targets.ts';
import type { Expression } from '../../../shared/programs/tree.ts';
import type { Environment } from './environment.ts';
import { iterate, unpack } from './iteration.ts';
import { checkCount } from './sizes.ts';
import { sizeOfItems } from './value-sizes.ts';
import { isTrue, list, type Value } from './values.ts';

/**
 * Does `[value for name in over if test]`. Only `over` is evaluated among the names around it (The Python Language
 * Reference, 6.2.4).
 */
export async function comprehension(
  { value, name, over, test }: Extract<Expression, { is: 'comprehension' }>,
  env: Environment,
  evaluate: (expression: Expression, env: Environment) => Promise<Value>,
): Promise<Value> {
  const { held, machine } = env;
  const rounds = iterate(await evaluate(over, env));
  const items: Value[] = [];
  const made = list(items);
  let round = rounds.next();
  await env.comprehending(namesOfTarget(name), async (inner, set) => {
    held.push(made);
    const { length } = held;
    for (; !round.done; round = rounds.next()) {
      for (const [target, part] of unpack(name, round.value)) set(target, part);
      if (test === undefined || isTrue(await evaluate(test, inner))) {
        const item = await evaluate(value, inner);
        checkCount(items.push(item));
        machine.memory.grow(sizeOfItems([item]));
        await machine.memory.check(machine.charge);
      }
      held.length = length;
    }
  });
  return made;
}
