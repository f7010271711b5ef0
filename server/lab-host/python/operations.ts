import { LIMITS } from '../../../shared/limits.ts';
import type { Operator } from '../../../shared/programs/tree.ts';
import { raise } from './exceptions.ts';
import { compare, equal, identical, placeOf } from './comparison.ts';
import { hasEntry, united } from './dict-methods.ts';
import { flagOf, isFlag } from './flags.ts';
import { asFloats } from './floats.ts';
import { itemsOf } from './sequences.ts';
import { filled, joined, latin1Of, type Charge } from './long-work.ts';
import { indexIn } from './search.ts';
import { counted, repeatedItems, repetitions, within } from './sizes.ts';
import { bytesOf } from './texts.ts';
import {
  bool,
  bytearray,
  bytesIn,
  float,
  int,
  list,
  numberOf,
  rangeLength,
  str,
  tuple,
  typeName,
  type Value,
} from './values.ts';

/**
 * Applies a binary operator. `and` and `or` are elsewhere, because they choose what is evaluated at all.
 * `written` is the operator in messages, such as `+=`.
 */
export async function operate(
  operator: Exclude<Operator, 'and' | 'or'>,
  left: Value,
  right: Value,
  charge: Charge,
  written: string = operator,
): Promise<Value> {
  switch (operator) {
    case '==':
      return bool(await equal(left, right, charge));
    case '!=':
      return bool(!(await equal(left, right, charge)));
    case '<':
    case '>':
    case '<=':
    case '>=':
      return bool(await compare(operator, left, right, charge));
    case '+':
      return add(left, right, charge, written);
    case '-': {
      const floats = asFloats(left, right);
      if (floats !== null) return float(floats[0] - floats[1]);
      const [a, b] = [numberOf(left), numberOf(right)];
      return a === null || b === null ? unsupported(written, left, right) : whole(a - b);
    }
    case '*':
      return multiply(left, right, charge, written);
    case '//':
    case '%':
      return divide(operator, left, right, written);
    case '|':
      return union(left, right, charge, written);
    case 'in':
    case 'not in':
      return bool((await contains(right, left, charge)) === (operator === 'in'));
    case 'is':
    case 'is not':
      return bool(identical(left, right) === (operator === 'is'));
    default:
      return operator satisfies never;
  }
}

function unsupported(operator: string, left: Value, right: Value): never {
  if ([left, right].some((one) => one.is === 'view' && one.of !== 'values') && /^[-|]/.test(operator))
    return raise('LabRefusal', `${operator} of the views of dicts: a lab has no sets`);
  return raise(
    'TypeError',
    `unsupported operand type(s) for ${operator}: '${typeName(left)}' and '${typeName(right)}'`,
  );
}

async function add(left: Value, right: Value, charge: Charge, written: string): Promise<Value> {
  const floats = asFloats(left, right);
  if (floats !== null) return float(floats[0] + floats[1]);
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== null && b !== null) return whole(a + b);
  if (left.is === 'str' && right.is === 'str') {
    within(bytesOf(left) + bytesOf(right));
    return str(left.text + right.text);
  }
  const [bytes, more] = [bytesIn(left), bytesIn(right)];
  if (bytes !== null && more !== null) {
    within(bytes.length + more.length);
    return like(left, await joined([bytes, more], charge));
  }
  if (left.is === 'tuple' && right.is === 'tuple') return tuple(...counted([...left.items, ...right.items]));
  if (left.is === 'list' && right.is === 'list')
    return list(counted([...left.list.items, ...right.list.items]));
  if (bytes !== null) return raise('TypeError', `can't concat ${typeName(right)} to ${left.is}`);
  if (left.is === 'str' || left.is === 'tuple' || left.is === 'list')
    return raise('TypeError', `can only concatenate ${left.is} (not "${typeName(right)}") to ${left.is}`);
  return unsupported(written, left, right);
}

/** The types that CPython asks as sequences, which none of them can repeat (Objects/abstract.c, `PyNumber_InPlaceMultiply`). */
const WITHOUT_REPEAT: ReadonlySet<Value['is']> = new Set([
  'dict',
  'view',
  'range',
  'enum',
  'socket',
  'thread',
]);

async function multiply(left: Value, right: Value, charge: Charge, written: string): Promise<Value> {
  const floats = asFloats(left, right);
  if (floats !== null) return float(floats[0] * floats[1]);
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== null && b !== null) return whole(a * b);
  const sequence = [left, right].find(({ is }) =>
    ['str', 'bytes', 'bytearray', 'tuple', 'list'].includes(is),
  );
  if (sequence === undefined || (written === '*=' && WITHOUT_REPEAT.has(left.is)))
    return unsupported(written, left, right);
  return repeated(sequence, repetitions(sequence === left ? right : left), charge);
}

