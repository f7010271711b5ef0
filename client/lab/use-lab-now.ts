import { useEffect, useState } from 'react';
import { usePlayhead } from '../playback/playhead-store.ts';

/** Timers are shown to a tenth of a second. */
const TICK_MS = 100;

/**
 * The page's clock at the lab's zero, ms: the smallest distance seen between an event's own time and its
 * arrival. A late arrival can only make it look larger.
 */
let zeroMs = Number.POSITIVE_INFINITY;
let newestSeq = 0;

function hear(): void {
  const { events, head, mode } = usePlayhead.getState();
  if (mode === 'recording' || head === newestSeq) return;
  if (head < newestSeq) zeroMs = Number.POSITIVE_INFINITY;
  newestSeq = head;
  const newest = events.at(-1);
  if (newest !== undefined) zeroMs = Math.min(zeroMs, performance.now() - newest.at / 1000);
}
usePlayhead.subscribe(hear);

/** The lab's clock, µs: it runs at the live end of the log and stands at the cursor's time elsewhere. */
export function useLabNow(active: boolean): number {
  const at = usePlayhead((playhead) => playhead.state.at);
  const running = usePlayhead((playhead) => playhead.mode === 'live' && playhead.cursor === playhead.head);
  const closed = usePlayhead((playhead) => playhead.state.closed !== null);
  const ticks = active && running && !closed;
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (!ticks) return undefined;
    const tick = (): void => setNow(Math.max(0, (performance.now() - zeroMs) * 1000));
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [ticks]);
  return ticks ? Math.max(at, now) : at;
}
