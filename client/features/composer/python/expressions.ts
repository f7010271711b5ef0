import type { SyntaxNode } from '@lezer/common';
import {
  CONSTANTS,
  OPERATORS,
  SOCKET_METHODS,
  VALUE_METHODS,
  type Expression,
  type Keyword,
  type Operator,
  type ParameterKind,
} from '../../../../shared/programs/tree.ts';
import { Unreadable, type TextRanges } from '../findings.ts';
import { children, climb, listed, unescaped } from './syntax.ts';

/** The role of a literal's place: an editable parameter of a kind, nothing special (null), or never editable. */
export type Meaning = ParameterKind | 'plain' | null;

const NUMBERS: ReadonlySet<Meaning> = new Set(['count', 'port', 'backlog', 'recv-size', 'buffer-bytes']);
/** Ids of literals, where the kind's own name is not what a reader would call it. */
const NAMES: Partial<Record<ParameterKind, string>> = { text: 'message', bytes: 'bytes', count: 'times' };

/** Reads expressions; literals become editable parameters by where they stand. Throws Unreadable. */
export class ExpressionReader {
  readonly #text: string;
  readonly #places: TextRanges;
  readonly #counts = new Map<string, number>();

  constructor(text: string, places: TextRanges) {
    this.#text = text;
    this.#places = places;
  }

