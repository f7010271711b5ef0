import type { PythonException } from '../../../shared/log/events.ts';
import { isCaughtBy, keyOfException } from './exceptions.ts';
import { int, str, type Value } from './values.ts';

/** Python's `[Errno 104] Connection reset by peer` */
export const ERRNO = /^\[Errno (-?\d+)\] (.*)$/;

/** Returns what `repr(exception)` has between its brackets: `ConnectionResetError(104, 'Connection reset by peer')`. */
export function exceptionArguments(exception: PythonException): readonly Value[] {
  const { name, message } = exception;
  const key = keyOfException(exception);
  if (key !== null) return [key];
  const [, number, words] = (isCaughtBy(name, 'OSError') && ERRNO.exec(message)) || [];
  if (number !== undefined) return [int(BigInt(number)), str(words ?? '')];
  return message === '' ? [] : [str(message)];
}
