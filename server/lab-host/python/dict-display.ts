import type { Expression } from '../../../shared/programs/tree.ts';
import { setKey } from './dict-methods.ts';
import type { Environment } from './environment.ts';
import { dict, type Value } from './values.ts';

/** CPython makes the entries in groups, and those of a short group once all of its values are there (`compiler_dict`). */
const GROUP = 17;
const SHORT_GROUP = 15;

/** Does `{key: value, …}`. */
export async function dictDisplay(
  { entries }: Extract<Expression, { is: 'dict' }>,
  env: Environment,
  evaluate: (expression: Expression, env: Environment) => Promise<Value>,
): Promise<Value> {
  const made = dict();
  const waiting: (readonly [Value, Value])[] = [];
  for (const [i, { key, value }] of entries.entries()) {
    waiting.push([await evaluate(key, env), await evaluate(value, env)]);
    const from = i - (i % GROUP);
    const length = Math.min(GROUP, entries.length - from);
    if (length <= SHORT_GROUP && i + 1 < from + length) continue;
    for (const [its, given] of waiting.splice(0)) await setKey(made.dict, its, given, env.machine.charge);
  }
  return made;
}
