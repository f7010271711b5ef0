import { LIMITS } from '../../../shared/limits.ts';
import { keepKey, keyOfException, PythonRaise } from './exceptions.ts';
import type { Machine } from './machine.ts';
import { repr } from './repr.ts';
import { textOf } from './text-of.ts';
import type { Value } from './values.ts';

/**
 * Returns the KeyError of a key. Its message is the key's text, as far as that is known without a system call; a program
 * that prints it gets the whole one (`text-of.ts`).
 */
export function keyError(key: Value): PythonRaise {
  const exception = { name: 'KeyError', message: repr(key, { cut: LIMITS.reprCharacters }) };
  keepKey(exception, key);
  return new PythonRaise(exception);
}

/** Returns an exception that nobody has caught, with the text that a traceback has of it. */
export async function toldToEnd(error: unknown, machine: Machine): Promise<unknown> {
  const key = error instanceof PythonRaise ? keyOfException(error.exception) : null;
  if (!(error instanceof PythonRaise) || key === null) return error;
  const told = new PythonRaise({ ...error.exception, message: await textOf(key, 'repr', machine) });
  told.where = error.where;
  return told;
}
