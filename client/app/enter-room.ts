import { openShared } from '../features/composer/index.ts';
import { classInHash, experimentInHash, roomInHash, roomToken } from '../lab/room-link.ts';
import { useRoom } from '../lab/room-store.ts';
import { room } from '../lab/room.ts';

/**
 * Joins the room of the link, as the one who controls it if this is the device that did. A shared experiment is read
 * first; if its link is damaged, no room is asked for.
 */
function enterRoom(): void {
  const shared = experimentInHash(location.hash);
  if (shared !== null) return room.join((ask) => void openShared(shared, ask));
  const named = roomInHash(location.hash);
  if (named === null || roomToken.read(named) !== null) return room.join();
  void room.takeOver(named).then(() => {
    if (roomInHash(location.hash) === named) room.join();
  });
}

/** Joins the room, follows the class or opens the shared experiment whenever the address changes to name one. */
export function watchHash(): () => void {
  const changed = (): void => {
    const named = roomInHash(location.hash);
    const another = named !== null && named !== useRoom.getState().room;
    if (another || classInHash(location.hash) !== null || experimentInHash(location.hash) !== null)
      enterRoom();
  };
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

/** Does the same, beginning with the present address. */
export function enterRooms(): () => void {
  enterRoom();
  return watchHash();
}
