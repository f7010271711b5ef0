import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { findLesson } from '../../shared/lessons/index.ts';
import { Walkthrough } from '../../shared/lessons/walkthrough.ts';
import { readRecording } from '../../shared/log/recording.ts';
import type { LabEvent } from '../../shared/log/events.ts';
import { EMPTY_LAB_STATE } from '../../shared/model/lab-state.ts';
import { applyEvent } from '../../shared/model/reducer/apply-event.ts';
import type { Round, VoteAct } from '../../shared/protocol/vote-schema.ts';
import type { FakeBrowser } from './fake-browser.ts';

const recordings = new URL('../../client/public/recordings/', import.meta.url);

export const secret = (): string => randomBytes(24).toString('base64url');

/** The recorded run of a lesson, in two parts: up to where a prediction is asked, and on to where it is answered. */
export function runOf(lesson: string, prediction: string) {
  const { events } = readRecording(readFileSync(new URL(`${lesson}.ndjson`, recordings), 'utf8'));
  const walkthrough = new Walkthrough(findLesson(lesson)!);
  let state = EMPTY_LAB_STATE;
  for (const event of events) {
    state = applyEvent(state, event);
    walkthrough.see(event, state);
  }
  const { asked, answered } = walkthrough.span(prediction)!;
  const upTo = (from: number, to: number): LabEvent[] => events.filter(({ seq }) => seq > from && seq <= to);
  return {
    before: upTo(0, asked),
    /** All but the event that answers. */
    nearly: upTo(asked, answered! - 1),
    last: upTo(answered! - 1, answered!),
    happened: walkthrough.answer(prediction)!,
  };
}

export const ABOUT = { lesson: 'L1', prediction: 'segments' } as const;

/** The acts of a presenter. */
export function asks(presenter: FakeBrowser) {
  const vote = (act: VoteAct): FakeBrowser => presenter.act({ is: 'vote', vote: act }).receive();
  const turn = (is: 'lock' | 'again' | 'show' | 'close', round: Round = 1, question?: number): FakeBrowser =>
    vote({ is, question: question ?? presenter.receive().votes.question!.id, round });
  return { vote, turn };
}

/** The acts of a follower, whose device has a secret. */
export function answers(follower: FakeBrowser, as = secret()) {
  const vote = (act: VoteAct): FakeBrowser => follower.act({ is: 'vote', vote: act }).receive();
  return {
    page: follower,
    as,
    recall: () => vote({ is: 'recall', as }),
    answer: (option: number, round: Round = 1, question = follower.receive().votes.question!.id) =>
      vote({ is: 'answer', as, question, round, option }),
  };
}
