import type { SyntaxNode } from '@lezer/common';
import { isEncoding, ENCODINGS } from '../../../../shared/programs/params.ts';
import { isNumericAddress } from '../../../../shared/tcp/address.ts';
import { CONSTANTS, SOCKET_METHODS } from '../../../../shared/programs/socket-vocabulary.ts';
import { FLOAT } from '../../../../shared/programs/float-literal.ts';
import { VALUE_METHODS } from '../../../../shared/programs/vocabulary.ts';
import type { Expression, ParameterKind } from '../../../../shared/programs/tree.ts';
import { Unreadable, type TextRanges } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { readCall } from './calls.ts';
import { CONSTANT, FAMILIES, KNOWN_CONSTANTS } from './constants.ts';
import { readComprehension } from './loops.ts';
import { NUMBERS, TUPLE, type Meaning } from './meanings.ts';
import { readFormatString } from './format-strings.ts';
import { readNegative, readOperations } from './operations.ts';
import { NODES } from './other-ways.ts';
import { readString } from './strings.ts';
import { children, listed, readEntries, type ExpressionsOf } from './syntax.ts';

/** Ids of literals, where the kind's own name is not what a reader would call it. */
const NAMES: Partial<Record<ParameterKind, string>> = { text: 'message', bytes: 'bytes', count: 'times' };

/** Reads expressions; literals become editable parameters by where they stand. Throws Unreadable. */
export class ExpressionReader implements ExpressionsOf {
  readonly #text: string;
  readonly #places: TextRanges;
  /** Names that stand for an address of the lab (`savedAddresses`). */
  readonly #addresses: ReadonlyMap<string, string>;
  readonly #counts = new Map<string, number>();
  /** How many f-strings the reader is inside: their literals cannot be edited. */
  #fixed = 0;

  constructor(text: string, places: TextRanges, addresses: ReadonlyMap<string, string>) {
    this.#text = text;
    this.#places = places;
    this.#addresses = addresses;
  }

  /** `as`: what a plain literal at this place means. */
  read(node: SyntaxNode | undefined, as: Meaning = null): Expression {
    if (node === undefined) throw new Unreadable({ from: 0, to: this.#text.length }, 'syntax', '');
    return this.at(node, this.#read(node, as));
  }

  #read(node: SyntaxNode, as: Meaning): Expression {
    const text = this.of(node);
    switch (node.name) {
      case 'VariableName': {
        const address = this.#addresses.get(text);
        if (address !== undefined) return this.#parameter('address', address);
        return this.#constant(node, text) ?? { is: 'name', name: this.name(node) };
      }
      case 'MemberExpression':
        return this.#member(node);
      case 'Boolean':
        return as === 'flag'
          ? this.#parameter('flag', text === 'True')
          : { is: 'literal', value: text === 'True' };
      case 'Number': {
        const value = Number(text.replaceAll('_', ''));
        // 1e3 is a float to Python.
        const whole =
          /^(?:0(?:[xX](?:_?[\da-fA-F])+|[oO](?:_?[0-7])+|[bB](?:_?[01])+)|0(?:_?0)*|[1-9](?:_?\d)*)$/.test(
            text,
          ) && Number.isSafeInteger(value);
        if (!whole && FLOAT.test(text)) return { is: 'float', text };
        if (!whole) throw new Unreadable(node, 'unsupported', text);
        return NUMBERS.has(as) ? this.#parameter(as as ParameterKind, value) : { is: 'literal', value };
      }
      case 'String':
        return this.#string(node, as);
      case 'ParenthesizedExpression':
        return this.read(children(node)[1], as);
      case 'TupleExpression':
        return {
          is: 'tuple',
          items: listed(node).map((item, i) => this.read(item, TUPLE[as ?? '']?.[i] ?? null)),
        };
      case 'ArrayExpression':
        return { is: 'list', items: listed(node).map((item) => this.read(item)) };
      case 'DictionaryExpression':
        return { is: 'dict', entries: readEntries(node, this) };
      case 'UnaryExpression':
        if (text.startsWith('-')) return readNegative(node, this);
        if (children(node)[0]?.name !== 'not') throw new Unreadable(node, 'unsupported', text);
        return readOperations(node, this);
      case 'None':
        return { is: 'none' };
      case 'FormatString':
        return readFormatString(node, this.#text, (one) => {
          this.#fixed += 1;
          try {
            return this.read(one);
          } finally {
            this.#fixed -= 1;
          }
        });
      case 'BinaryExpression':
        return readOperations(node, this);
      case 'ArrayComprehensionExpression':
        return readComprehension(node, this);
      case 'CallExpression':
        return readCall(node, this);
      default: {
        const way = NODES[node.name];
        throw way === undefined
          ? new Unreadable(node, 'unsupported', text)
          : new Unreadable(node, 'other-way', way);
      }
    }
  }

  /** Null unless the name is, or looks like, a constant of Python's socket module. */
  #constant(node: SyntaxNode, text: string): Expression | null {
    if ((CONSTANTS as readonly string[]).includes(text)) return { is: 'constant', name: text as never };
    if ((FAMILIES as readonly string[]).includes(text)) return this.#parameter('family', text);
    if (text === 'SOCK_DGRAM') throw new Unreadable(node, 'datagrams', text, 'SOCK_STREAM');
    if (text === 'MSG_WAITALL') throw new Unreadable(node, 'waitall', text);
    if (!CONSTANT.test(text)) return null;
    const meant = nearest(text, KNOWN_CONSTANTS);
    throw new Unreadable(node, meant === null ? 'unsupported' : 'unknown-constant', text, meant);
  }

