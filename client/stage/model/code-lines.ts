import type { LabState, LineResult, ProgramState, ThreadState } from '../../../shared/model/lab-state.ts';
import { listing, lineText, type ListingLine } from '../../../shared/programs/listing.ts';
import type { Token } from '../../../shared/programs/tokens.ts';
import { threadsOf } from '../../../shared/model/queries.ts';

export type LineStanding = 'next' | 'running' | 'blocked' | 'returned' | 'joining' | 'failed' | 'ended';

export interface CodeLine extends ListingLine {
  readonly text: string;
  /** The line's last result; null also while it is being executed once more. */
  readonly result: LineResult | null;
  /** The state of the thread that stands here. */
  readonly standing: LineStanding | null;
  /** The number of threads that stand here. */
  readonly threads: number;
  /** The send() that this line made when it last ran: the line's literal has that send's colour. */
  readonly ordinal: number | null;
}

/** `tree` may be newer than the state's: an edited literal is shown before its event arrives. */
export function codeLines(
  state: LabState,
  program: ProgramState,
  tree = program.tree,
  /** The thread in focus: if two threads stand on one line, the state of this one is shown. */
  focus: ThreadState | null = null,
): CodeLine[] {
  const standings = new Map<number, LineStanding>();
  const counts = new Map<number, number>();
  const all = threadsOf(state, program.program);
  for (const thread of focus === null ? all : [...all.filter((one) => one !== focus), focus]) {
    if (thread.line !== null && thread.status !== 'ended')
      counts.set(thread.line, (counts.get(thread.line) ?? 0) + 1);
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
    result: isUnderWay(standings.get(line.line) ?? null) ? null : (program.results[line.line] ?? null),
    standing: standings.get(line.line) ?? null,
    threads: counts.get(line.line) ?? 0,
    ordinal: ordinals.get(line.line) ?? null,
  }));
}

export function isUnderWay(standing: LineStanding | null): boolean {
  return standing === 'running' || standing === 'blocked' || standing === 'joining';
}

/** Columns of a word that has room in the narrowest listing. A longer one is broken where the line ends. */
const SHORT_COLUMNS = 18;

export interface Word {
  readonly tokens: readonly Token[];
  /** It may stay in one piece. */
  readonly short: boolean;
}

/** The tokens of a line up to each space: a line that has no room goes on beneath between two of these. */
export function wordsOf(tokens: readonly Token[]): Word[] {
  const words: Token[][] = [[]];
  for (const token of tokens) {
    words.at(-1)?.push(token);
    if (token.text.endsWith(' ')) words.push([]);
  }
  return words
    .filter((word) => word.length > 0)
    .map((word) => ({
      tokens: word,
      short: word.reduce((sum, { text }) => sum + text.length, 0) <= SHORT_COLUMNS,
    }));
}

/** The send() that each line made last or is making, found by the call's number among its flow's writes. */
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
