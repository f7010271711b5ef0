import { isInOwnLab } from '../../lab/elsewhere.ts';
import { useRoom } from '../../lab/room-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { type OwnRun, useClassView } from './class-store.ts';

/**
 * Keeps the run of a follower's own lab when the class is brought back: the lab ends, and only this page has its log still.
 * Returns the way to stop.
 */
export function keepOwnRun(): () => void {
  let newest: OwnRun | null = null;
  const stops = [
    // The page begins anew in the class's room just before it is told why.
    usePlayhead.subscribe((now, { base, mode, events, headState: { lab } }) => {
      if (now.headState.lab !== null || lab === null) return;
      const isWhole = base === 0 && mode !== 'recording' && isInOwnLab(useRoom.getState().class);
      newest = isWhole ? { lesson: lab.lesson, events } : null;
    }),
    useRoom.subscribe((now, then) => {
      const isIn = isInOwnLab(now.class);
      if (isIn === isInOwnLab(then.class)) return;
      const isBack = now.class?.part === 'follower' && !isIn;
      useClassView.setState({ ownRun: isBack ? newest : null });
      newest = null;
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
