import { create } from 'zustand';
import type { Lesson, Prediction } from '../../shared/lessons/lesson.ts';
import type { Script } from '../../shared/lessons/script.ts';
import { player } from '../playback/playback.ts';
import { usePlayhead } from './playhead-store.ts';
import { openQuestion, useScriptRun } from './script-store.ts';
import { useSession } from './session-store.ts';

/** The prediction card: it asks before a move, and says afterwards what the run has answered. */
export type Card =
  | { readonly is: 'asks'; readonly lesson: Lesson; readonly prediction: Prediction }
  | {
      readonly is: 'answers';
      readonly prediction: Prediction;
      /** The option that holds; null where none does. */
      readonly happened: number | null;
      /** −1: the learner only watched. */
      readonly predicted: number;
    };

interface CardState {
  /** What was put aside, of which run. */
  readonly script: Script | null;
  readonly closed: readonly string[];
  /** Grows with each call for an answer: the card takes the focus. */
  readonly called: number;
}

export const useCardState = create<CardState>(() => ({ script: null, closed: [], called: 0 }));

const nameOf = (card: Card): string => `${card.is} ${card.prediction.id}`;

function closedIn(script: Script | null): readonly string[] {
  const { script: of, closed } = useCardState.getState();
  return of === script ? closed : [];
}

export function closeCard(card: Card): void {
  const { script } = useScriptRun.getState();
  useCardState.setState({ script, closed: [...closedIn(script), nameOf(card)] });
}

/** The question again, wherever the learner was: nothing goes on without an answer. */
export function callForAnswer(): void {
  player.toEnd();
  const { answered, script } = useScriptRun.getState();
  // An answer that stands in the way has been seen by now.
  const seen = answered === null ? [] : [`answers ${answered.prediction.id}`];
  const closed = [...closedIn(script).filter((name) => name.startsWith('answers')), ...seen];
  useCardState.setState(({ called }) => ({ script, closed, called: called + 1 }));
}

/** What the card shows at the instant shown; null while it has nothing to say. */
export function useCard(): Card | null {
  const run = useScriptRun();
  const { script: closedOf, closed } = useCardState();
  // Who watches a class may predict too; only whoever steps is waited for.
  const present = useSession(({ role }) => role !== null);
  const cursor = usePlayhead((playhead) => playhead.cursor);
  const live = usePlayhead((playhead) => playhead.mode === 'live');
  const { lesson, script, answered, predicted } = run;
  if (lesson === null || script === null || !live || !present) return null;
  const isOpen = (card: Card): boolean => closedOf !== script || !closed.includes(nameOf(card));
  // With the next line that is executed the learner has gone on.
  if (answered !== null && cursor >= answered.at && run.steppedAt <= answered.at) {
    const { prediction } = answered;
    const given = predicted[prediction.id];
    const card: Card = {
      is: 'answers',
      prediction,
      happened: script.answer(prediction.id) ?? null,
      predicted: given ?? -1,
    };
    if (given !== undefined && isOpen(card)) return card;
  }
  const question = openQuestion(run);
  if (question === null || cursor < run.movedAt) return null;
  const card: Card = { is: 'asks', lesson, prediction: question };
  return isOpen(card) ? card : null;
}
