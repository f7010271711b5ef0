import type { EventOf, LabEvent } from '../log/events.ts';
import { isEditOf } from '../programs/listing.ts';
import { composed, type Lesson, varied } from './lesson.ts';

/**
 * Returns what a lab runs: the lesson, a variation, or a composed experiment, which has no moves, whatever lesson it began
 * from. Returns null if the lesson has no such variation.
 */
export function followedIn(
  lesson: Lesson,
  { experiment, variation }: Pick<EventOf<'lab-opened'>, 'experiment' | 'variation'>,
): Lesson | null {
  if (experiment !== undefined) return composed(lesson, experiment);
  return variation === undefined ? lesson : varied(lesson, variation);
}

/** True if a program is the learner's own: the lesson has no moves for it. */
export function isForeignTo(event: LabEvent, { moves, programs }: Lesson): boolean {
  if (event.type !== 'program-loaded' || moves.length === 0) return false;
  const own = programs[event.program];
  return own !== undefined && !isEditOf(event.tree, own);
}
