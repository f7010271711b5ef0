import { openShared } from '../features/composer/index.ts';
import { experimentInHash, roomInHash } from '../lab/room-link.ts';
import { useRoom } from '../lab/room-store.ts';
import { room } from '../lab/room.ts';

/** Joins the room of the link. A shared experiment is read first; if its link is damaged, no room is asked for. */
function enterRoom(): void {
  const shared = experimentInHash(location.hash);
  if (shared === null) return room.join();
  room.join((ask) => void openShared(shared, ask));
}

/** Joins the room or opens the shared experiment whenever the address changes to name one. */
export function watchHash(): () => void {
  const changed = (): void => {
    const named = roomInHash(location.hash);
    const another = named !== null && named !== useRoom.getState().room;
    if (another || experimentInHash(location.hash) !== null) enterRoom();
  };
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

/** Does the same, beginning with the present address. */
export function enterRooms(): () => void {
  enterRoom();
  return watchHash();
}
