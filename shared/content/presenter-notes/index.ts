import type { LessonNotes, VariationNotes } from './note.ts';

/** Each lesson's notes are fetched by themselves. */
const NOTES: Readonly<Record<string, () => Promise<{ readonly notes: LessonNotes }>>> = {
  L0: () => import('./notes-l00.ts'),
  L1: () => import('./notes-l01.ts'),
  L2: () => import('./notes-l02.ts'),
  L3: () => import('./notes-l03.ts'),
  L4: () => import('./notes-l04.ts'),
  L5: () => import('./notes-l05.ts'),
  L6: () => import('./notes-l06.ts'),
  L7: () => import('./notes-l07.ts'),
  L8: () => import('./notes-l08.ts'),
  L9: () => import('./notes-l09.ts'),
  L10: () => import('./notes-l10.ts'),
  L11: () => import('./notes-l11.ts'),
  L12: () => import('./notes-l12.ts'),
  L13: () => import('./notes-l13.ts'),
  L14: () => import('./notes-l14.ts'),
  L15: () => import('./notes-l15.ts'),
  L16: () => import('./notes-l16.ts'),
  L17: () => import('./notes-l17.ts'),
  L18: () => import('./notes-l18.ts'),
  L19: () => import('./notes-l19.ts'),
  L20: () => import('./notes-l20.ts'),
  L21: () => import('./notes-l21.ts'),
  L22: () => import('./notes-l22.ts'),
  L23: () => import('./notes-l23.ts'),
  L24: () => import('./notes-l24.ts'),
  L25: () => import('./notes-l25.ts'),
  L26: () => import('./notes-l26.ts'),
};

/** The notes on all variations of a lesson are fetched together, by the variations' ids. */
const ON_VARIATIONS: Readonly<
  Record<string, () => Promise<{ readonly notes: Readonly<Record<string, VariationNotes>> }>>
> = {
  L0: () => import('./variations-l00.ts'),
  L1: () => import('./variations-l01.ts'),
  L2: () => import('./variations-l02.ts'),
  L3: () => import('./variations-l03.ts'),
  L4: () => import('./variations-l04.ts'),
  L5: () => import('./variations-l05.ts'),
  L6: () => import('./variations-l06.ts'),
  L7: () => import('./variations-l07.ts'),
  L8: () => import('./variations-l08.ts'),
  L9: () => import('./variations-l09.ts'),
  L10: () => import('./variations-l10.ts'),
  L11: () => import('./variations-l11.ts'),
  L12: () => import('./variations-l12.ts'),
  L13: () => import('./variations-l13.ts'),
  L14: () => import('./variations-l14.ts'),
  L15: () => import('./variations-l15.ts'),
  L16: () => import('./variations-l16.ts'),
  L17: () => import('./variations-l17.ts'),
  L18: () => import('./variations-l18.ts'),
  L19: () => import('./variations-l19.ts'),
  L20: () => import('./variations-l20.ts'),
  L21: () => import('./variations-l21.ts'),
  L22: () => import('./variations-l22.ts'),
  L23: () => import('./variations-l23.ts'),
  L24: () => import('./variations-l24.ts'),
  L25: () => import('./variations-l25.ts'),
  L26: () => import('./variations-l26.ts'),
};

/** Returns the presenter's notes on a lesson, or null if it has none. */
export async function loadNotes(lesson: string): Promise<LessonNotes | null> {
  return (await NOTES[lesson]?.())?.notes ?? null;
}

/** Returns the presenter's notes on a variation of a lesson, or null if it has none. */
export async function loadVariationNotes(lesson: string, variation: string): Promise<VariationNotes | null> {
  const all = (await ON_VARIATIONS[lesson]?.())?.notes ?? {};
  return Object.hasOwn(all, variation) ? all[variation]! : null;
}
