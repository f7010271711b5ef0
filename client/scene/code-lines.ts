import type { LabState, LineResult, ProgramState } from '../../shared/lab-state.ts';
import { listing, lineText, type ListingLine } from '../../shared/programs/listing.ts';
import { threadsOf } from '../../shared/next-move.ts';

export type LineStanding = 'next' | 'running' | 'blocked' | 'returned' | 'joining' | 'failed' | 'ended';

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

/** Which send() each line made last, or is making: the write in its flow that has the call's number. */
function sendOrdinals(state: LabState, program: ProgramState): Map<number, number> {
  const lines = new Map<number, number>();
  for (const [line, result] of Object.entries(program.results))
    if (result.is === 'call' && result.name === 'send') lines.set(result.call, Number(line));
  for (const call of Object.values(state.calls))
    if (call.name === 'send' && state.threads[call.thread]?.program === program.program)
      lines.set(call.call, call.line);
  const found = new Map<number, number>();
  for (const { writes, pending } of Object.values(state.flows))
    for (const { call, ordinal } of pending === null ? writes : [...writes, pending]) {
      const line = lines.get(call);
      if (line !== undefined) found.set(line, ordinal);
    }
  return found;
}
