import { createHash } from 'node:crypto';
import { LIMITS } from '../../../shared/limits.ts';
import { raise } from './exceptions.ts';
import { piecesOf, type Charge } from './long-work.ts';
import { numberOf, rangeLength, typeName, type Value } from './values.ts';

/** The costs of a key and of a digest, beside those of their bytes. */
const KEY_BYTES = 1024;
const DIGEST_BYTES = 4096;
/** A longer key is stood for by its SHA-256. A table of JavaScript finds long texts of one length slowly. */
const LONGEST_KEY = 64;

/**
 * Returns a text that stands for a value as the key of a dict: equal values have the same one, and others never. Raises
 * TypeError for a value that changes (The Python Language Reference, 3.3.1, `object.__hash__`).
 */
export function keyOf(value: Value, charge: Charge): Promise<string> {
  return new Keys(charge).of(value);
}

class Keys {
  readonly #charge: Charge;
  /** A tuple to which several others refer is looked at once. */
  readonly #known = new Map<Value, string>();
  #depth = 0;

  constructor(charge: Charge) {
    this.#charge = charge;
  }

  async of(value: Value): Promise<string> {
    const turn = this.#charge(KEY_BYTES);
    if (turn !== null) await turn;
    switch (value.is) {
      case 'none':
        return 'n';
      case 'bool':
      case 'int':
      case 'enum':
        return this.#text('i', (numberOf(value) ?? 0n).toString(16));
      case 'float':
        return Number.isInteger(value.value)
          ? this.#text('i', BigInt(value.value).toString(16))
          : keyOfFraction(value.value);
      case 'str':
        return this.#text('s', value.text);
      case 'bytes':
        return this.#bytes('b', value.bytes);
      case 'tuple':
        return this.#tuple(value);
      case 'range': {
        const length = rangeLength(value);
        // Ranges are equal if they give the same numbers.
        const parts = [length, ...(length > 0n ? [value.start] : []), ...(length > 1n ? [value.step] : [])];
        return this.#text('r', parts.map((one) => one.toString(16)).join(' '));
      }
      case 'class':
      case 'builtin':
      case 'module':
        return `.${value.is} ${value.name}`;
      case 'socket':
        return keyOfObject(value.socket);
      case 'function':
        return keyOfObject(value.function);
      case 'thread':
        return keyOfObject(value.thread);
      case 'exception':
        return keyOfObject(value.exception);
      case 'enumerate':
        return keyOfObject(value);
      case 'view':
        return value.of === 'values' ? keyOfObject(value) : unhashable(value);
      case 'list':
      case 'bytearray':
      case 'dict':
        return unhashable(value);
      default:
        return value satisfies never;
    }
  }

  async #tuple(tuple: Extract<Value, { is: 'tuple' }>): Promise<string> {
    const known = this.#known.get(tuple);
    if (known !== undefined) return known;
    this.#depth += 1;
    if (this.#depth > LIMITS.nestedValues)
      return raise('LabRefusal', `values here are nested at most ${LIMITS.nestedValues} deep`);
    const parts: string[] = [];
    for (const item of tuple.items) {
      const part = await this.of(item);
      parts.push(`${part.length} ${part}`);
    }
    this.#depth -= 1;
    const key = await this.#text('t', parts.join(''));
    this.#known.set(tuple, key);
    return key;
  }

  #text(kind: string, text: string): string | Promise<string> {
    return text.length <= LONGEST_KEY
      ? kind + text
      : this.#digest(kind, text.length, (from, to) => Buffer.from(text.slice(from, to), 'utf16le'));
  }

  #bytes(kind: string, bytes: Buffer): string | Promise<string> {
    return bytes.length <= LONGEST_KEY
      ? kind + bytes.toString('latin1')
      : this.#digest(kind, bytes.length, (from, to) => bytes.subarray(from, to));
  }

  async #digest(kind: string, length: number, part: (from: number, to: number) => Buffer): Promise<string> {
    await this.#charge(DIGEST_BYTES);
    const hash = createHash('sha256');
    for await (const { from, to } of piecesOf(length, this.#charge, 4)) hash.update(part(from, to));
    return kind.toUpperCase() + hash.digest('base64');
  }
}

function keyOfFraction(value: number): string {
  if (Number.isNaN(value)) return raise('LabRefusal', 'nan as a key: each one is another key to Python');
  return `f${value}`;
}

export function unhashable(value: Value): never {
  return raise('TypeError', `unhashable type: '${typeName(value)}'`);
}

const numbers = new WeakMap<object, number>();
let numbered = 0;

/** Objects without a value that could be compared are told apart by their identity. */
function keyOfObject(object: object): string {
  let number = numbers.get(object);
  if (number === undefined) {
    numbered += 1;
    number = numbered;
    numbers.set(object, number);
  }
  return `o${number}`;
}
