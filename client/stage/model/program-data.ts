import type { ProgramState, ThreadState, VariableState } from '../../../shared/model/lab-state.ts';

/** The variables that a thread sees. Inside a function its own names come first. */
export function variablesOf(
  program: ProgramState | null,
  thread: ThreadState | null,
): readonly VariableState[] {
  return [...(thread?.frames.at(-1)?.variables ?? []), ...(program?.variables ?? [])];
}

/** Returns the lines that a program has printed. */
export function printedLines(program: ProgramState | null): readonly string[] {
  return (program?.output ?? []).flatMap((printed) => printed.replace(/\n$/, '').split('\n'));
}
