import type { LoopTarget, Statement } from './tree.ts';

export const namesOfTarget = (target: LoopTarget): readonly string[] =>
  typeof target === 'string' ? [target] : target;

/** Returns what an assignment gives values, as a loop has it. */
export function targetOf({ to, unpacks }: Extract<Statement, { is: 'assign' }>): LoopTarget {
  const [only] = to;
  return to.length === 1 && only !== undefined && !unpacks ? only : to;
}
