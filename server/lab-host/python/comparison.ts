import { LIMITS } from '../../../shared/limits.ts';
import { raise } from './exceptions.ts';
import { floatOrder } from './floats.ts';
import { ITEM_BYTES, piecesOf, type Charge } from './long-work.ts';
import { bytesIn, numberOf, rangeLength, typeName, type PythonDict, type Value } from './values.ts';

/** One comparison looks at this many values at most, because nested tuples may hold more than a lab can count. */
const MOST_VALUES = 100_000;
/** The cost of an item that is copied without a look at it. */
const REFERENCE_BYTES = 8;

/** Says whether two values are equal, as `==` does. */
export function equal(left: Value, right: Value, charge: Charge): Promise<boolean> {
  return new Comparison(charge).equal(left, right);
}

/** Finds the first item from `from` to `to` that is equal to a value, or -1, among the items that there are now. */
export async function placeOf(
  sought: Value,
  items: readonly Value[],
  charge: Charge,
  from = 0,
  to = Infinity,
): Promise<number> {
  const now = items.slice(from, to);
  for (const [i, item] of now.entries()) if (await isItem(item, sought, charge)) return from + i;
  return -1;
}

/** Python takes an item for equal to itself without a look inside (Objects/object.c, `PyObject_RichCompareBool`). */
export async function isItem(item: Value, sought: Value, charge: Charge): Promise<boolean> {
  await charge(ITEM_BYTES);
  return item === sought || equal(item, sought, charge);
}

export async function compare(
  operator: '<' | '>' | '<=' | '>=',
  left: Value,
  right: Value,
  charge: Charge,
): Promise<boolean> {
  const order = await new Comparison(charge).order(operator, left, right);
  if (operator === '<') return order < 0;
  if (operator === '>') return order > 0;
  return operator === '<=' ? order <= 0 : order >= 0;
}

class Comparison {
  readonly #charge: Charge;
  #values = 0;
  #depth = 0;

  constructor(charge: Charge) {
    this.#charge = charge;
  }

  async equal(left: Value, right: Value): Promise<boolean> {
    this.#values += 1;
    if (this.#values > MOST_VALUES)
      return raise('MemoryError', `a lab compares at most ${MOST_VALUES} values at once`);
    const order = floatOrder(left, right);
    if (order !== null) return order === 0;
    const [a, b] = [numberOf(left), numberOf(right)];
    if (a !== null && b !== null) return a === b;
    if (left.is === 'str' && right.is === 'str') {
      await this.#charge(2 * Math.min(left.text.length, right.text.length));
      return left.text === right.text;
    }
    const [bytes, otherBytes] = [bytesIn(left), bytesIn(right)];
    if (bytes !== null && otherBytes !== null) {
      await this.#charge(bytes.length);
      return bytes.equals(otherBytes);
    }
    const [items, others] = await this.#itemsOfBoth(left, right);
    if (items !== undefined && others !== undefined)
      return items.length === others.length && (await this.#firstDifference(items, others)) < 0;
    if (left.is === 'dict' && right.is === 'dict') return this.#equalDicts(left.dict, right.dict);
    if (left.is === 'view' && right.is === 'view') {
      if (left.of === 'values' || right.of === 'values') return left === right;
      return raise('LabRefusal', 'a lab does not compare the views of dicts: compare lists of them');
    }
    if (left.is === 'range' && right.is === 'range') return equalRanges(left, right);
    return identical(left, right);
  }

  /** Returns a number below, equal to or above 0, or NaN. */
  async order(operator: string, left: Value, right: Value): Promise<number> {
    const floats = floatOrder(left, right);
    if (floats !== null) return floats;
    const [a, b] = [numberOf(left), numberOf(right)];
    if (a !== null && b !== null) return a < b ? -1 : Number(a > b);
    const [bytes, otherBytes] = [bytesIn(left), bytesIn(right)];
    if (bytes !== null && otherBytes !== null) {
      await this.#charge(bytes.length);
      return Buffer.compare(bytes, otherBytes);
    }
    if (left.is === 'str' && right.is === 'str') return orderOfText(left.text, right.text, this.#charge);
    const [items, others] = await this.#itemsOfBoth(left, right);
    if (items !== undefined && others !== undefined) {
      const at = await this.#firstDifference(items, others);
      const [item, other] = at < 0 ? [] : [items[at], others[at]];
      return item === undefined || other === undefined
        ? items.length - others.length
        : this.#nested(() => this.order(operator, item, other));
    }
    if (left.is === 'view' && right.is === 'view' && left.of !== 'values' && right.of !== 'values')
      return raise('LabRefusal', 'a lab does not compare the views of dicts: compare lists of them');
    return raise(
      'TypeError',
      `'${operator}' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`,
    );
  }

  /** The pairs are read at once, because another thread may change the dicts meanwhile. */
  async #equalDicts(left: PythonDict, right: PythonDict): Promise<boolean> {
    if (left.entries.size === right.entries.size) await this.#charge(left.entries.size * ITEM_BYTES);
    if (left.entries.size !== right.entries.size) return false;
    const [items, others]: [Value[], Value[]] = [[], []];
    for (const [key, { value }] of left.entries) {
      const other = right.entries.get(key);
      if (other === undefined) return false;
      items.push(value);
      others.push(other.value);
    }
    return (await this.#firstDifference(items, others)) < 0;
  }

  /** Returns the items that two tuples or two lists have at one moment. A list is never equal to a tuple. */
  async #itemsOfBoth(left: Value, right: Value): Promise<readonly (readonly Value[] | undefined)[]> {
    if (left.is === 'tuple' && right.is === 'tuple') return [left.items, right.items];
    if (left.is !== 'list' || right.is !== 'list') return [];
    await this.#charge((left.list.items.length + right.list.items.length) * REFERENCE_BYTES);
    return [[...left.list.items], [...right.list.items]];
  }

  #firstDifference(items: readonly Value[], others: readonly Value[]): Promise<number> {
    return this.#nested(async () => {
      for (let i = 0; i < Math.min(items.length, others.length); i += 1) {
        const [item, other] = [items[i]!, others[i]!];
        await this.#charge(ITEM_BYTES);
        if (item !== other && !(await this.equal(item, other))) return i;
      }
      return -1;
    });
  }

  async #nested<T>(act: () => Promise<T>): Promise<T> {
    this.#depth += 1;
    if (this.#depth > LIMITS.nestedValues)
      return raise('LabRefusal', `values here are nested at most ${LIMITS.nestedValues} deep`);
    const result = await act();
    this.#depth -= 1;
    return result;
  }
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
async function orderOfText(left: string, right: string, charge: Charge): Promise<number> {
  for await (const { from, to } of piecesOf(Math.min(left.length, right.length), charge, 8)) {
    if (left.slice(from, to) === right.slice(from, to)) continue;
    let at = from;
    while (left.charCodeAt(at) === right.charCodeAt(at)) at += 1;
    return orderOfUnit(left, at) - orderOfUnit(right, at);
  }
  return left.length - right.length;
}

/** The units of pairs are below the last units, and their characters are above them. */
function orderOfUnit(text: string, at: number): number {
  const isOfPair = (text.codePointAt(at) ?? 0) > 0xffff || (text.codePointAt(at - 1) ?? 0) > 0xffff;
  return text.charCodeAt(at) + (isOfPair ? 0x1_0000 : 0);
}
