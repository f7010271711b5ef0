import type { Operator } from './tree.ts';

/** The precedence of the operators; a higher one binds more tightly (The Python Language Reference, 6.17). */
export const PRECEDENCE: Readonly<Record<Operator, number>> = {
  or: 1,
  and: 2,
  '==': 4,
  '!=': 4,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  in: 4,
  'not in': 4,
  is: 4,
  'is not': 4,
  '|': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '//': 7,
  '%': 7,
};
export const COMPARISON = PRECEDENCE['=='];
export const UNARY = { not: 3, minus: 8 } as const;
/** That of a name, a literal or a call. */
export const ATOM = 10;
