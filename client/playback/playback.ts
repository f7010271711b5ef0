import { after } from '../after.ts';
import { useSettings } from '../settings/settings-store.ts';
import { type Clock, Player } from './player.ts';
import { Session } from './session.ts';

const clock: Clock = {
  now: () => performance.now(),
  after,
};

/** The page's one log, and the player that moves the cursor over it. */
export const session = new Session();
export const player = new Player(session, clock, () => useSettings.getState());
