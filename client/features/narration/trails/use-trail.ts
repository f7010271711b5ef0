import { useEffect, useRef, useState } from 'react';
import { useInTurn } from '../../../playback/in-turn.ts';
import { usePlayback } from '../../../playback/playback-store.ts';
import { type Narrated, trailAt } from '../tell.ts';
import { useReader } from '../use-narration.ts';

const KEPT = 12;
/** While events follow one another by themselves, at most a sentence in so many ms is spoken. */
const SPOKEN_EVERY_MS = 1500;

export interface TrailEntry extends Narrated {
  /** The first event of its press. */
  readonly from: number;
  /** The key of its element. An element that stays is not spoken again; a new one is. */
  readonly key: string;
  /** The instant shown is in this press. */
  readonly current: boolean;
}

/** The last sentences, one for each press; they come no faster than they can be spoken. */
export function useTrail(told: Narrated): readonly TrailEntry[] {
  const reader = useReader();
  const flowing = usePlayback((playback) => playback.arrival === 'flow');
  const { events, base, cursor, index, stateAt } = useInTurn('told');
  const [entries, setEntries] = useState<readonly TrailEntry[]>([]);
  const spokenAt = useRef(0);
  /** The latest event of this log that was shown: who goes back finds the way forward again. */
  const reached = useRef({ index, seq: 0 });

  useEffect(() => {
    const speak = (): void => {
      const log = { events, base, index, stateAt };
      const known = reached.current.index === index ? reached.current.seq : 0;
      reached.current = { index, seq: Math.max(known, cursor) };
      spokenAt.current = performance.now();
      const latest = trailAt(log, reached.current.seq, reader, KEPT);
      const isInIt = (latest[0]?.span?.from ?? 0) <= cursor;
      const trail = isInIt ? latest : trailAt(log, cursor, reader, KEPT);
      setEntries((before) => withKeys(trail, told, cursor, before));
    };
    const waitMs = flowing ? spokenAt.current + SPOKEN_EVERY_MS - performance.now() : 0;
    // A newer sentence within the wait replaces this one.
    const timer = setTimeout(speak, Math.max(0, waitMs));
    return () => clearTimeout(timer);
  }, [told, reader, flowing, events, base, cursor, index, stateAt]);
  return entries;
}

/** Puts what is told now in its place in the trail. It is spoken, so it gets a new element if it was there before. */
function withKeys(
  trail: readonly Narrated[],
  told: Narrated,
  cursor: number,
  before: readonly TrailEntry[],
): readonly TrailEntry[] {
  const here = trail.findLastIndex(({ span }) => span !== null && span.from <= cursor);
  const was = before.find(({ current }) => current);
  return trail.map((entry, i) => {
    const from = entry.span?.from ?? entry.seq;
    const current = i === here;
    const known = before.find((one) => one.from === from);
    const shown = current && told.span === null ? told : entry;
    const isRevisited = current && was !== undefined && was.from > from;
    const key = known === undefined ? String(from) : isRevisited ? `${known.key}'` : known.key;
    return { ...shown, from, key, current };
  });
}
