import { useCallback, useSyncExternalStore } from 'react';
import type { StoreApi } from 'zustand';
import { usePlayback } from './playback-store.ts';
import { type Playhead, usePlayhead } from './playhead-store.ts';
import { type Part, Turns } from './turns.ts';

const turns = new Turns((then) => requestAnimationFrame(then));

/** Draws what a run at full speed has put off. Resolves once no part waits for its turn. */
export const allDrawn = (): Promise<void> => turns.over();

/**
 * Reads the playhead, or another store that is set with it, for one part of the page. In a flood one part is drawn a
 * frame, because all of them together take longer than a frame. In a run at full speed, from its key to its beginning,
 * they are drawn so at its jumps and at its end. At every other time they are drawn at once. A part that is drawn shows
 * the newest playhead, so that all show the same moment as soon as each has had its turn.
 */
export function useInTurn(part: Part): Playhead;
export function useInTurn<T>(part: Part, select: (playhead: Playhead) => T): T;
export function useInTurn<S>(part: Part, select: undefined, store: StoreApi<S>): S;
export function useInTurn(
  part: Part,
  select: (state: never) => unknown = (state) => state,
  store: StoreApi<unknown> = usePlayhead as StoreApi<unknown>,
): unknown {
  const subscribe = useCallback(
    (draw: () => void) =>
      store.subscribe(() => {
        const { arrival, rushes } = usePlayback.getState();
        if (arrival === 'flood') turns.wait(part, draw);
        else if (rushes && arrival !== 'step') turns.hold(part, draw);
        else draw();
      }),
    [part, store],
  );
  return useSyncExternalStore(subscribe, () => select(store.getState() as never));
}
