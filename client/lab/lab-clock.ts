import { useEffect, useState } from 'react';
import { create } from 'zustand';
import { usePlayhead } from '../playback/playhead-store.ts';
import type { Follower } from '../playback/session.ts';
import { shownTime } from '../ui/timers.ts';

/** How often the clock is read, ms. */
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

/**
 * The lab's clock, µs, for a timer that runs since or until `of`; null if none runs. It runs at the head of a live
 * log, in steps in which a timer's text changes, because every step paints the page. Elsewhere it is the time of the
 * cursor's event.
 */
export function useLabNow(of: number | null): number {
  const at = usePlayhead((playhead) => playhead.state.at);
  const running = usePlayhead((playhead) => playhead.mode === 'live' && playhead.cursor === playhead.head);
  const closed = usePlayhead((playhead) => playhead.state.closed !== null);
  const ticks = of !== null && running && !closed;
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (!ticks) return undefined;
    const tick = (): void => {
      const { zeroMs } = useLabZero.getState();
      setNow(Math.max(0, shownTime((performance.now() - zeroMs) * 1000, of)));
    };
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [ticks, of]);
  return ticks ? Math.max(at, now) : at;
}
