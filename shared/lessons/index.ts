import { l00 } from './l00.ts';
import { l01 } from './l01.ts';
import { l02 } from './l02.ts';
import { l03 } from './l03.ts';
import { l04 } from './l04.ts';
import { l05 } from './l05.ts';
import { l06 } from './l06.ts';
import { l07 } from './l07.ts';
import { l08 } from './l08.ts';
import { l09 } from './l09.ts';
import { l10 } from './l10.ts';
import { l11 } from './l11.ts';
import { l12 } from './l12.ts';
import { l13 } from './l13.ts';
import { l14 } from './l14.ts';
import { l15 } from './l15.ts';
import { l16 } from './l16.ts';
import { l17 } from './l17.ts';
import { l18 } from './l18.ts';
import { l19 } from './l19.ts';
import { l20 } from './l20.ts';
import { l21 } from './l21.ts';
import { l22 } from './l22.ts';
import { l23 } from './l23.ts';
import { l24 } from './l24.ts';
import { l25 } from './l25.ts';
import { l26 } from './l26.ts';
import type { Lesson } from './lesson.ts';

export const LESSONS: readonly Lesson[] = [
  l00,
  l01,
  l02,
  l03,
  l04,
  l05,
  l06,
  l07,
  l08,
  l09,
  l10,
  l11,
  l12,
  l13,
  l14,
  l15,
  l16,
  l17,
  l18,
  l19,
  l20,
  l21,
  l22,
  l23,
  l24,
  l25,
  l26,
];

/** Returns the lesson with this id in any case (`l1`, `L1`), or null. */
export function findLesson(id: string): Lesson | null {
  return LESSONS.find((lesson) => lesson.id.toLowerCase() === id.toLowerCase()) ?? null;
}
