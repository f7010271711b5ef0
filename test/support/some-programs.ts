import fc from 'fast-check';
import type { Program } from '../../shared/programs/tree.ts';
import { CASES, SEED } from './fuzz.ts';
import { randomProgram } from './random-python.ts';

/** Random programs, fewer than cases: to draw one takes as long as all that is done with it. */
export const someProgram: fc.Arbitrary<Program> = fc.constantFrom(
  ...fc.sample(randomProgram, { numRuns: Math.min(1000, Math.ceil(CASES / 200)), seed: SEED }),
);
