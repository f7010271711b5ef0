import { raise } from './exceptions.ts';
import { isIterable, iterate } from './iteration.ts';
import { pythonRepr } from './text-of.ts';
import { checkCount, checkItems, within } from './sizes.ts';
import { whole } from './operations.ts';
import { int, list, numberOf, tuple, typeName, type Value } from './values.ts';

/** Calls a class that makes a value of another one. */
export function convert(to: 'int' | 'list' | 'tuple' | 'bytes', args: readonly Value[]): Value {
  const [of] = args;
  if (to === 'int' || to === 'bytes') {
    if (args.length > 1) return raise('LabRefusal', `${to}() has one argument here`);
    return to === 'int' ? integer(of) : bytes(of);
  }
  if (args.length > 1) return raise('TypeError', `${to} expected at most 1 argument, got ${args.length}`);
  const items = of === undefined ? [] : itemsIn(of);
  return to === 'list' ? list(items) : of?.is === 'tuple' ? of : tuple(...items);
}

function itemsIn(of: Value): Value[] {
  const items: Value[] = [];
  for (const item of iterate(of)) checkCount(items.push(item));
  checkItems(items);
  return items;
}

/** Reads a number as `int()` does (Objects/longobject.c, `PyLong_FromString`). */
function integer(of: Value | undefined): Value {
  if (of === undefined) return int(0);
  if (of.is === 'float') return raise('LabRefusal', 'int() of a float: a lab has no such conversion');
  const number = numberOf(of);
  if (number !== null) return int(number);
  if (of.is !== 'str' && of.is !== 'bytes')
    return raise(
      'TypeError',
      `int() argument must be a string, a bytes-like object or a real number, not '${typeName(of)}'`,
    );
  const text = of.is === 'str' ? of.text : of.bytes.toString('latin1');
  if (of.is === 'str' && /[^\0-\u007F]/.test(text))
    return raise('LabRefusal', 'int() reads the digits 0 to 9 only here');
  const [, sign, digits] = /^[\t-\r\x1c-\x20]*([-+]?)(\d+(?:_\d+)*)[\t-\r\x1c-\x20]*$/.exec(text) ?? [];
  if (digits === undefined)
    return raise('ValueError', `invalid literal for int() with base 10: ${pythonRepr(of)}`);
  if (digits.length > 4300) return raise('MemoryError', "a lab's integers have at most 4300 digits");
  const magnitude = BigInt(digits.replaceAll('_', ''));
  return whole(sign === '-' ? -magnitude : magnitude);
}

/** Does `bytes()` of a number or of numbers (Objects/bytesobject.c). */
function bytes(of: Value | undefined): Value {
  if (of === undefined) return { is: 'bytes', bytes: Buffer.alloc(0) };
  if (of.is === 'bytes') return of;
  if (of.is === 'str') return raise('TypeError', 'string argument without an encoding');
  const size = numberOf(of);
  if (size !== null) {
    if (size < 0n) return raise('ValueError', 'negative count');
    if (size >= 2n ** 63n)
      return raise('OverflowError', `cannot fit '${typeName(of)}' into an index-sized integer`);
    within(Number(size));
    return { is: 'bytes', bytes: Buffer.alloc(Number(size)) };
  }
  if (!isIterable(of)) return raise('TypeError', `cannot convert '${typeName(of)}' object to bytes`);
  const numbers: number[] = [];
  for (const item of iterate(of)) {
    const number = numberOf(item);
    if (number === null)
      return raise('TypeError', `'${typeName(item)}' object cannot be interpreted as an integer`);
    if (number < 0n || number > 255n) return raise('ValueError', 'bytes must be in range(0, 256)');
    within(numbers.push(Number(number)));
  }
  return { is: 'bytes', bytes: Buffer.from(numbers) };
}
