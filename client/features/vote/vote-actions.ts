import type { Question, VoteAct } from '../../../shared/protocol/vote-schema.ts';
import { deviceSecret } from '../../lab/device-secret.ts';
import { messagesNow } from '../../i18n/catalogue.ts';
import { say } from '../../ui/panels-store.ts';
import { actInClass } from '../../lab/class-door.ts';
import { room } from '../../lab/room.ts';
import { useRoom } from '../../lab/room-store.ts';
import { voteMessages } from './messages.ts';
import { useVoteView } from './vote-store.ts';

/** A question that the class does not have after this time, ms, was not asked. */
const ASKED_WITHIN_MS = 3000;

type Turn = 'lock' | 'again' | 'show' | 'close';

function vote(act: VoteAct): boolean {
  return actInClass({ is: 'vote', vote: act });
}

/** The page itself sends an answer again once a connection is there. */
function voteWhenConnected(act: VoteAct): void {
  room.act({ is: 'vote', vote: act });
}

/** The server says nothing of a question that it does not ask. */
function ask(question: Extract<VoteAct, { is: 'ask' }>): void {
  let isAsked = false;
  const stop = useRoom.subscribe((now, then) => {
    isAsked ||= now.question !== null && now.question !== then.question;
  });
  const isSent = vote(question);
  if (!isSent) return stop();
  setTimeout(() => {
    stop();
    if (!isAsked) say(messagesNow(voteMessages).notAsked, true);
  }, ASKED_WITHIN_MS);
}

export function askQuestion(about: Question['about'], right: number | null = null): void {
  ask({ is: 'ask', about, ...(right !== null && { right }) });
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
    voteWhenConnected({
      is: 'answer',
      as: deviceSecret(),
      question: sent.question,
      round: question.round,
      option: sent.option,
    });
  else voteWhenConnected({ is: 'recall', as: deviceSecret() });
}
