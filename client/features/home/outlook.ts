import type { ServerHealth } from '../../lab/server-health.ts';
import { roomToken, hashOfRoom } from '../../lab/room-link.ts';
import { CHAPTERS } from '../../../shared/lessons/chapters.ts';
import { FREE_LAB } from '../../../shared/lessons/free-lab.ts';
import { canShow, type Lesson } from '../../../shared/lessons/lesson.ts';
import { linkTo } from '../../navigation/route.ts';
import { type LessonProgress, type Progress, underWay } from '../progress/progress-store.ts';
import type { Language } from '../../../shared/languages.ts';

/** Why a lesson cannot be live here; null if it can, or if the server's health is not known yet. */
export type Lack = 'server' | 'labs' | 'wire' | 'isolated';

export function lackOf(needs: Lesson['needs'], health: ServerHealth | null | undefined): Lack | null {
  if (health === undefined) return null;
  if (health === null) return 'server';
  if (health.grade === 'replay') return 'labs';
  return needs !== undefined && !canShow({ needs }, health) ? needs : null;
}

/** The room in which this lesson was left, where this tab may still step it. */
export function roomLeft(progress: LessonProgress | undefined): string | null {
  if (progress === undefined || progress.finished || progress.room === null) return null;
  return roomToken.read(progress.room) === null ? null : progress.room;
}

/** The address to which a press on the lesson leads. */
export function lessonHref(
  id: string,
  lack: Lack | null,
  progress: LessonProgress | undefined,
  language: Language,
): string {
  if (lack !== null) return linkTo({ replay: id }, language);
  const room = roomLeft(progress);
  return linkTo({ lesson: id }, language, room === null ? '' : hashOfRoom(room));
}

/** The next lesson: the one under way, or the first that is not finished, or the first. */
export function nextLesson(progress: Progress): string {
  const ids = CHAPTERS.flatMap(({ lessons }) => lessons).filter((id) => id !== FREE_LAB);
  const open = underWay(progress);
  if (open !== null && ids.includes(open)) return open;
  return ids.find((id) => progress[id]?.finished !== true) ?? ids[0]!;
}
