import { useEffect } from 'react';
import { player } from '../../playback/playback.ts';
import { closedIn } from './card-store.ts';
import { usePlayback } from '../../playback/playback-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { nameOf, recordedCard } from './recorded-card.ts';
import { useWalkthrough } from '../../lab/walkthrough-store.ts';

/** A recording stands still because of a card, not because somebody has paused it. */
let stopped = false;

function cardAt(cursor: number): string | null {
  const run = useWalkthrough.getState();
  const card = recordedCard(run, cursor, closedIn(run.walkthrough));
  return card && nameOf(card);
}

/** A shipped recording that plays stops where a card comes up: there is time to predict, and to compare. */
export function useCardStops(): void {
  useEffect(
    () =>
      usePlayhead.subscribe(({ mode, cursor }, before) => {
        if (cursor === before.cursor) return;
        stopped = false;
        const { playing, shipped } = usePlayback.getState();
        if (mode !== 'recording' || shipped === null || !playing) return;
        const card = cardAt(cursor);
        if (card === null || card === cardAt(before.cursor)) return;
        stopped = true;
        // The player is in the midst of a step, after which it sets the time of the next.
        queueMicrotask(() => player.pause());
      }),
    [],
  );
}

/** With the last card gone a recording that stopped for it plays on. */
export function goOnFromCard(): void {
  if (!stopped || cardAt(usePlayhead.getState().cursor) !== null) return;
  stopped = false;
  player.play();
}