  /** `as`: what a plain literal at this place means. */
  read(node: SyntaxNode | undefined, as: Meaning = null): Expression {
    if (node === undefined) throw new Unreadable({ from: 0, to: this.#text.length }, 'syntax', '');
    return this.at(node, this.#read(node, as));
  }

  #read(node: SyntaxNode, as: Meaning): Expression {
    const text = this.of(node);
    switch (node.name) {
      case 'VariableName':
        if ((CONSTANTS as readonly string[]).includes(text)) return { is: 'constant', name: text as never };
        if (text === 'AF_INET' || text === 'AF_INET6') return this.#parameter('family', text);
        // A constant of Python's socket module that programs here do not have.
        if (/^(?:AF|SOCK|SOL|SO|TCP|IPPROTO|SHUT|MSG)_[A-Z\d_]+$/.test(text))
          throw new Unreadable(node, 'unsupported', text);
        return { is: 'name', name: this.name(node) };
      case 'Boolean':
        return as === 'flag'
          ? this.#parameter('flag', text === 'True')
          : { is: 'literal', value: text === 'True' };
      case 'Number': {
        const value = Number(text.replaceAll('_', ''));
        // 1e3 is a float to Python.
        const whole = /^(?:0[xXoObB][\da-fA-F_]+|[\d_]+)$/.test(text) && Number.isSafeInteger(value);
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
      case 'UnaryExpression':
        if (children(node)[0]?.name !== 'not') throw new Unreadable(node, 'unsupported', text);
        return this.#operations(node);
      case 'BinaryExpression':
        return this.#operations(node);
      case 'CallExpression':
        return this.#call(node);
      default:
        throw new Unreadable(node, 'unsupported', text);
    }
  }

  #string(node: SyntaxNode, as: Meaning): Expression {
    const match = /^(b?)('|")((?:[^\\]|\\.)*)\2$/s.exec(this.of(node));
    if (match === null || match[2] === undefined || this.of(node).includes('\n'))
      throw new Unreadable(node, 'unsupported', this.of(node));
    const value = unescaped(match[3] ?? '');
    if (match[1] === 'b') {
      if (!/^[\x20-\x7e]*$/.test(value)) throw new Unreadable(node, 'not-ascii', '');
      return this.#parameter('bytes', value);
    }
    return as === 'plain'
      ? { is: 'literal', value }
      : this.#parameter(as === null || NUMBERS.has(as) ? 'text' : as, value);
  }

  /** Operators are put together by Python's own precedence: a grammar for editors is laxer (`not a and b`). */
  #operations(node: SyntaxNode): Expression {
    const items: (Expression | Operator | 'not')[] = [];
    const repeats = node.name === 'BinaryExpression' && this.of(children(node)[1]!) === '*';
    const flatten = (at: SyntaxNode): void => {
      if (at.name !== 'BinaryExpression' && at.name !== 'UnaryExpression') {
        items.push(this.read(at, repeats ? 'count' : null));
        return;
      }
      for (const part of children(at)) {
        const word = this.of(part);
        if (word === 'not') items.push('not');
        else if ((OPERATORS as readonly string[]).includes(word)) items.push(word as Operator);
        else if (/^(ArithOp|CompareOp|BitOp|in|is)$/.test(part.name))
          throw new Unreadable(part, 'unsupported', word);
        else flatten(part);
      }
    };
    flatten(node);
    return climb(items, node);
  }

  #call(node: SyntaxNode): Expression {
    const [callee, list] = children(node);
    if (list === undefined) throw new Unreadable(node, 'syntax', '');
    const { plain, keywords } = this.#arguments(list);
    if (callee?.name === 'MemberExpression') {
      const [on, , property] = children(callee);
      const method = this.of(property!);
      // `socket.socket(…)` and `threading.Thread(…)`, as where the modules themselves are imported.
      if (on !== undefined && /^(?:socket\.socket|threading\.Thread)$/.test(`${this.of(on)}.${method}`))
        return this.#function(property!, plain, keywords);
      if (!([...SOCKET_METHODS, ...VALUE_METHODS] as readonly string[]).includes(method))
        throw new Unreadable(property!, 'unknown-method', method);
      if (keywords.length > 0)
        throw new Unreadable(keywords[0]!.node, 'unsupported', `${keywords[0]!.name}=`);
      const meanings = argumentKinds(
        method,
        plain.map((one) => this.of(one)),
      );
      const args = plain.map((one, i) => this.read(one, meanings[i] ?? null));
      return { is: 'method', on: this.read(on), method: method as never, args };
    }
    if (callee?.name !== 'VariableName') throw new Unreadable(node, 'unsupported', this.of(node));
    return this.#function(callee, plain, keywords);
  }

  #function(
    node: SyntaxNode,
    plain: readonly SyntaxNode[],
    keywords: readonly { readonly name: string; readonly node: SyntaxNode }[],
  ): Expression {
    const name = this.name(node);
    // A number given to a function is a literal that can be edited, whatever it means there.
    const args = plain.map((one) => this.read(one, name === 'len' || name === 'print' ? null : 'count'));
    const named: Keyword[] = keywords.map((one) => ({ name: one.name, value: this.read(one.node) }));
    return { is: 'call', function: name, args, ...(named.length > 0 && { keywords: named }) };
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
        if (value === undefined) throw new Unreadable(list, 'syntax', '');
        keywords.push({ name: this.of(parts[i]!), node: value });
        i += 2;
      } else plain.push(parts[i]!);
    }
    return { plain, keywords };
  }

  /** Ids are by kind and number: what is edited is one literal, not all that look like it. */
  #parameter(kind: ParameterKind, value: string | number | boolean): Expression {
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

/** The parameter kinds of an address' two parts. */
const TUPLE: Readonly<Record<string, readonly ParameterKind[]>> = { address: ['address', 'port'] };

/** The parameter kinds of plain literals that are a method's arguments. */
function argumentKinds(method: string, args: readonly string[]): readonly Meaning[] {
  switch (method) {
    case 'bind':
    case 'connect':
      return ['address'];
    case 'listen':
      return ['backlog'];
    case 'recv':
      return ['recv-size'];
    case 'encode':
    case 'decode':
      return ['encoding', 'plain'];
    case 'from_bytes':
    case 'to_bytes':
      return ['plain', 'plain'];
    case 'setsockopt':
      return [null, null, /^SO_(SND|RCV)BUF$/.test(args[1] ?? '') ? 'buffer-bytes' : 'flag'];
    default:
      return [];
  }
}
