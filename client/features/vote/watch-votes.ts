import type { Question } from '../../../shared/protocol/vote-schema.ts';
import { closedIn, useCardState } from '../../lab/card-state.ts';
import { type RoomSession, useRoom } from '../../lab/room-store.ts';
import { predictions, useWalkthrough } from '../../lab/walkthrough-store.ts';
import { inTab } from '../../storage.ts';
import { sendAnswer } from './vote-actions.ts';
import { useVoteView } from './vote-store.ts';

/** Keeps the page in step with the questions of its class. Returns the way to stop. */
export function watchVotes(): () => void {
  let isRecalled = false;
  const changed = (now: RoomSession, then: RoomSession): void => {
    const { question, class: told } = now;
    const isFollower = told?.part === 'follower';
    const isOut = told !== null && !isFollower && told.part !== 'presenter';
    if (isOut && question !== null) {
      useRoom.setState({ question: null, mine: null });
      return;
    }
    if (now.connection.is !== 'open' || !isFollower) isRecalled = false;
    else if (question !== null && !isRecalled) {
      isRecalled = true;
      sendAnswer();
    }
    // The server's word about an answer comes after the answer.
    if (now.mine !== then.mine) useVoteView.setState({ sent: null });
    if (question !== null) withLesson(question, now);
  };
  const look = (): void => changed(useRoom.getState(), useRoom.getState());
  look();
  const stops = [useRoom.subscribe(changed), useWalkthrough.subscribe(look)];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * The question stands for the lesson's own prediction card. While it is open, the presenter's run waits for it; once it
 * is locked, nobody is asked again by the lesson, and nobody is told the outcome twice.
 */
function withLesson({ about, is, id }: Question, { class: told, mine }: RoomSession): void {
  if (!('lesson' in about)) return;
  const { lesson, walkthrough, predicted, live } = useWalkthrough.getState();
  const { prediction } = about;
  if (!live || lesson?.id !== about.lesson || lesson.variation !== undefined || walkthrough === null) return;
  if (is === 'open') {
    if (told?.part === 'presenter' && predicted[prediction] !== undefined) forget(prediction);
    return;
  }
  const given = mine?.question === id ? (mine.answers.findLast((one) => one !== null) ?? -1) : -1;
  if (predicted[prediction] === undefined) predictions.give(lesson, prediction, given);
  const name = `answers ${prediction}`;
  const closed = closedIn(walkthrough);
  if (!closed.includes(name)) useCardState.setState({ walkthrough, closed: [...closed, name] });
}

function forget(prediction: string): void {
  const { lesson, predicted } = useWalkthrough.getState();
  if (lesson === null) return;
  const { [prediction]: _, ...others } = predicted;
  useWalkthrough.setState({ predicted: others });
  inTab.keep(predictions.key(lesson), JSON.stringify(others));
}
