import type { SyntaxNode } from '@lezer/common';
import { isSingleton } from '../../../../shared/programs/singletons.ts';
import { isEncoding, ENCODINGS } from '../../../../shared/programs/params.ts';
import { isNumericAddress } from '../../../../shared/tcp/address.ts';
import { CONSTANTS, SOCKET_METHODS } from '../../../../shared/programs/socket-vocabulary.ts';
import { FLOAT } from '../../../../shared/programs/float-literal.ts';
import {
  CALLABLES,
  FUNCTIONS_OF_PYTHON,
  MODULES,
  namesOf,
  OPERATORS,
  VALUE_METHODS,
} from '../../../../shared/programs/vocabulary.ts';
import type { Expression, Keyword, Operator, ParameterKind } from '../../../../shared/programs/tree.ts';
import { Unreadable, type TextRanges } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { argumentKinds, FUNCTION_KEYWORDS, KEYWORDS, NUMBERS, TUPLE, type Meaning } from './meanings.ts';
import { readFormatString } from './format-strings.ts';
import { readString } from './strings.ts';
import { children, climb, listed } from './syntax.ts';

const FAMILIES = ['AF_INET', 'AF_INET6'] as const;
const KNOWN_CONSTANTS: readonly string[] = [...CONSTANTS, ...FAMILIES];
/** The form of the constants in Python's socket module. */
const CONSTANT = /^(?:AF|SOCK|SOL|SO|TCP|IPPROTO|SHUT|MSG)_[A-Z\d_]+$/;

const TAKES_ADDRESS: ReadonlySet<string> = new Set(['create_connection', 'create_server']);

/** The functions for whose numbers no bounds of a literal hold. */
const PLAIN_NUMBERS: ReadonlySet<string> = new Set([
  ...FUNCTIONS_OF_PYTHON.filter((name) => name !== 'range'),
  ...CALLABLES.time,
  ...CALLABLES.struct,
]);

/** The methods of UDP's sockets, with those that TCP's have in their place. */
const DATAGRAM_METHODS: Readonly<Record<string, string>> = { sendto: 'sendall', recvfrom: 'recv' };

/** Ids of literals, where the kind's own name is not what a reader would call it. */
const NAMES: Partial<Record<ParameterKind, string>> = { text: 'message', bytes: 'bytes', count: 'times' };

/** Reads expressions; literals become editable parameters by where they stand. Throws Unreadable. */
export class ExpressionReader {
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
      case 'UnaryExpression':
        if (text.startsWith('-')) return this.#negative(node);
        if (children(node)[0]?.name !== 'not') throw new Unreadable(node, 'unsupported', text);
        return this.#operations(node);
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
        return this.#operations(node);
      case 'CallExpression':
        return this.#call(node);
      default:
        throw new Unreadable(node, 'unsupported', text);
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

