import * as v from 'valibot';
import { LIMITS } from '../limits.ts';

/** What the author of a composed experiment says of it (`lessons/lesson.ts`, Experiment). */
export const experimentSchema = v.strictObject({
  title: v.pipe(v.string(), v.maxLength(LIMITS.titleCharacters)),
  expectation: v.pipe(v.string(), v.maxLength(LIMITS.expectationCharacters)),
});
