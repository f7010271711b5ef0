import type { Lesson, Prediction } from '../../../shared/lessons/lesson.ts';
import type { WalkthroughRun } from '../../lab/walkthrough-store.ts';

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

export const nameOf = (card: Card): string => `${card.is} ${card.prediction.id}`;

/**
 * The card at an instant of a recorded run: the question, at the event at which it is asked live, and then, if the
 * learner has answered, the run's answer until the run goes on. `closed` names the cards put aside.
 */
export function recordedCard(
  { lesson, walkthrough, predicted }: Pick<WalkthroughRun, 'lesson' | 'walkthrough' | 'predicted'>,
  cursor: number,
  closed: readonly string[],
): Card | null {
  if (lesson === null || walkthrough === null) return null;
  for (const prediction of lesson.predictions) {
    const turn = walkthrough.span(prediction.id);
    const happened = walkthrough.answer(prediction.id);
    if (turn === undefined || turn.answered === null || happened === undefined) continue;
    const given = predicted[prediction.id];
    const answers = given !== undefined && cursor >= turn.answered && cursor < (turn.left ?? Infinity);
    const asks = given === undefined && cursor === turn.asked;
    const card: Card | null = answers
      ? { is: 'answers', prediction, happened, predicted: given }
      : asks
        ? { is: 'asks', lesson, prediction }
        : null;
    if (card !== null && !closed.includes(nameOf(card))) return card;
  }
  return null;
}
