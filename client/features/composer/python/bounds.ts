import { LIMITS } from '../../../../shared/limits.ts';
import { setParameter } from '../../../../shared/programs/params.ts';
import type { Expression, Program } from '../../../../shared/programs/tree.ts';
import type { FindingCode } from '../findings.ts';

type Literal = Extract<Expression, { is: 'parameter' }>;

export interface OutOfBounds {
  readonly at: object;
  readonly code: FindingCode;
  readonly about: string;
}

/** Returns the literals to which no edit could give their value, and what has too many parts. */
export function outOfBounds(program: Program): OutOfBounds[] {
  const found: OutOfBounds[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('is' in value && value.is === 'parameter') {
      const wrong = outOfRange(program, value as Literal);
      if (wrong !== null) found.push(wrong);
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      const isRow = Array.isArray(inner) && !BLOCKS.has(key);
      if (isRow && inner.length > LIMITS.rowItems)
        found.push({ at: value, code: 'too-many', about: String(LIMITS.rowItems) });
      visit(inner);
    }
  };
  visit(program.statements);
  return found;
}

/** Blocks are bounded by the number of all statements. */
const BLOCKS: ReadonlySet<string> = new Set(['body', 'otherwise', 'last']);

function outOfRange(program: Program, literal: Literal): OutOfBounds | null {
  const result = setParameter(program, literal.id, literal.value);
  if (result.ok || result.error.code !== 'bad-value') return null;
  const { min, max = '' } = result.error;
  if (min !== undefined) return { at: literal, code: 'out-of-range', about: `${min}–${max}` };
  if (typeof literal.value === 'string' && !literal.value.isWellFormed())
    return { at: literal, code: 'lone-surrogate', about: '' };
  return { at: literal, code: 'too-long', about: String(max) };
}
