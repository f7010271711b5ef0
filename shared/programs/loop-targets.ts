import type { LoopTarget } from './tree.ts';

export const namesOfTarget = (target: LoopTarget): readonly string[] =>
  typeof target === 'string' ? [target] : target;
