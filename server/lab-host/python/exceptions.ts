import type { PythonException } from '../../../shared/events.ts';
import { pythonException } from '../../../shared/programs/python-errors.ts';
import { errnoOf } from '../libc/errno.ts';
import { strerror } from '../libc/strerror.ts';

/** A Python exception on its way up. */
export class PythonRaise extends Error {
  readonly exception: PythonException;

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

/** The exception of a failed system call, with its errno: `[Errno 111] Connection refused` (PEP 3151). */
export function osError(number: number): PythonRaise {
  const errno = errnoOf(number);
  const message = `[Errno ${number}] ${strerror(number)}`;
  return new PythonRaise({ name: pythonException(errno.name), message, errno });
}
