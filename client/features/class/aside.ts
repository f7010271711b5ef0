import type { Listener } from '../../lab/connection.ts';
import { room } from '../../lab/room.ts';
import { useRoom } from '../../lab/room-store.ts';

/**
 * A presenter who plays a recording stays in the class, and hears of the class alone: what happens in the lab meanwhile
 * does not belong to the recording.
 */
export function stayAside(usual: Listener): Listener | null {
  if (useRoom.getState().class?.part !== 'presenter') return null;
  const goAside = (): void => room.act({ is: 'aside' });
  goAside();
  return {
    connecting() {},
    // A connection that comes again counts as one that presents.
    welcome: goAside,
    restarted() {},
    events() {},
    room() {},
    class: (told) => usual.class(told),
    lost() {},
    refused() {},
  };
}
