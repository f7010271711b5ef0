import { create } from 'zustand';
import type { Walkthrough } from '../../shared/lessons/walkthrough.ts';
import { player } from '../playback/playback.ts';
import { useWalkthrough } from './walkthrough-store.ts';

/** The state of the prediction card, which asks before a move and then shows the run's answer. */
interface CardState {
  /** The run to which the predictions in `closed` belong, which were put aside. */
  readonly walkthrough: Walkthrough | null;
  readonly closed: readonly string[];
  /** Grows with each call for an answer, at which the card takes the focus. */
  readonly called: number;
  /** A recording stands still because of a card, not because somebody has paused it. */
  readonly stopped: boolean;
}

export const useCardState = create<CardState>(() => ({
  walkthrough: null,
  closed: [],
  called: 0,
  stopped: false,
}));

/** The predictions of this run that were put aside. */
export function closedIn(walkthrough: Walkthrough | null): readonly string[] {
  const { walkthrough: of, closed } = useCardState.getState();
  return of === walkthrough ? closed : [];
}

/** Shows the question again, because nothing goes on without an answer. */
export function callForAnswer(): void {
  player.toEnd();
  const { answered, walkthrough } = useWalkthrough.getState();
  // The answer of an earlier card has been seen by now.
  const seen = answered === null ? [] : [`answers ${answered.prediction.id}`];
  const closed = [...closedIn(walkthrough).filter((name) => name.startsWith('answers')), ...seen];
  useCardState.setState(({ called }) => ({ walkthrough, closed, called: called + 1 }));
}
