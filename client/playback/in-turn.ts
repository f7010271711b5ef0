import { useCallback, useSyncExternalStore } from 'react';
import { usePlayback } from './playback-store.ts';
import { type Playhead, usePlayhead } from './playhead-store.ts';

/** The parts of the page that take longest to draw, in the order in which a jump of a flood reaches them. */
const PARTS = ['client', 'server', 'wire', 'ladder', 'log', 'plot'] as const;

/**
 * Reads the playhead for one part of the page. In a flood each part is drawn in a frame of its own, because all of
 * them together take longer than a frame. At every other time they are drawn at once. A part that is drawn shows
 * the newest playhead, so that all show the same moment as soon as each has had its turn.
 */
export function useInTurn<T>(part: (typeof PARTS)[number], select: (playhead: Playhead) => T): T {
  const subscribe = useCallback(
    (draw: () => void) => {
      let frame: number | null = null;
      const wait = (frames: number): void => {
        frame = requestAnimationFrame(() => {
          if (frames > 1) return wait(frames - 1);
          frame = null;
          draw();
        });
      };
      const stop = usePlayhead.subscribe(() => {
        if (usePlayback.getState().arrival !== 'flood') draw();
        else if (frame === null) wait(1 + PARTS.indexOf(part));
      });
      return () => {
        stop();
        if (frame !== null) cancelAnimationFrame(frame);
      };
    },
    [part],
  );
  return useSyncExternalStore(subscribe, () => select(usePlayhead.getState()));
}
