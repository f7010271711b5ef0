import { useLayoutEffect } from 'react';
import type { Question } from '../../../shared/protocol/vote-schema.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useWhyNotInClass } from '../../lab/class-door.ts';
import { PRESS_ANSWERED_MS, useLastPress } from '../../lab/last-press.ts';
import { useRoom } from '../../lab/room-store.ts';
import { useWalkthrough, type WalkthroughRun } from '../../lab/walkthrough-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { usePlayback } from '../../playback/playback-store.ts';
import { voteMessages } from './messages.ts';
import { take } from './vote-actions.ts';
import { hasNextTurn, stateOf, turnAfter, turnLabel, useVoteView } from './vote-store.ts';

/** The primary button takes the question's next turn, where that comes next (`use-primary.ts`). */
export function useTurn(question: Question | null): void {
  const text = useMessages(voteMessages);
  const presents = useRoom((session) => session.class?.part === 'presenter');
  const aside = useVoteView((view) => view.aside);
  const whyNot = useWhyNotInClass();
  const shownAt = useWalkthrough((run) => (question === null ? null : whereShown(run, question)));
  // A press while the picture still tells would give the answer away before it is seen.
  const isAhead = usePlayhead(({ cursor }) => shownAt !== null && cursor < shownAt);
  const waits = isAhead && question?.is === 'locked';
  const hasRunShown = shownAt !== null;
  useLayoutEffect(() => {
    if (!presents || question === null || waits || !hasTurn(question, hasRunShown, aside)) return undefined;
    const act = (): void => {
      // A second press must neither show what the first has only locked nor run a line. A turn moves nothing that could be told.
      const now = performance.now();
      if (
        now - Math.max(useLastPress.getState().madeMs, usePlayback.getState().returnedAt) <
        PRESS_ANSWERED_MS
      )
        return;
      usePlayback.setState({ returnedAt: now });
      take(turnAfter(question), question);
    };
    useRoom.setState({ turn: { label: turnLabel(question, text), whyNot, act } });
    const root = document.documentElement;
    root.setAttribute('data-turn', '');
    return () => {
      root.removeAttribute('data-turn');
      useRoom.setState({ turn: undefined });
    };
  }, [presents, question, waits, hasRunShown, aside, whyNot, text]);
}

/** Once its card is put aside, the run goes on, unless that waits for the question. */
const hasTurn = (question: Question, hasRunShown: boolean, aside: string | null): boolean =>
  (hasRunShown || hasNextTurn(question)) &&
  (aside !== stateOf(question) || (question.is === 'open' && 'lesson' in question.about));

/**
 * Returns the event with which the run has shown the answer, or null if it has not. The page knows it with the events; the
 * server's word (`known`) comes a moment later, and a press between them ran on.
 */
function whereShown(
  { lesson, walkthrough, live, answered }: WalkthroughRun,
  { about }: Question,
): number | null {
  if (!('lesson' in about) || !live || lesson?.id !== about.lesson || lesson.variation !== undefined)
    return null;
  if (walkthrough?.answer(about.prediction) === undefined) return null;
  return answered?.prediction.id === about.prediction ? answered.at : 0;
}
