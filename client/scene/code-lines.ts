import type { LabState, LineResult, ProgramState } from '../../shared/lab-state.ts';
import { listing, lineText, type ListingLine } from '../../shared/programs/listing.ts';
import { threadsOf } from './thread-badge.ts';

export type LineStanding = 'next' | 'running' | 'blocked' | 'returned' | 'failed' | 'ended';

export interface CodeLine extends ListingLine {
  readonly text: string;
  readonly result: LineResult | null;
  /** A thread stands here, and how. */
  readonly standing: LineStanding | null;
  /** The send() that this line's last run wrote: its literal takes that send's colour. */
  readonly ordinal: number | null;
}

/** `tree` may be newer than the state's own: what was edited is shown before its event is. */
export function codeLines(state: LabState, program: ProgramState, tree = program.tree): CodeLine[] {
  const standings = new Map<number, LineStanding>();
  for (const thread of threadsOf(state, program.program)) {
    if (thread.line === null) continue;
    const { status } = thread;
    if (status === 'returned') {
      standings.set(thread.line, 'next');
      if (thread.returnedLine !== null) standings.set(thread.returnedLine, 'returned');
    } else if (status === 'ready') standings.set(thread.line, 'next');
    else if (status === 'running' || status === 'in-call') standings.set(thread.line, 'running');
    else standings.set(thread.line, status);
  }
  const ordinals = sendOrdinals(state, program);
  return listing(tree).map((line) => ({
    ...line,
    text: lineText(line),
    result: program.results[line.line] ?? null,
    standing: standings.get(line.line) ?? null,
    ordinal: ordinals.get(line.line) ?? null,
  }));
}

/**
 * Which send() each line made. A program's sends on one flow come in the order of its lines, so the
 * n-th send line that has a result, or is under way, is the flow's n-th write.
 */
function sendOrdinals(state: LabState, program: ProgramState): Map<number, number> {
  const found = new Map<number, number>();
  for (const call of Object.values(state.calls)) {
    if (call.name !== 'send' || state.threads[call.thread]?.program !== program.program) continue;
    const flow = state.flows[state.sockets[call.socket ?? '']?.out ?? ''];
    if (flow?.pending?.call === call.call) found.set(call.line, flow.pending.ordinal);
  }
  let ordinal = 0;
  for (const line of listing(program.tree)) {
    const result = program.results[line.line];
    if (result?.is !== 'call' || result.name !== 'send' || !result.result.ok) continue;
    found.set(line.line, ordinal);
    if (result.result.value > 0) ordinal += 1;
  }
  return found;
}
