import * as v from 'valibot';
import { LIMITS } from '../limits.ts';
import { textSchema } from '../schema.ts';

/** What the author of a composed experiment says of it (`lessons/lesson.ts`, Experiment). */
export const experimentSchema = v.strictObject({
  title: textSchema(LIMITS.titleCharacters),
  expectation: textSchema(LIMITS.expectationCharacters),
});
