import type { Operator } from './tree.ts';

/** From the operators that bind least to those that bind most (The Python Language Reference, 6.17). `not` is the third. */
const LEVELS: readonly (readonly Operator[])[] = [
  ['or'],
  ['and'],
  [],
  ['==', '!=', '<', '>', '<=', '>=', 'in', 'not in', 'is', 'is not'],
  ['|'],
  ['+', '-'],
  ['*', '//', '%'],
];
/** The precedence of the operators; a higher one binds more tightly. */
export const PRECEDENCE = Object.fromEntries(
  LEVELS.flatMap((operators, i) => operators.map((operator) => [operator, i + 1])),
) as Readonly<Record<Operator, number>>;
export const COMPARISON = 4;
export const UNARY = { not: 3, minus: 8 } as const;
/** That of a name, a literal or a call. */
export const ATOM = 10;
