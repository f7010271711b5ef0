import type { PythonException } from '../../../shared/log/events.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { Handler } from '../../../shared/programs/tree.ts';
import { pythonException } from '../../../shared/programs/python-errors.ts';
import { errnoOf } from '../libc/errno.ts';
import { strerror } from '../libc/strerror.ts';
import type { Names } from './names.ts';
import type { Value } from './values.ts';

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

/**
 * The names of the functions that each exception has left: its traceback keeps them (The Python Data Model, 3.2.13). An
 * exception that is raised again and again keeps those that it left first.
 */
const FRAMES = new WeakMap<PythonException, Names[]>();

export function keepFrame(exception: PythonException, names: Names): void {
  const frames = FRAMES.get(exception);
  if (frames === undefined) FRAMES.set(exception, [names]);
  else if (frames.length < LIMITS.callDepth) frames.push(names);
}

export const framesOf = (exception: PythonException): readonly Names[] => FRAMES.get(exception) ?? [];

const KEYS = new WeakMap<PythonException, Value>();

/** Remembers the key that a KeyError is about. */
export function keepKey(exception: PythonException, key: Value): void {
  KEYS.set(exception, key);
}

export const keyOfException = (exception: PythonException): Value | null => KEYS.get(exception) ?? null;

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
  UnicodeDecodeError: 'UnicodeError',
  UnicodeEncodeError: 'UnicodeError',
  UnicodeError: 'ValueError',
  IndexError: 'LookupError',
  KeyError: 'LookupError',
  ZeroDivisionError: 'ArithmeticError',
  OverflowError: 'ArithmeticError',
  RecursionError: 'RuntimeError',
  UnboundLocalError: 'NameError',
};
/** The modules of the exception classes that are not Python's own. */
const MODULES: Readonly<Record<string, string>> = { gaierror: 'socket', error: 'struct' };

/** Returns the name of an exception's class as a traceback has it (Lib/traceback.py). */
export function fullName(name: string): string {
  const module = MODULES[name];
  return module === undefined ? name : `${module}.${name}`;
}

/** A refusal of the lab is not an exception of the program, so that no `except` catches it. */
const UNCATCHABLE = 'LabRefusal';

/** Says whether `except caught:` catches an exception of this class. */
export function isCaughtBy(name: string, caught: string): boolean {
  if (name === UNCATCHABLE) return false;
  for (let of: string | undefined = name; of !== undefined; of = BASES[of]) if (of === caught) return true;
  return caught === 'Exception';
}

/** Says whether an exception is the program's own, which it may handle. */
export function isOfProgram(error: unknown): error is PythonRaise {
  return error instanceof PythonRaise && error.exception.name !== UNCATCHABLE;
}

/** Says whether a handler catches an exception. Its classes are names, which the program may have given other values. */
export function isCaught(name: string, { exception }: Handler, lookup: (name: string) => Value): boolean {
  const classes = typeof exception === 'string' ? [exception] : exception;
  for (const one of classes) {
    const value = lookup(one);
    if (value.is !== 'class' || value.name !== one)
      return raise('TypeError', 'catching classes that do not inherit from BaseException is not allowed');
  }
  return classes.some((one) => isCaughtBy(name, one));
}

/**
 * Returns the exception of a failed system call, with its errno: `[Errno 111] Connection refused` (PEP 3151).
 */
export function osError(number: number): PythonRaise {
  const errno = errnoOf(number);
  const message = `[Errno ${number}] ${strerror(number)}`;
  return new PythonRaise({ name: pythonException(errno.name), message, errno });
}