  /** `socket.AF_INET`, as where the module itself is imported. A method that is not called does nothing. */
  #member(node: SyntaxNode): Expression {
    if (FLOAT.test(this.of(node))) return { is: 'float', text: this.of(node) };
    const [on, point, property] = children(node);
    if (on === undefined || property === undefined) throw new Unreadable(node, 'syntax', '');
    if (point?.name === '[') return this.#subscript(node);
    const name = this.of(property);
    if (name === 'errno' || name === 'strerror') return { is: 'attribute', on: this.read(on), name };
    const constant = this.of(on) === 'socket' ? this.#constant(property, name) : null;
    if (constant?.is === 'constant' || constant?.is === 'parameter') return { ...constant, module: 'socket' };
    const isMethod = ([...SOCKET_METHODS, ...VALUE_METHODS] as readonly string[]).includes(name);
    const text = this.of(node);
    throw new Unreadable(node, 'unsupported', text, isMethod ? `${text}()` : null);
  }

  /** Reads `on[index]` and `on[from:to:step]`. */
  #subscript(node: SyntaxNode): Expression {
    const [on, , ...parts] = children(node).slice(0, -1);
    const odd = parts.find(({ name }) => name === ',');
    if (odd !== undefined) throw new Unreadable(node, 'unsupported', this.of(node));
    if (!parts.some(({ name }) => name === ':'))
      return { is: 'index', on: this.read(on), index: this.read(parts[0], 'plain') };
    const bounds: (SyntaxNode | undefined)[] = [];
    let at = 0;
    for (const part of parts)
      if (part.name === ':') at += 1;
      else bounds[at] = part;
    const [from, to, step] = bounds.map((one) => one && this.read(one, 'plain'));
    return {
      is: 'slice',
      on: this.read(on),
      ...(from && { from }),
      ...(to && { to }),
      ...(step && { step }),
    };
  }

  #string(node: SyntaxNode, as: Meaning): Expression {
    const { is, value, quote } = readString(this.of(node), node);
    const quoted = quote && { quote };
    if (is === 'bytes') return { ...this.#parameter('bytes', value), ...quoted };
    if (!value.isWellFormed()) throw new Unreadable(node, 'lone-surrogate', '');
    if (as === 'plain') return { is: 'literal', value, ...quoted };
    if (as === 'address' && value !== '' && !isNumericAddress(value))
      throw new Unreadable(node, /^[\d.]+$|:/.test(value) ? 'not-an-address' : 'no-name-service', value);
    if (as === 'encoding' && !isEncoding(value)) {
      const meant = nearest(value, ENCODINGS);
      throw new Unreadable(node, 'unknown-encoding', value, meant === null ? null : `'${meant}'`);
    }
    const kind = as === null || as === 'pair' || NUMBERS.has(as) ? 'text' : as;
    return { ...this.#parameter(kind, value), ...quoted };
  }

  /** Ids are by kind and number: what is edited is one literal, not all that look like it. */
  #parameter(kind: ParameterKind, value: string | number | boolean): Expression {
    // The quotes of an f-string permit no text that an edit could make.
    if (this.#fixed > 0 && kind !== 'family')
      return kind === 'bytes' ? { is: 'bytes', text: String(value) } : { is: 'literal', value };
    const base = NAMES[kind] ?? kind.replaceAll('-', '_');
    const count = (this.#counts.get(base) ?? 0) + 1;
    this.#counts.set(base, count);
    return { is: 'parameter', id: count === 1 ? base : `${base}_${count}`, kind, value };
  }

  /** A name that the tree can hold (`shared/programs/schema.ts`). */
  name(node: SyntaxNode): string {
    const text = this.of(node);
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,31}$/.test(text)) throw new Unreadable(node, 'bad-name', text);
    return text;
  }

  of({ from, to }: SyntaxNode): string {
    return this.#text.slice(from, to);
  }

  at<T extends object>({ from, to }: SyntaxNode, made: T): T {
    this.#places.set(made, { from, to });
    return made;
  }
}
