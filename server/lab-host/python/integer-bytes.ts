import { LIMITS } from '../../../shared/limits.ts';
import { raise } from './exceptions.ts';
import { isIterable } from './iteration.ts';
import { bytesIn, int, numberOf, typeName, type Value } from './values.ts';

/** Does `int.to_bytes(length=1, byteorder='big')` (Objects/longobject.c, `int_to_bytes_impl`). */
export function toBytes(value: bigint, [length, order, ...more]: readonly Value[]): Value {
  if (more.length > 0)
    return raise('TypeError', `to_bytes() takes at most 2 positional arguments (${more.length + 2} given)`);
  const size = length === undefined ? 1n : numberOf(length);
  if (size === null)
    return raise('TypeError', `'${typeName(length!)}' object cannot be interpreted as an integer`);
  const little = isLittle('to_bytes', order);
  if (size < 0n) return raise('ValueError', 'length argument must be non-negative');
  if (value < 0n) return raise('OverflowError', "can't convert negative int to unsigned");
  if (size > BigInt(LIMITS.repetitions))
    return raise('MemoryError', `a lab's values hold at most ${LIMITS.repetitions} bytes`);
  if (value >> (8n * size) > 0n) return raise('OverflowError', 'int too big to convert');
  const bytes = Buffer.alloc(Number(size));
  let rest = value;
  for (let i = bytes.length - 1; rest > 0n; i -= 1, rest >>= 8n) bytes[i] = Number(rest & 0xffn);
  return { is: 'bytes', bytes: little ? bytes.reverse() : bytes };
}

/** Does `int.from_bytes(bytes, byteorder='big')`. */
export function fromBytes([from, order, ...more]: readonly Value[]): Value {
  if (more.length > 0)
    return raise('TypeError', `from_bytes() takes at most 2 positional arguments (${more.length + 2} given)`);
  if (from === undefined) return raise('TypeError', "from_bytes() missing required argument 'bytes' (pos 1)");
  const little = isLittle('from_bytes', order);
  const given = bytesIn(from);
  if (given === null)
    return from.is !== 'str' && isIterable(from)
      ? raise('LabRefusal', 'from_bytes() takes bytes here')
      : raise('TypeError', `cannot convert '${typeName(from)}' object to bytes`);
  if (given.length * 8 > LIMITS.integerBits)
    return raise('MemoryError', `a lab's integers have at most ${LIMITS.integerBits} bits`);
  const bytes = little ? Buffer.from(given).reverse() : given;
  return int(bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex')}`));
}

function isLittle(method: string, order: Value | undefined): boolean {
  if (order === undefined) return false;
  if (order.is !== 'str')
    return raise('TypeError', `${method}() argument 'byteorder' must be str, not ${typeName(order)}`);
  if (order.text === 'big') return false;
  return order.text === 'little' || raise('ValueError', "byteorder must be either 'little' or 'big'");
}
