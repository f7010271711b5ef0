import { l01 } from './l01.ts';
import { l02 } from './l02.ts';
import { l03 } from './l03.ts';
import type { Lesson } from './lesson.ts';

export const LESSONS: readonly Lesson[] = [l01, l02, l03];

/** The lesson with this id, in any case (`l1`, `L1`), or null. */
export function findLesson(id: string): Lesson | null {
  return LESSONS.find((lesson) => lesson.id.toLowerCase() === id.toLowerCase()) ?? null;
}
