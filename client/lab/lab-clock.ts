import { useEffect, useState } from 'react';
import { create } from 'zustand';
import { usePlayhead } from '../playback/playhead-store.ts';
import type { Follower } from '../playback/session.ts';

/** Timers are shown to a tenth of a second. */
const TICK_MS = 100;

/** The page's clock at the lab's zero, ms. It is infinite until the server has told it or a live event has arrived. */
const useLabZero = create<{ readonly zeroMs: number }>(() => ({ zeroMs: Number.POSITIVE_INFINITY }));

/**
 * Sets the lab's zero to the smallest distance seen between an event's own time and its arrival: a late arrival
 * can only make it look larger.
 */
export const followLabClock: Follower = ({ kind }) => {
  useLabZero.setState({ zeroMs: Number.POSITIVE_INFINITY });
  let newestAt = 0;
  return {
    see: ({ at }) => {
      newestAt = at;
    },
    publish: () => {
      if (kind === 'recording') return;
      const zeroMs = performance.now() - newestAt / 1000;
      if (zeroMs < useLabZero.getState().zeroMs) useLabZero.setState({ zeroMs });
    },
  };
};

/** The lab's clock has this value now, µs: the events that follow may have happened long ago. */
export function setLabClock(micros: number): void {
  useLabZero.setState({ zeroMs: performance.now() - micros / 1000 });
}

/** The lab's clock, µs. It runs at the head of a live log, and elsewhere it is the time of the cursor's event. */
export function useLabNow(active: boolean): number {
  const at = usePlayhead((playhead) => playhead.state.at);
  const running = usePlayhead((playhead) => playhead.mode === 'live' && playhead.cursor === playhead.head);
  const closed = usePlayhead((playhead) => playhead.state.closed !== null);
  const ticks = active && running && !closed;
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (!ticks) return undefined;
    const tick = (): void => {
      const { zeroMs } = useLabZero.getState();
      setNow(Math.max(0, (performance.now() - zeroMs) * 1000));
    };
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [ticks]);
  return ticks ? Math.max(at, now) : at;
}
