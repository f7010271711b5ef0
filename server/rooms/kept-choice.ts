import * as v from 'valibot';
import { composed, type Lesson, type LessonPrograms, varied } from '../../shared/lessons/lesson.ts';
import { wireSettingsSchema } from '../../shared/log/wire-settings-schema.ts';
import { experimentSchema } from '../../shared/programs/experiment.ts';
import { programSchema, programsSchema } from '../../shared/programs/schema.ts';
import { idSchema, steadySynSchema, timersSchema } from '../../shared/schema.ts';
import type { Choice } from './room-lesson.ts';

/* A choice as it is kept: a lesson and its variations are named, because the server has them. */

export const choiceSchema = v.strictObject({
  origin: v.variant('is', [
    v.strictObject({ is: v.literal('lesson') }),
    v.strictObject({ is: v.literal('variation'), variation: idSchema }),
    v.strictObject({
      is: v.literal('composed'),
      programs: programsSchema,
      experiment: experimentSchema,
      wire: wireSettingsSchema,
      timers: timersSchema,
      steadySyn: steadySynSchema,
    }),
  ]),
  given: v.exactOptional(
    v.strictObject({
      programs: v.record(idSchema, programSchema),
      wire: v.exactOptional(wireSettingsSchema),
    }),
  ),
  timers: timersSchema,
  literals: v.picklist(['keep', 'reset']),
  wire: v.exactOptional(wireSettingsSchema),
});
type KeptChoice = v.InferOutput<typeof choiceSchema>;

export function keptChoice({ origin, ...rest }: Choice): KeptChoice {
  const { variation, experiment, programs, wire, timers, steadySyn } = origin;
  if (experiment !== undefined)
    return {
      origin: { is: 'composed', programs, experiment, wire, timers, ...(steadySyn && { steadySyn }) },
      ...rest,
    };
  return { origin: variation === undefined ? { is: 'lesson' } : { is: 'variation', variation }, ...rest };
}

/** Returns null if the lesson has no such variation. */
export function choiceOf({ origin: kept, ...rest }: KeptChoice, lesson: Lesson): Choice | null {
  if (kept.is === 'lesson') return { origin: lesson, ...rest };
  if (kept.is === 'variation') {
    const origin = varied(lesson, kept.variation);
    return origin && { origin, ...rest };
  }
  const { is: _, experiment, programs, ...own } = kept;
  return { origin: { ...composed(lesson, experiment, programs as LessonPrograms), ...own }, ...rest };
}
