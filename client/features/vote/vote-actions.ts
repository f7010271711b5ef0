import type { Question, VoteAct } from '../../../shared/protocol/vote-schema.ts';
import { deviceSecret } from '../../lab/device-secret.ts';
import { room } from '../../lab/room.ts';
import { useRoom } from '../../lab/room-store.ts';
import { useVoteView } from './vote-store.ts';

type Turn = 'lock' | 'again' | 'show' | 'close';

function vote(act: VoteAct): void {
  room.act({ is: 'vote', vote: act });
}

export function askOwn(text: string, options: readonly string[], right: number | null): void {
  vote({ is: 'ask', about: { text, options: [...options] }, ...(right !== null && { right }) });
}

export function askPrediction(lesson: string, prediction: string): void {
  vote({ is: 'ask', about: { lesson, prediction } });
}

export function askNextSegment(): void {
  vote({ is: 'ask', about: { next: 'segment' } });
}

export function askForResults(): void {
  vote({ is: 'results' });
}

/** The presenter takes the question's next turn. */
export function take(is: Turn, { id, round }: Pick<Question, 'id' | 'round'>): void {
  vote({ is, question: id, round });
}

/** The follower answers, or changes their mind. */
export function answer({ id, round }: Question, option: number): void {
  useVoteView.setState({ sent: { question: id, round, option } });
  sendAnswer();
}

/** Sends what has not been counted yet, or asks what has: after a reload, or once a connection is there again. */
export function sendAnswer(): void {
  const { sent } = useVoteView.getState();
  const { question } = useRoom.getState();
  const isOpen = sent !== null && question?.id === sent.question && question.round === sent.round;
  if (isOpen && question.is === 'open')
    vote({
      is: 'answer',
      as: deviceSecret(),
      question: sent.question,
      round: question.round,
      option: sent.option,
    });
  else vote({ is: 'recall', as: deviceSecret() });
}
