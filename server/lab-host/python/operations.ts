import { LIMITS } from '../../../shared/limits.ts';
import type { Operator } from '../../../shared/programs/tree.ts';
import { raise } from './exceptions.ts';
import { bool, float, int, numberOf, rangeLength, str, tuple, typeName, type Value } from './values.ts';

/**
 * Applies a binary operator. `and` and `or` are elsewhere, because they choose what is evaluated at all.
 * `written` is the operator in messages, such as `+=`.
 */
export function operate(
  operator: Exclude<Operator, 'and' | 'or'>,
  left: Value,
  right: Value,
  written: string = operator,
): Value {
  switch (operator) {
    case '==':
      return bool(equal(left, right));
    case '!=':
      return bool(!equal(left, right));
    case '<':
    case '>':
    case '<=':
    case '>=':
      return bool(compare(operator, left, right));
    case '+':
      return add(left, right, written);
    case '-': {
      const floats = asFloats(left, right);
      if (floats !== null) return float(floats[0] - floats[1]);
      const [a, b] = [numberOf(left), numberOf(right)];
      return a === null || b === null ? unsupported(written, left, right) : whole(a - b);
    }
    case '*':
      return multiply(left, right, written);
    default:
      return operator satisfies never;
  }
}

function unsupported(operator: string, left: Value, right: Value): never {
  return raise(
    'TypeError',
    `unsupported operand type(s) for ${operator}: '${typeName(left)}' and '${typeName(right)}'`,
  );
}

export function equal(left: Value, right: Value): boolean {
  const order = floatOrder(left, right);
  if (order !== null) return order === 0;
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== null && b !== null) return a === b;
  if (left.is === 'str' && right.is === 'str') return left.text === right.text;
  if (left.is === 'bytes' && right.is === 'bytes') return left.bytes.equals(right.bytes);
  if (left.is === 'tuple' && right.is === 'tuple')
    return (
      left.items.length === right.items.length &&
      left.items.every((item, i) => {
        const other = right.items[i];
        return other !== undefined && equal(item, other);
      })
    );
  if (left.is === 'range' && right.is === 'range') return equalRanges(left, right);
  if (left.is === 'socket' && right.is === 'socket') return left.socket === right.socket;
  if (left.is === 'function' && right.is === 'function') return left.function === right.function;
  if (left.is === 'thread' && right.is === 'thread') return left.thread === right.thread;
  if (left.is === 'exception' && right.is === 'exception') return left.exception === right.exception;
  if ((left.is === 'class' || left.is === 'builtin' || left.is === 'module') && left.is === right.is)
    return left.name === right.name;
  return left.is === 'none' && right.is === 'none';
}

type Range = Extract<Value, { is: 'range' }>;

/** Ranges are equal if they give the same numbers (The Python Standard Library, Ranges). */
function equalRanges(left: Range, right: Range): boolean {
  const length = rangeLength(left);
  if (length !== rangeLength(right)) return false;
  if (length === 0n) return true;
  return left.start === right.start && (length === 1n || left.step === right.step);
}

function compare(operator: '<' | '>' | '<=' | '>=', left: Value, right: Value): boolean {
  const order = floatOrder(left, right) ?? orderOf(operator, left, right);
  if (operator === '<') return order < 0;
  if (operator === '>') return order > 0;
  return operator === '<=' ? order <= 0 : order >= 0;
}

function orderOf(operator: string, left: Value, right: Value): number {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== null && b !== null) return a < b ? -1 : Number(a > b);
  if (left.is === 'bytes' && right.is === 'bytes') return Buffer.compare(left.bytes, right.bytes);
  // UTF-32 has the order of the code points, as Python compares them; UTF-16 has not.
  if (left.is === 'str' && right.is === 'str') return orderOfText(left.text, right.text);
  if (left.is === 'tuple' && right.is === 'tuple') {
    const at = left.items.findIndex((item, i) => {
      const other = right.items[i];
      return other === undefined || !equal(item, other);
    });
    const [item, other] = at < 0 ? [] : [left.items[at], right.items[at]];
    return item === undefined || other === undefined
      ? left.items.length - right.items.length
      : orderOf(operator, item, other);
  }
  return raise(
    'TypeError',
    `'${operator}' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`,
  );
}

function orderOfText(left: string, right: string): number {
  const [a, b] = [Array.from(left), Array.from(right)];
  const at = a.findIndex((character, i) => character !== b[i]);
  if (at < 0) return a.length - b.length;
  return (a[at]?.codePointAt(0) ?? 0) - (b[at]?.codePointAt(0) ?? -1);
}

