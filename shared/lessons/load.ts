import { CHAPTERS } from './chapters.ts';
import type { Lesson } from './lesson.ts';

/**
 * Returns the lesson with this id, in any case, or null. The lessons that most people begin with are fetched without
 * the others.
 */
export async function loadLesson(id: string): Promise<Lesson | null> {
  if (id.toUpperCase() === 'L0') return (await import('./l00.ts')).l00;
  if (id.toUpperCase() === 'L1') return (await import('./l01.ts')).l01;
  return (await import('./index.ts')).findLesson(id);
}

/** Returns the id of the next lesson, or null after the last. */
export function lessonIdAfter(id: string): string | null {
  const ids = CHAPTERS.flatMap(({ lessons }) => lessons);
  return (ids.includes(id) ? ids[ids.indexOf(id) + 1] : undefined) ?? null;
}
