import * as v from 'valibot';
import { countSchema, idSchema } from '../schema.ts';

/** The place at which a presenter looks: an event of a log, or null for the newest one, whichever that is. */
export const playheadSchema = v.nullable(v.strictObject({ epoch: idSchema, seq: countSchema }));
export type ClassPlayhead = v.InferOutput<typeof playheadSchema>;
