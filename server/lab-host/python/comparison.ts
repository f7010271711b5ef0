import { LIMITS } from '../../../shared/limits.ts';
import { raise } from './exceptions.ts';
import { floatOrder } from './floats.ts';
import { numberOf, rangeLength, typeName, type Value } from './values.ts';

/** One comparison looks at this many values at most, because nested tuples may hold more than a lab can count. */
const MOST_VALUES = 100_000;

/** Says whether two values are equal, as `==` does. */
export function equal(left: Value, right: Value): boolean {
  return new Comparison().equal(left, right);
}

export function compare(operator: '<' | '>' | '<=' | '>=', left: Value, right: Value): boolean {
  const order = new Comparison().order(operator, left, right);
  if (operator === '<') return order < 0;
  if (operator === '>') return order > 0;
  return operator === '<=' ? order <= 0 : order >= 0;
}

class Comparison {
  #values = 0;
  #depth = 0;

  equal(left: Value, right: Value): boolean {
    this.#values += 1;
    if (this.#values > MOST_VALUES)
      return raise('MemoryError', `a lab compares at most ${MOST_VALUES} values at once`);
    const order = floatOrder(left, right);
    if (order !== null) return order === 0;
    const [a, b] = [numberOf(left), numberOf(right)];
    if (a !== null && b !== null) return a === b;
    if (left.is === 'str' && right.is === 'str') return left.text === right.text;
    if (left.is === 'bytes' && right.is === 'bytes') return left.bytes.equals(right.bytes);
    const [items, others] = itemsOfBoth(left, right);
    if (items !== undefined && others !== undefined)
      return items.length === others.length && this.#firstDifference(items, others) < 0;
    if (left.is === 'range' && right.is === 'range') return equalRanges(left, right);
    return identical(left, right);
  }

  /** Returns a number below, equal to or above 0, or NaN. */
  order(operator: string, left: Value, right: Value): number {
    const floats = floatOrder(left, right);
    if (floats !== null) return floats;
    const [a, b] = [numberOf(left), numberOf(right)];
    if (a !== null && b !== null) return a < b ? -1 : Number(a > b);
    if (left.is === 'bytes' && right.is === 'bytes') return Buffer.compare(left.bytes, right.bytes);
    if (left.is === 'str' && right.is === 'str') return orderOfText(left.text, right.text);
    const [items, others] = itemsOfBoth(left, right);
    if (items !== undefined && others !== undefined) {
      const at = this.#firstDifference(items, others);
      const [item, other] = at < 0 ? [] : [items[at], others[at]];
      return item === undefined || other === undefined
        ? items.length - others.length
        : this.#nested(() => this.order(operator, item, other));
    }
    return raise(
      'TypeError',
      `'${operator}' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`,
    );
  }

  /** Python takes an item for equal to itself without a look inside (Objects/object.c, `PyObject_RichCompareBool`). */
  #firstDifference(items: readonly Value[], others: readonly Value[]): number {
    return this.#nested(() =>
      items.findIndex((item, i) => {
        const other = others[i];
        return other !== undefined && item !== other && !this.equal(item, other);
      }),
    );
  }

  #nested<T>(act: () => T): T {
    this.#depth += 1;
    if (this.#depth > LIMITS.nestedValues)
      return raise('LabRefusal', `values here are nested at most ${LIMITS.nestedValues} deep`);
    const result = act();
    this.#depth -= 1;
    return result;
  }
}

/** Returns the items of two tuples or of two lists: a list is never equal to a tuple. */
function itemsOfBoth(left: Value, right: Value): readonly (readonly Value[] | undefined)[] {
  if (left.is === 'tuple' && right.is === 'tuple') return [left.items, right.items];
  return left.is === 'list' && right.is === 'list' ? [left.list.items, right.list.items] : [];
}

/** Says whether two values are one object, as `is` does. Python promises it for no two equal numbers, texts or tuples. */
export function identical(left: Value, right: Value): boolean {
  if (left.is === 'socket' && right.is === 'socket') return left.socket === right.socket;
  if (left.is === 'function' && right.is === 'function') return left.function === right.function;
  if (left.is === 'thread' && right.is === 'thread') return left.thread === right.thread;
  if (left.is === 'exception' && right.is === 'exception') return left.exception === right.exception;
  if (left.is === 'bool' && right.is === 'bool') return left.value === right.value;
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

/** The order of the code points, which UTF-16 has not. */
function orderOfText(left: string, right: string): number {
  const [a, b] = [Array.from(left), Array.from(right)];
  const at = a.findIndex((character, i) => character !== b[i]);
  if (at < 0) return a.length - b.length;
  return (a[at]?.codePointAt(0) ?? 0) - (b[at]?.codePointAt(0) ?? -1);
}
