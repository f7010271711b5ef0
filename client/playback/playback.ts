import { useSettings } from '../settings/settings-store.ts';
import { type Clock, Player } from './player.ts';

const clock: Clock = {
  now: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

/** The page's one player. */
export const player = new Player(clock, () => useSettings.getState());
