import type { LabState } from '../../../shared/model/lab-state.ts';
import type { Failure, Why } from '../../../shared/lessons/guidance.ts';
import type { Wait } from '../../../shared/model/waits.ts';
import { deadlockCycle, starved } from '../../../shared/model/deadlock.ts';
import { segmentOnWire } from '../../../shared/model/queries.ts';
import type { DeadlockMessages } from './messages.ts';
import type { StraysMessages } from '../strays/messages.ts';
import { programName, threadName } from '../strays/names.ts';
import { listeningPorts, straySentences } from '../strays/sentences.ts';

/** The texts of the rooms that the explanation speaks for. */
export interface WhyTexts {
  readonly why: DeadlockMessages;
  readonly strays: StraysMessages;
}

/** Says why it does not go on: what has ended, what was changed, and who sleeps. */
export function whySentences(state: LabState, why: Why, text: WhyTexts): string[] {
  const { failed, strays, lost } = why;
  const sentences = [
    ...failed.map((failure) => failureSentence(state, failure, text)),
    ...(isRefused(failed) && listeningPorts(state).length === 0 ? [text.why.nobodyListens] : []),
    ...straySentences(strays, state, text.strays),
    ...(lost === null ? [] : [text.why.lost(programName(state, lost, text.strays))]),
    ...(lost === null ? standstillSentences(state, text) : []),
  ];
  return sentences.length > 0 ? sentences : [text.why.stands];
}

function isRefused(failed: readonly Failure[]): boolean {
  return failed.some(({ exception }) => exception.name === 'ConnectionRefusedError');
}

function failureSentence(state: LabState, { thread, line, exception }: Failure, text: WhyTexts): string {
  const raised = exception.message === '' ? exception.name : `${exception.name}: ${exception.message}`;
  return text.why.failed(threadName(state, thread, text.strays), raised, line ?? 1);
}

/** A deadlock and a client that is not accepted are told where they are seen (standstill.tsx). */
function standstillSentences(state: LabState, text: WhyTexts): string[] {
  if (deadlockCycle(state).length > 0 || starved(state).length > 0) return [];
  return Object.values(state.threads).flatMap(({ thread, status, call }): string[] => {
    if (status === 'joining') return [text.why.joins(threadName(state, thread, text.strays))];
    const name = state.calls[call ?? -1]?.name;
    return status === 'blocked' && name !== undefined
      ? [text.why.sleeps(threadName(state, thread, text.strays), name)]
      : [];
  });
}

/** Says what is waited for, and what would end it. */
export function waitSentence(state: LabState, wait: Wait, text: WhyTexts): string {
  switch (wait.for) {
    case 'wire': {
      const from = segmentOnWire(state, wait.segment)?.from ?? 'client';
      return text.why.wait.wire(text.strays.host[from]);
    }
    case 'timer':
      return text.why.wait[wait.kind](text.strays.host[state.sockets[wait.socket]?.host ?? 'client']);
    case 'timeout':
      return wait.call === 'sleep'
        ? text.why.wait.sleep(threadName(state, wait.thread, text.strays))
        : text.why.wait.timeout(threadName(state, wait.thread, text.strays), wait.call);
    case 'person':
      return text.why.wait.person(threadName(state, wait.thread, text.strays));
    case 'thread':
      return text.why.wait.thread(threadName(state, wait.thread, text.strays));
    case 'kernel':
      return text.why.wait.kernel;
    default:
      return wait satisfies never;
  }
}
