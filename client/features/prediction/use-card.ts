import { closedIn, useCardState } from '../../lab/card-state.ts';
import { usePlayback } from '../../playback/playback-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { type Card, nameOf, recordedCard } from './recorded-card.ts';
import { openQuestion, useWalkthrough } from '../../lab/walkthrough-store.ts';
import { useRoom } from '../../lab/room-store.ts';
import { goOnFromCard } from './card-stops.ts';

export function closeCard(card: Card): void {
  const { walkthrough } = useWalkthrough.getState();
  useCardState.setState({ walkthrough, closed: [...closedIn(walkthrough), nameOf(card)] });
  goOnFromCard();
}

/** The card at the instant shown; null while there is none. */
export function useCard(): Card | null {
  const run = useWalkthrough();
  const closedOf = useCardState((cards) => cards.walkthrough);
  const closed = useCardState((cards) => cards.closed);
  // A viewer may predict too; playback waits only for the controller. A follower's lab that is on the projector has asked its follower.
  const present = useRoom(({ role, class: told }) => role !== null && told?.ownLabs?.on?.shown === undefined);
  const cursor = usePlayhead((playhead) => playhead.cursor);
  const mode = usePlayhead((playhead) => playhead.mode);
  const shipped = usePlayback((playback) => playback.shipped !== null);
  const { lesson, walkthrough, answered, predicted } = run;
  if (mode === 'recording')
    return shipped ? recordedCard(run, cursor, closedOf === walkthrough ? closed : []) : null;
  if (lesson === null || walkthrough === null || mode !== 'live' || !present) return null;
  const isOpen = (card: Card): boolean => closedOf !== walkthrough || !closed.includes(nameOf(card));
  // The answer is shown until the learner goes on: it would lie over what a segment that arrives does.
  if (answered !== null && cursor >= answered.at && run.steppedAt <= answered.at) {
    const { prediction } = answered;
    const given = predicted[prediction.id];
    const card: Card = {
      is: 'answers',
      prediction,
      happened: walkthrough.answer(prediction.id) ?? null,
      predicted: given ?? -1,
    };
    if (given !== undefined && isOpen(card)) return card;
  }
  const question = openQuestion(run);
  if (question === null || cursor < run.movedAt) return null;
  const card: Card = { is: 'asks', lesson, prediction: question };
  return isOpen(card) ? card : null;
}
