import { useEffect } from 'react';
import { player } from '../../playback/playback.ts';
import { closedIn, useCardState } from '../../lab/card-state.ts';
import { usePlayback } from '../../playback/playback-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { nameOf, recordedCard } from './recorded-card.ts';
import { useWalkthrough } from '../../lab/walkthrough-store.ts';

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
        if (useCardState.getState().stopped) useCardState.setState({ stopped: false });
        const { playing, shipped } = usePlayback.getState();
        if (mode !== 'recording' || shipped === null || !playing) return;
        const card = cardAt(cursor);
        if (card === null || card === cardAt(before.cursor)) return;
        useCardState.setState({ stopped: true });
        // The player is in the midst of a step, after which it sets the time of the next.
        queueMicrotask(() => player.pause());
      }),
    [],
  );
}

/** A recording that stopped for a card plays on once the card is closed. */
export function goOnFromCard(): void {
  if (!useCardState.getState().stopped || cardAt(usePlayhead.getState().cursor) !== null) return;
  useCardState.setState({ stopped: false });
  player.play();
}