  /** Operators are put together by Python's own precedence: a grammar for editors is laxer (`not a and b`). */
  #operations(node: SyntaxNode): Expression {
    // AF-INET is a difference to Python, of two names that nothing makes.
    const written = this.of(node);
    const joined = written.replaceAll(/\s*-\s*/g, '_');
    if (joined !== written && (CONSTANT.test(joined) || KNOWN_CONSTANTS.includes(joined))) {
      const meant = KNOWN_CONSTANTS.includes(joined) ? joined : nearest(joined, KNOWN_CONSTANTS);
      if (meant !== null) throw new Unreadable(node, 'unknown-constant', written, meant);
    }
    const items: (Expression | Operator | 'not')[] = [];
    const repeats = node.name === 'BinaryExpression' && this.of(children(node)[1]!) === '*';
    const flatten = (at: SyntaxNode): void => {
      const isNot = at.name === 'UnaryExpression' && children(at)[0]?.name === 'not';
      if (at.name !== 'BinaryExpression' && !isNot) {
        items.push(this.read(at, repeats ? 'count' : null));
        return;
      }
      const parts = children(at);
      for (const [i, part] of parts.entries()) {
        const word = this.of(part);
        const [before, after] = [parts[i - 1], parts[i + 1]];
        if (part.name === 'is') items.push(after?.name === 'not' ? 'is not' : 'is');
        else if (part.name === 'in') items.push(before?.name === 'not' ? 'not in' : 'in');
        else if (part.name === 'not') {
          if (before?.name !== 'is' && after?.name !== 'in') items.push('not');
        } else if ((OPERATORS as readonly string[]).includes(word)) items.push(word as Operator);
        else if (/^(ArithOp|CompareOp|BitOp)$/.test(part.name))
          throw new Unreadable(part, 'unsupported', word);
        else flatten(part);
      }
    };
    flatten(node);
    const operations = climb(items, node);
    this.#refuseIdentity(operations, node);
    return operations;
  }

  /** `is` compares objects, and Python does not promise which equal numbers and texts are one. */
  #refuseIdentity(operation: Expression, node: SyntaxNode): void {
    if (operation.is !== 'operation') return;
    const { operator, left, right } = operation;
    if (operator.startsWith('is') && !isSingleton(right))
      throw new Unreadable(node, 'identity', operator, operator === 'is' ? '==' : '!=');
    this.#refuseIdentity(left, node);
    this.#refuseIdentity(right, node);
  }

  #call(node: SyntaxNode): Expression {
    const [callee, list] = children(node);
    if (list === undefined) throw new Unreadable(node, 'syntax', '');
    const { plain, keywords } = this.#arguments(list);
    if (callee?.name === 'MemberExpression') {
      const [on, , property] = children(callee);
      const method = this.of(property!);
      const module = MODULES.find((one) => on !== undefined && one === this.of(on));
      if (module !== undefined && (CALLABLES[module] as readonly string[]).includes(method))
        return { ...this.#function(property!, plain, keywords), module };
      const methods: readonly string[] = [...SOCKET_METHODS, ...VALUE_METHODS];
      if (!methods.includes(method)) {
        const ofTcp = DATAGRAM_METHODS[method];
        if (ofTcp !== undefined) throw new Unreadable(property!, 'datagrams', method, ofTcp);
        const meant = nearest(method, module === undefined ? methods : namesOf(module));
        throw new Unreadable(property!, 'unknown-method', method, meant);
      }
      const takes = KEYWORDS[method] ?? {};
      const odd = keywords.find((one) => !(one.name in takes));
      if (odd !== undefined) {
        const meant = nearest(odd.name, Object.keys(takes));
        throw new Unreadable(odd.node, 'unsupported', `${odd.name}=`, meant && `${meant}=`);
      }
      const meanings = argumentKinds(
        method,
        plain.map((one) => this.of(one)),
      );
      const receiver = this.read(on);
      const args = plain.map((one, i) => this.read(one, meanings[i] ?? null));
      const named = keywords.map((one) => ({ name: one.name, value: this.read(one.node, takes[one.name]) }));
      const given = { args, ...(named.length > 0 && { keywords: named }) };
      return { is: 'method', on: receiver, method: method as never, ...given };
    }
    if (callee?.name !== 'VariableName') throw new Unreadable(node, 'unsupported', this.of(node));
    return this.#function(callee, plain, keywords);
  }

  #function(
    node: SyntaxNode,
    plain: readonly SyntaxNode[],
    keywords: readonly { readonly name: string; readonly node: SyntaxNode }[],
  ): Extract<Expression, { is: 'call' }> {
    const name = this.name(node);
    for (const keyword of keywords) {
      const takes = FUNCTION_KEYWORDS[name];
      // A function of the program has the keywords of its own parameters.
      if (takes === undefined || takes.includes(keyword.name)) continue;
      const meant = nearest(keyword.name, takes);
      throw new Unreadable(keyword.node, 'unsupported', `${keyword.name}=`, meant && `${meant}=`);
    }
    // A number given to a function is a literal that can be edited, whatever it means there.
    const meaning = TAKES_ADDRESS.has(name) ? 'pair' : PLAIN_NUMBERS.has(name) ? null : 'count';
    const args = plain.map((one) => this.read(one, meaning));
    const named: Keyword[] = keywords.map((one) => ({ name: one.name, value: this.read(one.node) }));
    return { is: 'call', function: name, args, ...(named.length > 0 && { keywords: named }) };
  }

  /** Python's own compiler makes one number of `-1`, too. */
  #negative(node: SyntaxNode): Expression {
    const operand = children(node)[1];
    const value = this.read(operand);
    const isNumber = operand?.name === 'Number' && value.is === 'literal';
    return isNumber && value.value !== 0
      ? { is: 'literal', value: -Number(value.value) }
      : { is: 'minus', value };
  }

  #arguments(list: SyntaxNode): {
    plain: SyntaxNode[];
    keywords: { name: string; node: SyntaxNode }[];
  } {
    const parts = listed(list);
    const plain: SyntaxNode[] = [];
    const keywords: { name: string; node: SyntaxNode }[] = [];
    for (let i = 0; i < parts.length; i += 1) {
      if (parts[i + 1]?.name === 'AssignOp') {
        const value = parts[i + 2];
        const name = this.name(parts[i]!);
        if (value === undefined || keywords.some((one) => one.name === name))
          throw new Unreadable(list, 'syntax', '');
        keywords.push({ name, node: value });
        i += 2;
      } else if (keywords.length > 0) throw new Unreadable(list, 'syntax', '');
      else plain.push(parts[i]!);
    }
    return { plain, keywords };
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
