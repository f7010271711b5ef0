import { isInOwnLab } from '../../lab/elsewhere.ts';
import { useRoom } from '../../lab/room-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { type OwnRun, useClassView } from './class-store.ts';

/**
 * Keeps the run of a follower's own lab when the class is brought back: the lab ends, and only this page has its log still.
 * Returns the way to stop.
 */
export function keepOwnRun(): () => void {
  /** The last log of each room that was shown since they have had a lab of their own. */
  const runs = new Map<string | null, OwnRun>();
  const stops = [
    // The page begins anew in the class's room just before it is told why.
    usePlayhead.subscribe((now, { base, mode, events, headState: { lab } }) => {
      if (now.headState.lab !== null || lab === null) return;
      const { class: told, room } = useRoom.getState();
      const isWhole = base === 0 && mode !== 'recording' && isInOwnLab(told);
      if (isWhole) runs.set(room, { lesson: lab.lesson, events });
      else runs.delete(room);
    }),
    useRoom.subscribe((now, then) => {
      const isIn = isInOwnLab(now.class);
      if (isIn === isInOwnLab(then.class)) return;
      const isBack = now.class?.part === 'follower' && !isIn;
      // The class's room may have shown the log of a lab that died before that of its present one.
      runs.delete(now.room);
      useClassView.setState({ ownRun: (isBack && [...runs.values()].at(-1)) || null });
      runs.clear();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
