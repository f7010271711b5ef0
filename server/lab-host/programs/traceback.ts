import { LIMITS } from '../../../shared/limits.ts';
import type { PythonException } from '../../../shared/log/events.ts';
import { lineText, listing } from '../../../shared/programs/listing.ts';
import type { Program } from '../../../shared/programs/tree.ts';
import { fullName, type PythonRaise } from '../python/exceptions.ts';
import { ownPart } from '../python/texts.ts';

/** The thread that an exception ends. */
interface Traced {
  readonly id: string;
  /** The functions that it executes, if the exception does not know those that it has left. */
  readonly stack: readonly { readonly name: string; readonly line: number }[];
  readonly tree: Program;
}

/**
 * Prints a traceback as CPython does (Python/traceback.c, and `threading.excepthook` for all but the main
 * thread).
 */
export function tracebackOf({ exception, where }: PythonRaise, { id, stack, tree }: Traced): string {
  const frames = where ?? stack;
  const lines = listing(tree);
  const isMain = frames[0]?.name === '<module>';
  return [
    ...(isMain ? [] : [`Exception in thread ${id.slice(id.indexOf('/') + 1)}:`]),
    'Traceback (most recent call last):',
    ...frames.flatMap(({ name, line }) => {
      const source = lines[line - 1];
      return [`  line ${line}, in ${name}`, ...(source === undefined ? [] : [`    ${lineText(source)}`])];
    }),
    [fullName(exception.name), ...(exception.message === '' ? [] : [exception.message])].join(': '),
  ].join('\n');
}

/** Returns a text as the log can have it: what is too long ends in “…”. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${ownPart(text, 0, most - 1)}…`;
}

/** A program may raise an exception with a message of any length. */
export function logged(exception: PythonException): PythonException {
  return {
    ...exception,
    name: fullName(exception.name),
    message: cut(exception.message, LIMITS.exceptionCharacters),
  };
}
