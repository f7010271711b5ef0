import { useEffect, useMemo, useState } from 'react';
import { type Caption, CAPTIONS, captionStops } from '../../../shared/lessons/tour.ts';
import { player } from '../../playback/playback.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { useReducedMotion } from '../../stage/motion/use-reduced-motion.ts';

/** A caption stands no shorter and no longer than this, however long its text is. */
const SHORTEST_MS = 3500;
const LONGEST_MS = 7000;
/** From one caption's event to the next the run moves no longer than this, ms at 1×. */
const LONGEST_MOVE_MS = 2000;

export interface Tour {
  readonly caption: Caption | null;
  /** The caption's index, and how many there are. */
  readonly at: number;
  readonly all: number;
  /** The run stands at the caption's event, to be looked at; otherwise it moves on to the next. */
  readonly stands: boolean;
  readonly paused: boolean;
  readonly ended: boolean;
  readonly next: () => void;
  readonly back: () => void;
  readonly toggle: () => void;
  readonly again: () => void;
}

interface CaptionPosition {
  readonly at: number;
  readonly stands: boolean;
  readonly ended: boolean;
}
const BEGINNING: CaptionPosition = { at: 0, stands: true, ended: false };

/**
 * Leads the player through a recorded run: to a caption's event in story time, a while to read, and on.
 * Reading takes `readingMs` a character.
 */
export function useTour(readingMs: number): Tour {
  const language = useSettings((settings) => settings.language);
  const still = useReducedMotion();
  const events = usePlayhead((playhead) => playhead.events);
  const stops = useMemo(() => captionStops(events), [events]);
  const [place, setPlace] = useState(BEGINNING);
  const [paused, setPaused] = useState(false);
  const { at, stands, ended } = place;
  const all = stops.length;
  const stop = stops[at];
  const following = stops[at + 1];

  const standAt = (index: number): void => {
    const seq = stops[index];
    if (seq === undefined) return;
    player.seek(seq, 'jump');
    setPlace({ at: index, stands: true, ended: false });
  };
  /** Goes on from the present caption. */
  const goOn = (): void => {
    if (following === undefined) setPlace({ at, stands: true, ended: true });
    else if (still || paused) standAt(at + 1);
    else setPlace({ at, stands: false, ended: false });
  };

  useEffect(() => {
    if (stop !== undefined) player.seek(stop, 'jump');
    // Only as the recording comes: afterwards each step sets its own place.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [stops]);

  // With reduced motion only the reader moves the tour on.
  const reads = stands && !ended && !paused && !still && stop !== undefined;
  const characters = CAPTIONS[at]?.text[language].length ?? 0;
  useEffect(() => {
    if (!reads) return undefined;
    const needed = characters * readingMs;
    const timer = setTimeout(goOn, Math.min(LONGEST_MS, Math.max(SHORTEST_MS, needed)));
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [reads, at, characters, readingMs]);

  useEffect(() => {
    if (stands || paused || following === undefined) return undefined;
    const end = usePlayhead.subscribe(({ cursor }) => {
      if (cursor < following) return;
      end();
      player.pause();
      setPlace({ at: at + 1, stands: true, ended: false });
    });
    player.playTo(following, LONGEST_MOVE_MS);
    return () => {
      end();
      player.pause();
    };
  }, [stands, paused, following, at]);

  // While the run moves, the caption to which it moves is there to be read.
  const shown = stands ? at : at + 1;
  return {
    caption: CAPTIONS[shown] ?? null,
    at: shown,
    all,
    stands,
    paused,
    ended,
    // While the run moves, next goes to its end at once.
    next: () => (stands ? goOn() : standAt(at + 1)),
    back: () => standAt(ended || !stands ? at : at - 1),
    toggle: () => setPaused(!paused),
    again: () => {
      setPaused(false);
      standAt(0);
    },
  };
}
