import type { ProgramId, ThreadId } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { threadsOf } from '../../../shared/model/queries.ts';
import { clientMark, clientNumber, hasSeveralClients } from '../../stage/model/clients.ts';
import type { StraysMessages } from './messages.ts';

export function programName(state: LabState, program: ProgramId, text: StraysMessages): string {
  if (program === 'server') return text.host.server;
  const mark = hasSeveralClients(state) ? ` ${clientMark(clientNumber(program))}` : '';
  return text.host.client + mark;
}

/** A thread by its program, and by its own name where the program has several. */
export function threadName(state: LabState, thread: ThreadId, text: StraysMessages): string {
  const found = state.threads[thread];
  if (found === undefined) return thread;
  const alone = threadsOf(state, found.program).length === 1;
  return programName(state, found.program, text) + (alone ? '' : ` ${found.name}`);
}
