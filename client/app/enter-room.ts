import { experimentInHash, roomInHash } from '../lab/room-link.ts';
import { useRoom } from '../lab/room-store.ts';
import { room } from '../lab/room.ts';

/** Joins the room of the link. A shared experiment is read first: of a damaged link nothing is asked of the server. */
function enterRoom(): void {
  const shared = experimentInHash(location.hash);
  if (shared === null) return room.join();
  room.join((ask) => {
    void import('../features/composer/shared-experiment.ts').then(({ openShared }) =>
      openShared(shared, ask),
    );
  });
}

/** Follows the address to the room or the shared experiment that it comes to name. */
export function watchHash(): () => void {
  const changed = (): void => {
    const named = roomInHash(location.hash);
    const another = named !== null && named !== useRoom.getState().room;
    if (another || experimentInHash(location.hash) !== null) enterRoom();
  };
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

/** The same, beginning with the present address. */
export function enterRooms(): () => void {
  enterRoom();
  return watchHash();
}
