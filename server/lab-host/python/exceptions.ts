import type { PythonException } from '../../../shared/log/events.ts';
import { pythonException } from '../../../shared/programs/python-errors.ts';
import { errnoOf } from '../libc/errno.ts';
import { strerror } from '../libc/strerror.ts';

/** A Python exception on its way up through the interpreter. */
export class PythonRaise extends Error {
  readonly exception: PythonException;
  /** The functions that it has left, outermost first, each with the line at which it stood. */
  where: readonly { readonly name: string; readonly line: number }[] | null = null;

  constructor(exception: PythonException) {
    super(`${exception.name}: ${exception.message}`);
    this.name = 'PythonRaise';
    this.exception = exception;
  }
}

/** Raises an exception. A call of it reads like Python's `raise` statement. */
export function raise(name: string, message: string): never {
  throw new PythonRaise({ name, message });
}

/** The classes above an exception's own (The Python Standard Library, Exception hierarchy). */
const BASES: Readonly<Record<string, string>> = {
  BrokenPipeError: 'ConnectionError',
  ConnectionAbortedError: 'ConnectionError',
  ConnectionRefusedError: 'ConnectionError',
  ConnectionResetError: 'ConnectionError',
  ConnectionError: 'OSError',
  BlockingIOError: 'OSError',
  InterruptedError: 'OSError',
  PermissionError: 'OSError',
  TimeoutError: 'OSError',
  gaierror: 'OSError',
  error: 'Exception',
  UnicodeDecodeError: 'ValueError',
  UnicodeEncodeError: 'ValueError',
  UnboundLocalError: 'NameError',
};
/** A refusal of the lab is not an exception of the program, so that no `except` catches it. */
const UNCATCHABLE = 'LabRefusal';

/** Says whether `except caught:` catches an exception of this class. */
export function isCaughtBy(name: string, caught: string): boolean {
  if (name === UNCATCHABLE) return false;
  for (let of: string | undefined = name; of !== undefined; of = BASES[of]) if (of === caught) return true;
  return caught === 'Exception';
}

/**
 * Returns the exception of a failed system call, with its errno: `[Errno 111] Connection refused` (PEP 3151).
 */
export function osError(number: number): PythonRaise {
  const errno = errnoOf(number);
  const message = `[Errno ${number}] ${strerror(number)}`;
  return new PythonRaise({ name: pythonException(errno.name), message, errno });
}
