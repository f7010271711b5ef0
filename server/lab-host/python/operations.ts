import { LIMITS } from '../../../shared/limits.ts';
import type { Operator } from '../../../shared/programs/tree.ts';
import { raise } from './exceptions.ts';
import { bool, int, str, tuple, typeName, type Value } from './values.ts';

/** Applies a binary operator. `and` and `or` are elsewhere, because they choose what is evaluated at all. */
export function operate(operator: Exclude<Operator, 'and' | 'or'>, left: Value, right: Value): Value {
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
      return add(left, right);
    case '-': {
      const [a, b] = [numberOf(left), numberOf(right)];
      return a === null || b === null ? unsupported(operator, left, right) : whole(a - b);
    }
    case '*':
      return multiply(left, right);
    default:
      return operator satisfies never;
  }
}

function numberOf(value: Value): number | null {
  if (value.is === 'int') return value.value;
  return value.is === 'bool' ? Number(value.value) : null;
}

function unsupported(operator: string, left: Value, right: Value): never {
  return raise(
    'TypeError',
    `unsupported operand type(s) for ${operator}: '${typeName(left)}' and '${typeName(right)}'`,
  );
}

function equal(left: Value, right: Value): boolean {
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
  if (left.is === 'socket' && right.is === 'socket') return left.socket === right.socket;
  return left.is === 'none' && right.is === 'none';
}

function compare(operator: '<' | '>' | '<=' | '>=', left: Value, right: Value): boolean {
  const order = orderOf(operator, left, right);
  if (operator === '<') return order < 0;
  if (operator === '>') return order > 0;
  return operator === '<=' ? order <= 0 : order >= 0;
}

function orderOf(operator: string, left: Value, right: Value): number {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== null && b !== null) return a - b;
  if (left.is === 'bytes' && right.is === 'bytes') return Buffer.compare(left.bytes, right.bytes);
  if (left.is === 'str' && right.is === 'str')
    return left.text < right.text ? -1 : Number(left.text > right.text);
  return raise(
    'TypeError',
    `'${operator}' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`,
  );
}

function add(left: Value, right: Value): Value {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== null && b !== null) return whole(a + b);
  if (left.is === 'str' && right.is === 'str') return str(bounded(left.text + right.text));
  if (left.is === 'bytes' && right.is === 'bytes') {
    within(left.bytes.length + right.bytes.length);
    return { is: 'bytes', bytes: Buffer.concat([left.bytes, right.bytes]) };
  }
  if (left.is === 'tuple' && right.is === 'tuple') {
    if (left.items.length + right.items.length > LIMITS.tupleItems)
      raise('MemoryError', `a lab's tuples hold at most ${LIMITS.tupleItems} items`);
    return tuple(...left.items, ...right.items);
  }
  if (left.is === 'str' || left.is === 'bytes' || left.is === 'tuple')
    return left.is === 'bytes'
      ? raise('TypeError', `can't concat ${typeName(right)} to bytes`)
      : raise('TypeError', `can only concatenate ${left.is} (not "${typeName(right)}") to ${left.is}`);
  return unsupported('+', left, right);
}

function multiply(left: Value, right: Value): Value {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== null && b !== null) return whole(a * b);
  const [of, times] = a === null ? [left, b] : [right, a];
  if (times === null) return unsupported('*', left, right);
  const count = Math.max(0, times);
  if (of.is === 'str') {
    within(of.text.length * count);
    return str(of.text.repeat(count));
  }
  if (of.is !== 'bytes') return unsupported('*', left, right);
  within(of.bytes.length * count);
  return { is: 'bytes', bytes: Buffer.alloc(of.bytes.length * count, of.bytes) };
}

/** Python's integers have no bound. Those of a lab end where a double would no longer be exact. */
function whole(number: number): Value {
  if (!Number.isSafeInteger(number)) raise('MemoryError', 'a lab counts no further than 2 ** 53');
  return int(number);
}

const bounded = (text: string): string => {
  within(text.length);
  return text;
};

/** The lab has its own bound in place of the machine's memory. */
function within(length: number): void {
  if (length > LIMITS.repetitions)
    raise('MemoryError', `a lab's values hold at most ${LIMITS.repetitions} bytes`);
}
