import * as v from 'valibot';
import { LIMITS } from '../limits.ts';
import { textSchema } from '../schema.ts';

/** A composed experiment's title, and what its author expects to see. */
export const experimentSchema = v.strictObject({
  title: textSchema(LIMITS.titleCharacters),
  expectation: textSchema(LIMITS.expectationCharacters),
});