/** The remainder has the divisor's sign (The Python Language Reference, 6.7). */
function divide(operator: '//' | '%', left: Value, right: Value, written: string): Value {
  if (operator === '%' && (left.is === 'str' || bytesIn(left) !== null))
    return raise('LabRefusal', 'text % values: a lab has f-strings for that');
  if (asFloats(left, right) !== null)
    return raise('LabRefusal', `${operator} of floats: a lab divides integers only`);
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === null || b === null) return unsupported(written, left, right);
  if (b === 0n)
    return raise(
      'ZeroDivisionError',
      `integer ${operator === '%' ? 'modulo' : 'division or modulo'} by zero`,
    );
  const remainder = a % b;
  const isOther = remainder !== 0n && remainder < 0n !== b < 0n;
  return operator === '%' ? int(isOther ? remainder + b : remainder) : int(a / b - (isOther ? 1n : 0n));
}

/** Flags stay flags of their own type (Lib/enum.py, `IntFlag`). */
async function union(left: Value, right: Value, charge: Charge, written: string): Promise<Value> {
  if (left.is === 'dict' && right.is === 'dict') return united(left.dict, right.dict, charge);
  if (left.is === 'class' || right.is === 'class')
    return raise('LabRefusal', '| of classes: a lab has it of integers and flags');
  if (left.is === 'bool' && right.is === 'bool') return bool(left.value || right.value);
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === null || b === null) return unsupported(written, left, right);
  return isFlag(left) || isFlag(right) ? flagOf(a | b) : int(a | b);
}

/** Does unary `-`. */
export function negative(value: Value): Value {
  if (value.is === 'float') return float(-value.value);
  const number = numberOf(value);
  return number === null
    ? raise('TypeError', `bad operand type for unary -: '${typeName(value)}'`)
    : int(-number);
}

async function contains(container: Value, item: Value, charge: Charge): Promise<boolean> {
  switch (container.is) {
    case 'str':
      return item.is === 'str'
        ? isIn(container.text, item.text, charge)
        : raise('TypeError', `'in <string>' requires string as left operand, not ${typeName(item)}`);
    case 'bytes':
    case 'bytearray': {
      const [bytes, part] = [bytesIn(container)!, bytesIn(item)];
      if (part !== null) return isIn(await latin1Of(bytes, charge), await latin1Of(part, charge), charge);
      const byte = numberOf(item);
      if (byte === null)
        return raise('TypeError', `a bytes-like object is required, not '${typeName(item)}'`);
      if (byte < 0n || byte > 255n) return raise('ValueError', 'byte must be in range(0, 256)');
      return bytes.includes(Number(byte));
    }
    case 'tuple':
    case 'list':
      return (await placeOf(item, itemsOf(container), charge)) >= 0;
    case 'range': {
      const number =
        item.is === 'float' && Number.isInteger(item.value) ? BigInt(item.value) : numberOf(item);
      const { start, step } = container;
      const at = number === null ? -1n : (number - start) / step;
      return number !== null && start + at * step === number && at >= 0n && at < rangeLength(container);
    }
    case 'dict':
      return hasEntry(container.dict, 'keys', item, charge);
    case 'view':
      return hasEntry(container.dict, container.of, item, charge);
    case 'enumerate':
      return raise('LabRefusal', 'in: a lab does not search an enumerate object');
    default:
      if (isFlag(container)) return hasFlags(container, item);
      return raise('TypeError', `argument of type '${typeName(container)}' is not iterable`);
  }
}

/** Says whether flags hold others (Lib/enum.py, `Flag.__contains__`). */
function hasFlags(flags: Value, item: Value): boolean {
  if (!isFlag(item)) return unsupported("'in'", item, flags);
  const [all, part] = [numberOf(flags) ?? 0n, numberOf(item) ?? 0n];
  return (all & part) === part;
}

const isIn = async (all: string, part: string, charge: Charge): Promise<boolean> =>
  (await indexIn(all, part, { from: 0, to: all.length }, charge)) >= 0;

async function repeated(of: Value, count: number, charge: Charge): Promise<Value> {
  if (of.is === 'tuple' || of.is === 'list') {
    const all = repeatedItems(itemsOf(of), count);
    return of.is === 'tuple' ? tuple(...all) : list(all);
  }
  const bytes = bytesIn(of) ?? Buffer.of(0);
  const size = of.is === 'str' ? bytesOf(of) : bytes.length;
  within(size * count);
  if (of.is === 'str') return str(of.text.repeat(size === 0 ? 0 : count));
  return like(of, await filled(size * count, bytes, charge));
}

/** Bytes that are made of a bytearray are one, too. */
const like = (of: Value, bytes: Buffer): Value =>
  of.is === 'bytearray' ? bytearray(bytes) : { is: 'bytes', bytes };

/** Python's integers have no bound. Those of a lab end at a size that no conversation needs. */
export function whole(number: bigint): Value {
  const most = 1n << BigInt(LIMITS.integerBits);
  if (number >= most || number <= -most)
    raise('MemoryError', `a lab's integers have at most ${LIMITS.integerBits} bits`);
  return int(number);
}