/** Returns both numbers as floats if one of them is a float and the other one a number, or null. */
function asFloats(left: Value, right: Value): readonly [number, number] | null {
  if (left.is !== 'float' && right.is !== 'float') return null;
  const [a, b] = [exactOf(left), exactOf(right)];
  return a === null || b === null ? null : [asFloat(a), asFloat(b)];
}

/** Compares two numbers of which one is a float, without rounding: < 0, 0, > 0, or NaN. */
function floatOrder(left: Value, right: Value): number | null {
  if (left.is !== 'float' && right.is !== 'float') return null;
  const [a, b] = [exactOf(left), exactOf(right)];
  if (a === null || b === null) return null;
  if (a < b) return -1;
  return a > b ? 1 : a >= b ? 0 : NaN;
}

const exactOf = (value: Value): number | bigint | null =>
  value.is === 'float' ? value.value : numberOf(value);

function asFloat(exact: number | bigint): number {
  const number = Number(exact);
  if (typeof exact === 'bigint' && !Number.isFinite(number))
    return raise('OverflowError', 'int too large to convert to float');
  return number;
}

function add(left: Value, right: Value, written: string): Value {
  const floats = asFloats(left, right);
  if (floats !== null) return float(floats[0] + floats[1]);
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== null && b !== null) return whole(a + b);
  if (left.is === 'str' && right.is === 'str') return str(bounded(left.text + right.text));
  if (left.is === 'bytes' && right.is === 'bytes') {
    within(left.bytes.length + right.bytes.length);
    return { is: 'bytes', bytes: Buffer.concat([left.bytes, right.bytes]) };
  }
  if (left.is === 'tuple' && right.is === 'tuple') {
    fewEnough(left.items.length + right.items.length);
    return tuple(...left.items, ...right.items);
  }
  if (left.is === 'str' || left.is === 'bytes' || left.is === 'tuple')
    return left.is === 'bytes'
      ? raise('TypeError', `can't concat ${typeName(right)} to bytes`)
      : raise('TypeError', `can only concatenate ${left.is} (not "${typeName(right)}") to ${left.is}`);
  return unsupported(written, left, right);
}

function multiply(left: Value, right: Value, written: string): Value {
  const floats = asFloats(left, right);
  if (floats !== null) return float(floats[0] * floats[1]);
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== null && b !== null) return whole(a * b);
  const sequence = [left, right].find(({ is }) => is === 'str' || is === 'bytes' || is === 'tuple');
  if (sequence === undefined) return unsupported(written, left, right);
  const times = a ?? b;
  if (times === null)
    return raise(
      'TypeError',
      `can't multiply sequence by non-int of type '${typeName(sequence === left ? right : left)}'`,
    );
  return repeated(sequence, times);
}

function repeated(of: Value, times: bigint): Value {
  const size = of.is === 'str' ? of.text.length : of.is === 'bytes' ? of.bytes.length : 1;
  // A number beyond the bound is refused before it is one of a double.
  const most = BigInt(LIMITS.repetitions) + 1n;
  const count = size === 0 || times < 0n ? 0 : Number(times < most ? times : most);
  if (of.is === 'tuple') {
    fewEnough(of.items.length * count);
    return tuple(...Array.from({ length: count }, () => of.items).flat());
  }
  within(size * count);
  if (of.is === 'str') return str(of.text.repeat(count));
  return { is: 'bytes', bytes: of.is === 'bytes' ? Buffer.alloc(size * count, of.bytes) : Buffer.alloc(0) };
}

/** Python's integers have no bound. Those of a lab end at a size that no conversation needs. */
function whole(number: bigint): Value {
  const most = 1n << BigInt(LIMITS.integerBits);
  if (number >= most || number <= -most)
    raise('MemoryError', `a lab's integers have at most ${LIMITS.integerBits} bits`);
  return int(number);
}

const bounded = (text: string): string => {
  within(text.length);
  return text;
};

function fewEnough(items: number): void {
  if (items > LIMITS.tupleItems)
    raise('MemoryError', `a lab's tuples hold at most ${LIMITS.tupleItems} items`);
}

/** The lab has its own bound in place of the machine's memory. */
function within(length: number): void {
  if (length > LIMITS.repetitions)
    raise('MemoryError', `a lab's values hold at most ${LIMITS.repetitions} bytes`);
}
