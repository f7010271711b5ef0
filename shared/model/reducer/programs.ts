import type { EventOf, LabEvent } from '../../log/events.ts';
import { changedLines } from '../../programs/listing.ts';
import type { Program } from '../../programs/tree.ts';
import type { LabState, LineResult, ProgramState, ThreadState, VariableState } from '../lab-state.ts';
import { forgetLongEnded } from './forgetting.ts';

/** A program's state keeps this many lines of its output, the newest ones, and of these at most so many characters. */
export const OUTPUT_LINES = 100;
export const OUTPUT_CHARACTERS = 65_536;

type ProgramEvent = EventOf<
  | 'program-loaded'
  | 'program-edited'
  | 'program-ended'
  | 'program-removed'
  | 'thread-started'
  | 'frame-entered'
  | 'frame-left'
  | 'thread-joins'
  | 'exception-caught'
  | 'thread-at'
  | 'thread-step'
  | 'thread-ended'
  | 'variable-set'
  | 'variable-deleted'
  | 'output'
>;

export function applyProgram(state: LabState, event: ProgramEvent): LabState {
  switch (event.type) {
    case 'program-loaded': {
      const { program, host, run, tree } = event;
      const fresh: ProgramState = {
        program,
        host,
        run,
        tree,
        ended: null,
        variables: [],
        output: [],
        results: {},
        fds: {},
      };
      const threads = Object.fromEntries(
        Object.entries(state.threads).filter(([, thread]) => thread.program !== program),
      );
      return { ...state, threads, programs: { ...state.programs, [program]: fresh } };
    }
    case 'program-edited':
      return withProgram(state, event.program, (program) => ({
        ...program,
        tree: event.tree,
        results: afterEdit(program, event.tree),
      }));
    case 'program-ended':
      return withProgram(state, event.program, (program) => ({ ...program, ended: event.cause }));
    case 'program-removed': {
      const { [event.program]: _removed, ...programs } = state.programs;
      const threads = Object.fromEntries(
        Object.entries(state.threads).filter(([, thread]) => thread.program !== event.program),
      );
      return { ...state, programs, threads };
    }
    case 'thread-started': {
      const { thread, program, name, daemon } = event;
      const started: ThreadState = {
        thread,
        program,
        name,
        daemon: daemon === true,
        status: 'running',
        line: null,
        runs: false,
        steps: 0,
        frames: [],
        joins: null,
        call: null,
        returnedLine: null,
        exception: null,
      };
      return { ...state, threads: { ...state.threads, [thread]: started } };
    }
    case 'thread-at':
      return withThread(state, event.thread, (thread) => ({
        ...thread,
        line: event.line,
        runs: event.runs === true,
        joins: null,
        status: thread.status === 'returned' ? 'returned' : 'ready',
      }));
    case 'thread-step':
      return withThread(state, event.thread, (thread) => ({
        ...thread,
        line: event.line,
        steps: thread.steps + 1,
        status: 'running',
        returnedLine: null,
      }));
    case 'frame-entered':
      return withThread(state, event.thread, (thread) => ({
        ...thread,
        frames: [...thread.frames, { function: event.function, variables: [] }],
      }));
    case 'frame-left':
      return withThread(state, event.thread, (thread) => ({ ...thread, frames: thread.frames.slice(0, -1) }));
    case 'thread-joins':
      return withThread(state, event.thread, (thread) => ({
        ...thread,
        status: 'joining',
        joins: event.other,
      }));
    case 'exception-caught':
      return withResult(state, state.threads[event.thread]?.program ?? '', event.line, {
        is: 'raised',
        exception: event.exception,
      });
    case 'thread-ended':
      return endThread(state, event);
    case 'variable-set': {
      const variable = { name: event.name, value: event.value, setAt: event.at };
      return changeVariables(state, event, (variables) => withVariable(variables, variable));
    }
    case 'variable-deleted':
      return changeVariables(state, event, (variables) =>
        variables.filter(({ name }) => name !== event.name),
      );
    case 'output':
      return withProgram(state, event.program, (program) => ({
        ...program,
        output: newest([...program.output, event.text]),
      }));
    default:
      throw new TypeError(`there are no events ${(event satisfies never as LabEvent).type}`);
  }
}

/** The result of a line belongs to the text that it had. */
function afterEdit({ tree, results }: ProgramState, edited: Program): ProgramState['results'] {
  return changedLines(edited, tree).reduce((all, { line }) => {
    const result = all[line];
    return result === undefined ? all : { ...all, [line]: { ...result, outdated: true } };
  }, results);
}

/** Returns the newest lines of an output that have room. The newest one always has. */
function newest(lines: readonly string[]): readonly string[] {
  let characters = 0;
  const from = lines.findLastIndex((line) => (characters += line.length) > OUTPUT_CHARACTERS) + 1;
  return lines.slice(Math.min(lines.length - 1, Math.max(from, lines.length - OUTPUT_LINES)));
}

/** Changes the program's variables, or those of the function that the thread executes. */
function changeVariables(
  state: LabState,
  event: EventOf<'variable-set' | 'variable-deleted'>,
  change: (variables: readonly VariableState[]) => readonly VariableState[],
): LabState {
  if (event.local !== true)
    return withProgram(state, event.program, (program) => ({
      ...program,
      variables: change(program.variables),
    }));
  return withThread(state, event.thread, (thread) => ({
    ...thread,
    frames: thread.frames.map((frame, i) =>
      i === thread.frames.length - 1 ? { ...frame, variables: change(frame.variables) } : frame,
    ),
  }));
}

function withVariable(
  variables: readonly VariableState[],
  variable: VariableState,
): readonly VariableState[] {
  return variables.some(({ name }) => name === variable.name)
    ? variables.map((known) => (known.name === variable.name ? variable : known))
    : [...variables, variable];
}

function endThread(state: LabState, event: EventOf<'thread-ended'>): LabState {
  const { exception } = event;
  const ended = withThread(state, event.thread, (thread) => ({
    ...thread,
    line: event.line,
    status: exception === undefined ? 'ended' : 'failed',
    call: null,
    joins: null,
    returnedLine: null,
    exception: exception ?? null,
  }));
  const program = state.threads[event.thread]?.program;
  if (program === undefined) return ended;
  const next = forgetLongEnded(ended, program);
  return exception === undefined ? next : withResult(next, program, event.line, { is: 'raised', exception });
}

export function withProgram(
  state: LabState,
  id: string,
  change: (program: ProgramState) => ProgramState,
): LabState {
  const program = state.programs[id];
  return program === undefined ? state : { ...state, programs: { ...state.programs, [id]: change(program) } };
}

export function withThread(
  state: LabState,
  id: string,
  change: (thread: ThreadState) => ThreadState,
): LabState {
  const thread = state.threads[id];
  return thread === undefined ? state : { ...state, threads: { ...state.threads, [id]: change(thread) } };
}

export function withResult(state: LabState, program: string, line: number, result: LineResult): LabState {
  return withProgram(state, program, (p) => ({ ...p, results: { ...p.results, [line]: result } }));
}
