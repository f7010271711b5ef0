import type { Expression } from './tree.ts';

/** Says whether an expression is `None`, `True` or `False`, of each of which Python has one object only. */
export function isSingleton(expression: Expression): boolean {
  return expression.is === 'none' || (expression.is === 'literal' && typeof expression.value === 'boolean');
}
