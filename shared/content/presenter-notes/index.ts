import type { LessonNotes } from './note.ts';

/** Each lesson's notes are fetched by themselves. */
const NOTES: Readonly<Record<string, () => Promise<{ readonly notes: LessonNotes }>>> = {
  L0: () => import('./l00.ts'),
  L1: () => import('./l01.ts'),
  L2: () => import('./l02.ts'),
  L3: () => import('./l03.ts'),
  L4: () => import('./l04.ts'),
  L5: () => import('./l05.ts'),
  L6: () => import('./l06.ts'),
  L7: () => import('./l07.ts'),
  L8: () => import('./l08.ts'),
  L9: () => import('./l09.ts'),
  L10: () => import('./l10.ts'),
  L11: () => import('./l11.ts'),
  L12: () => import('./l12.ts'),
  L13: () => import('./l13.ts'),
  L14: () => import('./l14.ts'),
  L15: () => import('./l15.ts'),
  L16: () => import('./l16.ts'),
  L17: () => import('./l17.ts'),
  L18: () => import('./l18.ts'),
  L19: () => import('./l19.ts'),
  L20: () => import('./l20.ts'),
  L21: () => import('./l21.ts'),
  L22: () => import('./l22.ts'),
  L23: () => import('./l23.ts'),
  L24: () => import('./l24.ts'),
  L25: () => import('./l25.ts'),
  L26: () => import('./l26.ts'),
};

/** Returns the presenter's notes on a lesson, or null if it has none. */
export async function loadNotes(lesson: string): Promise<LessonNotes | null> {
  return (await NOTES[lesson]?.())?.notes ?? null;
}
