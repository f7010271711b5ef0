import type { ExceptionName } from '../../../shared/programs/tree.ts';
import { EXCEPTIONS } from '../../../shared/programs/exception-names.ts';
import { ERRNO } from './exception-arguments.ts';
import { isCaughtBy, PythonRaise, raise } from './exceptions.ts';
import { keyError } from './key-errors.ts';
import { int, NONE, str, typeName, type Value } from './values.ts';

export const isExceptionName = (name: string): name is ExceptionName =>
  (EXCEPTIONS as readonly string[]).includes(name);

/** Does `ValueError('…')`. */
export function newException(name: ExceptionName, args: readonly Value[]): Value {
  const [message, ...more] = args;
  if (name === 'KeyError' && message !== undefined && more.length === 0)
    return { is: 'exception', exception: keyError(message).exception };
  const isOther = message !== undefined && message.is !== 'str';
  if (name === 'UnicodeDecodeError' || name === 'UnicodeEncodeError' || more.length > 0 || isOther)
    return raise('LabRefusal', `${name}: an exception is made of one text here`);
  const text = message?.is === 'str' ? message.text : '';
  if (isCaughtBy(name, 'OSError') && ERRNO.test(text))
    return raise('LabRefusal', `${name}: only the kernel gives an errno here`);
  return { is: 'exception', exception: { name, message: text } };
}

/** Returns what `raise value` raises. */
export function raised(value: Value): PythonRaise {
  if (value.is === 'exception') return new PythonRaise(value.exception);
  if (value.is === 'class' && isExceptionName(value.name)) {
    const made = newException(value.name, []);
    if (made.is === 'exception') return new PythonRaise(made.exception);
  }
  return raise('TypeError', 'exceptions must derive from BaseException');
}

/** Does `e.errno` and `e.strerror`, which exceptions of the operating system have. */
export function attributeOf(on: Value, name: 'errno' | 'strerror'): Value {
  if (on.is === 'class' || on.is === 'module' || on.is === 'socket' || on.is === 'thread')
    return raise('LabRefusal', `${typeName(on)}.${name}: exceptions have that here`);
  if (on.is !== 'exception' || !isCaughtBy(on.exception.name, 'OSError'))
    return raise('AttributeError', `'${typeName(on)}' object has no attribute '${name}'`);
  const [, number, words] = ERRNO.exec(on.exception.message) ?? [];
  if (number === undefined || words === undefined) return NONE;
  return name === 'errno' ? int(BigInt(number)) : str(words);
}
