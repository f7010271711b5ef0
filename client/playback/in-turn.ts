import { useCallback, useSyncExternalStore } from 'react';
import type { StoreApi } from 'zustand';
import { usePlayback } from './playback-store.ts';
import { type Playhead, usePlayhead } from './playhead-store.ts';
import { type Part, Turns } from './turns.ts';

const turns = new Turns((then) => requestAnimationFrame(then));

/** Selects all of a store. */
export const whole = <S>(state: S): S => state;

/**
 * Reads the playhead, or another store that is set with it, for one part of the page. In a flood one part is drawn a
 * frame, because all of them together take longer than a frame. At every other time they are drawn at once. A part
 * that is drawn shows the newest playhead, so that all show the same moment as soon as each has had its turn.
 */
export function useInTurn<T>(part: Part, select: (playhead: Playhead) => T): T;
export function useInTurn<T, S>(part: Part, select: (state: S) => T, store: StoreApi<S>): T;
export function useInTurn<T>(
  part: Part,
  select: (state: never) => T,
  store: StoreApi<unknown> = usePlayhead as StoreApi<unknown>,
): T {
  const subscribe = useCallback(
    (draw: () => void) =>
      store.subscribe(() => {
        if (usePlayback.getState().arrival === 'flood') turns.wait(part, draw);
        else draw();
      }),
    [part, store],
  );
  return useSyncExternalStore(subscribe, () => select(store.getState() as never));
}
