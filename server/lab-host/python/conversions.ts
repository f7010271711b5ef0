import { raise } from './exceptions.ts';
import { bytesOfItems } from './bytearray-methods.ts';
import { isIterable, itemsIn } from './iteration.ts';
import type { Charge } from './long-work.ts';
import { pythonRepr } from './text-of.ts';
import { within } from './sizes.ts';
import { whole } from './operations.ts';
import { bytearray, bytesIn, int, list, numberOf, tuple, typeName, type Value } from './values.ts';

/** Calls a class that makes a value of another one. */
export async function convert(
  to: 'int' | 'list' | 'tuple' | 'bytes' | 'bytearray',
  args: readonly Value[],
  charge: Charge,
): Promise<Value> {
  const [of] = args;
  if (to === 'int' || to === 'bytes' || to === 'bytearray') {
    if (args.length > 1) return raise('LabRefusal', `${to}() has one argument here`);
    if (to === 'int') return integer(of);
    if (to === 'bytes' && of?.is === 'bytes') return of;
    const bytes = await bytesFrom(of, to, charge);
    return to === 'bytes' ? { is: 'bytes', bytes } : bytearray(bytes);
  }
  if (args.length > 1) return raise('TypeError', `${to} expected at most 1 argument, got ${args.length}`);
  const items = of === undefined ? [] : itemsIn(of);
  return to === 'list' ? list(items) : of?.is === 'tuple' ? of : tuple(...items);
}

/** No text of so many characters is a number with as many digits as are read. */
const LONGEST_NUMBER = 64 * 1024;

/** The message about a text that is no number has so many characters of it. */
const WRONG_NUMBER = 200;

/** Reads a number as `int()` does (Objects/longobject.c, `PyLong_FromString`). */
function integer(of: Value | undefined): Value {
  if (of === undefined) return int(0);
  if (of.is === 'float') return raise('LabRefusal', 'int() of a float: a lab has no such conversion');
  const number = numberOf(of);
  if (number !== null) return int(number);
  const bytes = bytesIn(of);
  if (of.is !== 'str' && bytes === null)
    return raise(
      'TypeError',
      `int() argument must be a string, a bytes-like object or a real number, not '${typeName(of)}'`,
    );
  if ((of.is === 'str' ? of.text : bytes!).length > LONGEST_NUMBER)
    return raise('MemoryError', "a lab's integers have at most 4300 digits");
  const text = of.is === 'str' ? of.text : bytes!.toString('latin1');
  if (of.is === 'str' && /[^\0-\u007F]/.test(text))
    return raise('LabRefusal', 'int() reads the digits 0 to 9 only here');
  const [, sign, digits] = /^[\t-\r\x1c-\x20]*([-+]?)(\d+(?:_\d+)*)[\t-\r\x1c-\x20]*$/.exec(text) ?? [];
  if (digits === undefined)
    return raise(
      'ValueError',
      `invalid literal for int() with base 10: ${pythonRepr(bytes === null ? of : { is: 'bytes', bytes }).slice(0, WRONG_NUMBER)}`,
    );
  if (digits.length > 4300) return raise('MemoryError', "a lab's integers have at most 4300 digits");
  const magnitude = BigInt(digits.replaceAll('_', ''));
  return whole(sign === '-' ? -magnitude : magnitude);
}

/** Returns the bytes that `bytes()` or `bytearray()` makes of a number or of numbers (Objects/bytesobject.c). */
async function bytesFrom(of: Value | undefined, to: 'bytes' | 'bytearray', charge: Charge): Promise<Buffer> {
  if (of === undefined) return Buffer.alloc(0);
  const bytes = bytesIn(of);
  if (bytes !== null) return bytes;
  if (of.is === 'str') return raise('TypeError', 'string argument without an encoding');
  const size = numberOf(of);
  if (size !== null) {
    if (size !== BigInt.asIntN(64, size))
      return raise('OverflowError', `cannot fit '${typeName(of)}' into an index-sized integer`);
    if (size < 0n) return raise('ValueError', 'negative count');
    within(Number(size));
    return Buffer.alloc(Number(size));
  }
  if (!isIterable(of)) return raise('TypeError', `cannot convert '${typeName(of)}' object to ${to}`);
  return bytesOfItems(of, charge, to === 'bytes' ? 'bytes must be in range(0, 256)' : undefined);
}
