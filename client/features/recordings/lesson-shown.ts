import { FIRST_LESSON } from '../../../shared/lessons/chapters.ts';
import { lessonAsked } from '../../lab/room-link.ts';
import { useRoom } from '../../lab/room-store.ts';

/** The lesson whose recording is meant: the room's, else the one that the address asks for, else the first. */
export function lessonShown(): string {
  return useRoom.getState().lesson || (lessonAsked() ?? FIRST_LESSON);
}
