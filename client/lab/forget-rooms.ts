import { keepOwnClasses, ownClasses } from './own-classes.ts';
import { keepOwnRooms, ownRooms } from './own-rooms.ts';
import { inTab } from '../storage.ts';
import { roomToken } from './room-link.ts';

export const hasOwnRooms = (): boolean => ownRooms().length > 0 || ownClasses().length > 0;

/** Forgets the secrets of all rooms and classes, those that this tab has too, and returns what brings them back. */
export function forgetOwnRooms(): () => void {
  const before = ownRooms();
  const classes = ownClasses();
  keepOwnRooms([]);
  keepOwnClasses([]);
  const ofTab = takeFromTab(roomToken.key(''));
  return () => {
    // Another tab may have made rooms meanwhile.
    keepOwnRooms([...new Map([...before, ...ownRooms()])]);
    keepOwnClasses([...classes, ...ownClasses()]);
    for (const [key, text] of ofTab) inTab.keep(key, text);
  };
}

/** Takes the texts away whose keys begin so, and returns them. */
function takeFromTab(beginning: string): readonly (readonly [string, string])[] {
  try {
    const taken = Object.entries<string>(sessionStorage).filter(([key]) => key.startsWith(beginning));
    for (const [key] of taken) sessionStorage.removeItem(key);
    return taken;
  } catch {
    return [];
  }
}
