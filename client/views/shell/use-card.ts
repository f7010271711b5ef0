import { type Card, closedIn, useCardState } from '../../stores/card-store.ts';
import { usePlayhead } from '../../stores/playhead-store.ts';
import { openQuestion, useScriptRun } from '../../stores/script-store.ts';
import { useSession } from '../../stores/session-store.ts';

const nameOf = (card: Card): string => `${card.is} ${card.prediction.id}`;

export function closeCard(card: Card): void {
  const { script } = useScriptRun.getState();
  useCardState.setState({ script, closed: [...closedIn(script), nameOf(card)] });
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
