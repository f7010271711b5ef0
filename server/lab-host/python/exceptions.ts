import type { PythonException } from '../../../shared/log/events.ts';
import { pythonException } from '../../../shared/programs/python-errors.ts';
import { errnoOf } from '../libc/errno.ts';
import { strerror } from '../libc/strerror.ts';

/** A Python exception on its way up. */
export class PythonRaise extends Error {
  readonly exception: PythonException;
  /** The functions it came through, outermost first, each with the line it stood at. */
  where: readonly { readonly name: string; readonly line: number }[] | null = null;

  constructor(exception: PythonException) {
    super(`${exception.name}: ${exception.message}`);
    this.name = 'PythonRaise';
    this.exception = exception;
  }
}

/** `raise(…)` reads at the call like the statement it stands for. */
export function raise(name: string, message: string): never {
  throw new PythonRaise({ name, message });
}

/** Classes above an exception's own (The Python Standard Library, Exception hierarchy). */
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
  UnicodeDecodeError: 'ValueError',
  UnicodeEncodeError: 'ValueError',
  UnboundLocalError: 'NameError',
};
/** What the lab itself refuses is no exception of the program: nothing catches it. */
const UNCATCHABLE = 'LabRefusal';

/** Whether `except caught:` catches an exception of this class. */
export function isCaughtBy(name: string, caught: string): boolean {
  if (name === UNCATCHABLE) return false;
  for (let of: string | undefined = name; of !== undefined; of = BASES[of]) if (of === caught) return true;
  return caught === 'Exception';
}

/** The exception of a failed system call, with its errno: `[Errno 111] Connection refused` (PEP 3151). */
export function osError(number: number): PythonRaise {
  const errno = errnoOf(number);
  const message = `[Errno ${number}] ${strerror(number)}`;
  return new PythonRaise({ name: pythonException(errno.name), message, errno });
}
