import { setParameter } from '../../../../shared/programs/params.ts';
import type { Expression, Program } from '../../../../shared/programs/tree.ts';
import type { FindingCode } from '../findings.ts';

type Literal = Extract<Expression, { is: 'parameter' }>;

export interface OutOfBounds {
  readonly literal: Literal;
  readonly code: FindingCode;
  readonly about: string;
}

/** Returns the literals to which no edit could give their value. */
export function outOfBounds(program: Program): OutOfBounds[] {
  const found: OutOfBounds[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('is' in value && value.is === 'parameter') {
      const literal = value as Literal;
      const result = setParameter(program, literal.id, literal.value);
      if (result.ok || result.error.code !== 'bad-value') return;
      const { min, max = '' } = result.error;
      if (min !== undefined) found.push({ literal, code: 'out-of-range', about: `${min}–${max}` });
      else if (typeof literal.value === 'string' && !literal.value.isWellFormed())
        found.push({ literal, code: 'lone-surrogate', about: '' });
      else found.push({ literal, code: 'too-long', about: String(max) });
      return;
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(program);
  return found;
}
