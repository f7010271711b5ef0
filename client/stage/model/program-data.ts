import type { ProgramState, ThreadState, VariableState } from '../../../shared/model/lab-state.ts';

/** The variables that a thread sees. Inside a function its own names come first, and hide the program's of that name. */
export function variablesOf(
  program: ProgramState | null,
  thread: ThreadState | null,
): readonly VariableState[] {
  const own = thread?.frames.at(-1)?.variables ?? [];
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...(program?.variables ?? []).filter(({ name }) => !names.has(name))];
}

/** Returns the lines that a program has printed. */
export function printedLines(program: ProgramState | null): readonly string[] {
  return (program?.output ?? []).flatMap((printed) => printed.replace(/\n$/, '').split('\n'));
}
