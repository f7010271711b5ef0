import { parser } from '@lezer/python';
import type { SyntaxNode } from '@lezer/common';
import * as v from 'valibot';
import { savedAddresses, savedHeader, type SavedAddress } from '../../../../shared/programs/standalone.ts';
import { programSchema } from '../../../../shared/programs/schema.ts';
import { EXCEPTIONS, UPDATE_OPERATORS } from '../../../../shared/programs/vocabulary.ts';
import type {
  ExceptionName,
  Expression,
  Handler,
  Program,
  Statement,
  WithItem,
} from '../../../../shared/programs/tree.ts';
import { outOfBounds } from './bounds.ts';
import { ExpressionReader } from './expressions.ts';
import { Unreadable, type Finding, type FindingCode, type TextRange, type Reading } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { indentationError } from './indentation.ts';
import { notImported, readImport } from './imports.ts';
import { Remarks } from './remarks.ts';
import { children, errorIn, lineAround, listed } from './syntax.ts';

/**
 * Reads the part of Python that programs here are made of (`shared/programs/tree.ts`): what it gives is
 * listed again with the words, comments and quotes of the text. Literals become editable parameters.
 * Never throws: what cannot be read is a finding.
 */
export function readPython(text: string): Reading {
  return new Reader(text).read();
}

const OPENERS = new Set([
  'IfStatement',
  'WhileStatement',
  'ForStatement',
  'FunctionDefinition',
  'TryStatement',
  'WithStatement',
]);
/** The words that begin a line with a block below it. */
const HEADS: readonly string[] = [
  'if',
  'elif',
  'else',
  'while',
  'for',
  'def',
  'try',
  'except',
  'finally',
  'with',
];
/** Exceptions of modules, and what catches them here. */
const ALIASES: Readonly<Record<string, ExceptionName>> = {
  'socket.timeout': 'TimeoutError',
  'socket.error': 'OSError',
  'socket.gaierror': 'OSError',
  'struct.error': 'Exception',
};
const LEFT_OUT = new Set([':', ';']);

/** The surroundings of a statement, which decide whether it may break or return. */
interface Inside {
  readonly loop: boolean;
  readonly function: boolean;
}

class Reader {
  readonly #text: string;
  readonly #findings: Finding[] = [];
  readonly #places: Reading['places'] = new WeakMap();
  readonly #expressions: ExpressionReader;

  readonly #addresses: readonly SavedAddress[];
  readonly #remarks: Remarks;
  /** The offset at which the program begins, behind the header of a saved script. */
  readonly #begin: number;

  constructor(text: string) {
    this.#text = text;
    this.#begin = savedHeader(text);
    this.#remarks = new Remarks(text, this.#begin);
    this.#addresses = savedAddresses(text);
    const names = new Map(this.#addresses.map(({ name, lab }) => [name, lab]));
    this.#expressions = new ExpressionReader(text, this.#places, names);
  }

  read(): Reading {
    const tree = parser.parse(this.#text);
    const program = this.#program(tree.topNode);
    for (const { from, to, name, lab } of this.#addresses)
      this.#findings.push({ from, to, severity: 'info', code: 'lab-address', about: `${name} = '${lab}'` });
    return { program, findings: this.#findings, places: this.#places };
  }

  #program(topNode: SyntaxNode): Program | null {
    const all = [...this.#block(topNode, { loop: false, function: false }), ...this.#remarks.below(0)];
    // A saved script has blank lines around its addresses, which the program has not.
    const statements = all.slice(all.findIndex((one) => one.is !== 'remark' || one.text !== ''));
    this.#checkIndentation();
    if (this.#findings.length > 0) return null;
    if (statements.every(({ is }) => is === 'remark')) return this.#refuse(this.#whole, 'empty');
    const program = { statements };
    const missing = notImported(program);
    for (const { at, module } of missing)
      this.#findings.push({
        ...(this.#places.get(at) ?? this.#whole),
        severity: 'error',
        code: 'not-imported',
        about: module,
        instead: `import ${module}`,
      });
    if (missing.length > 0) return null;
    const outside = outOfBounds(program);
    for (const { at, code, about } of outside) this.#refuse(this.#places.get(at) ?? this.#whole, code, about);
    if (outside.length > 0) return null;
    return v.is(programSchema, program) ? program : this.#refuse(this.#whole, 'too-large');
  }

  /** The editor's grammar permits more than Python, and stumbles over the rest at another line than Python. */
  #checkIndentation(): void {
    const error = indentationError(this.#text);
    if (error === null) return;
    const own = this.#findings.filter(
      ({ code, from, to }) =>
        code !== 'syntax' || !error.lines.some((line) => from <= line.to && line.from <= to),
    );
    this.#findings.splice(0, this.#findings.length, ...own);
    this.#refuse(error.place, error.code, error.message);
  }

  get #whole(): TextRange {
    return { from: 0, to: this.#text.length };
  }

  #refuse(place: TextRange, code: FindingCode, about = ''): null {
    this.#findings.push({ from: place.from, to: place.to, severity: 'error', code, about });
    return null;
  }

  #block(node: SyntaxNode, inside: Inside): Statement[] {
    return children(node).flatMap((child) => {
      try {
        const broken = errorIn(child);
        if (broken !== null) throw this.#noPython(broken);
        return this.#statement(child, inside);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        // A whole block is named by its first line.
        const { finding } = error;
        if (this.#findings.some((one) => one.code === 'syntax' && one.from === finding.from)) return [];
        const end = this.#text.indexOf('\n', finding.from);
        this.#findings.push({ ...finding, to: end < 0 ? finding.to : Math.min(finding.to, end) });
        return [];
      }
    });
  }

  #statement(node: SyntaxNode, inside: Inside): Statement[] {
    if (LEFT_OUT.has(node.name) || node.from < this.#begin) return [];
    if (node.name === 'StatementGroup') return this.#block(node, inside);
    const before = this.#remarks.above(node.from);
    const { above, comment } = this.#remarks.beside(node.from);
    if (this.#addresses.some(({ from }) => from === node.from)) return [];
    const [head, ...others] = this.#statements(node, inside);
    const statement = comment === undefined || head === undefined ? head : { ...head, comment };
    return [...before, ...above, ...(statement === undefined ? [] : [statement, ...others])].map((one) =>
      this.#expressions.at(node, one),
    );
  }

  #statements(node: SyntaxNode, inside: Inside): Statement[] {
    if (node.name === 'ImportStatement') return readImport(node, this.#text);
    return [OPENERS.has(node.name) ? this.#compound(node, inside) : this.#simple(node, inside)];
  }

  #simple(node: SyntaxNode, inside: Inside): Statement {
    const parts = children(node);
    switch (node.name) {
      case 'ExpressionStatement':
        if (parts.length !== 1) throw this.#unsupported(node);
        return { is: 'do', value: this.#expressions.read(parts[0]) };
      case 'AssignStatement':
        return this.#assign(node);
      case 'ReturnStatement':
        if (!inside.function) throw new Unreadable(node, 'outside-function', '');
        return parts.length === 1
          ? { is: 'return' }
          : { is: 'return', value: this.#value(parts.slice(1), node) };
      case 'BreakStatement':
        if (!inside.loop) throw new Unreadable(node, 'outside-loop', this.#expressions.of(node));
        return { is: 'break' };
      case 'ContinueStatement':
        if (!inside.loop) throw new Unreadable(node, 'outside-loop', this.#expressions.of(node));
        return { is: 'continue' };
      case 'UpdateStatement': {
        const [target, sign, value] = parts;
        const operator = UPDATE_OPERATORS.find(
          (one) => sign !== undefined && this.#expressions.of(sign) === `${one}=`,
        );
        if (target?.name !== 'VariableName' || operator === undefined || parts.length !== 3)
          throw this.#unsupported(node);
        const to = [this.#expressions.name(target)];
        return { is: 'assign', to, value: this.#expressions.read(value), operator };
      }
      case 'RaiseStatement': {
        const from = parts.find(({ name }) => name === 'from');
        if (from !== undefined) throw new Unreadable(node, 'raise-from', '');
        if (parts.length > 2) throw this.#unsupported(node);
        return parts.length === 1
          ? { is: 'raise' }
          : { is: 'raise', value: this.#expressions.read(parts[1], 'plain') };
      }
      case 'PassStatement':
        return { is: 'pass' };
      default:
        throw this.#unsupported(node);
    }
  }

  #assign(node: SyntaxNode): Statement {
    const parts = children(node);
    const equals = parts.findIndex(({ name }) => name === 'AssignOp');
    const targets = parts.slice(0, equals).filter(({ name }) => name !== ',');
    const values = parts.slice(equals + 1);
    const [target] = targets;
    if (targets.length === 1 && target?.name === 'MemberExpression') {
      const item = this.#expressions.read(target);
      if (item.is !== 'index') throw this.#unsupported(node);
      return { is: 'set-item', on: item.on, index: item.index, value: this.#value(values, node) };
    }
    if (targets.some(({ name }) => name !== 'VariableName')) throw this.#unsupported(node);
    const to = targets.map((target) => this.#expressions.name(target));
    return { is: 'assign', to, value: this.#value(values, node) };
  }

  /** A value behind `=` or `return`. A tuple there may have no brackets. */
  #value(parts: readonly SyntaxNode[], node: SyntaxNode): Expression {
    const [first, comma] = parts;
    if (comma === undefined) return this.#expressions.read(first);
    const items = parts.filter((_, i) => i % 2 === 0);
    if (parts.some(({ name }, i) => i % 2 === 1 && name !== ',')) throw this.#unsupported(node);
    return { is: 'tuple', items: items.map((item) => this.#expressions.read(item)), bare: true };
  }

  #compound(node: SyntaxNode, inside: Inside): Statement {
    const parts = children(node);
    switch (node.name) {
      case 'IfStatement': {
        const tests = parts.flatMap(({ name }, i) =>
          name === 'if' || name === 'elif' ? [parts[i + 1]] : [],
        );
        return this.#branches(tests, this.#bodies(node, inside));
      }
      case 'WhileStatement': {
        const [body = []] = this.#bodies(node, { ...inside, loop: true });
        this.#refuseElse(node);
        return { is: 'while', test: this.#expressions.read(parts[1]), body };
      }
      case 'ForStatement': {
        const [word, target, , over, after] = parts;
        const [body = []] = this.#bodies(node, { ...inside, loop: true });
        this.#refuseElse(node);
        const plain = word?.name === 'for' && target?.name === 'VariableName' && after?.name === 'Body';
        if (!plain) throw this.#unsupported(node);
        const name = this.#expressions.name(target);
        return { is: 'for', name, over: this.#expressions.read(over, 'count'), body };
      }
      case 'FunctionDefinition':
        return this.#definition(node);
      case 'WithStatement': {
        const [body = []] = this.#bodies(node, inside);
        return { is: 'with', items: this.#managers(node), body };
      }
      default:
        return this.#attempt(node, this.#bodies(node, inside));
    }
  }

  /** Each `elif` is an `if` in the block before it. */
  #branches(
    [test, ...tests]: readonly (SyntaxNode | undefined)[],
    [body = [], ...bodies]: Statement[][],
  ): Statement {
    const first = { is: 'if', test: this.#expressions.read(test), body } as const;
    if (tests.length > 0) {
      const chained = this.#branches(tests, bodies);
      this.#expressions.at(tests[0]!, chained);
      return { ...first, otherwise: [chained], elif: true };
    }
    const [otherwise] = bodies;
    return otherwise === undefined ? first : { ...first, otherwise };
  }

  #refuseElse(loop: SyntaxNode): void {
    const odd = children(loop).find(({ name }) => name === 'else');
    if (odd !== undefined) throw new Unreadable(odd, 'loop-else', this.#expressions.of(loop.firstChild!));
  }

  #definition(node: SyntaxNode): Statement {
    const parts = children(node);
    const [word, called] = parts;
    if (word?.name !== 'def' || called === undefined) throw this.#unsupported(node);
    const list = parts.find(({ name }) => name === 'ParamList');
    const listed = list === undefined ? [] : children(list);
    const odd = listed.find(({ name }) => !['(', ')', ',', 'VariableName'].includes(name));
    if (odd !== undefined) throw this.#unsupported(odd);
    const parameters = listed
      .filter(({ name }) => name === 'VariableName')
      .map((one) => this.#expressions.name(one));
    const [body = []] = this.#bodies(node, { loop: false, function: true });
    return { is: 'def', name: this.#expressions.name(called), parameters, body };
  }

  /** Reads `with a as b, c:`. */
  #managers(node: SyntaxNode): WithItem[] {
    const items: WithItem[] = [];
    const parts = children(node).slice(1, -1);
    if (children(node)[0]?.name !== 'with') throw this.#unsupported(node);
    for (let i = 0; i < parts.length; i += 1) {
      const value = this.#expressions.read(parts[i]);
      if (parts[i + 1]?.name === 'as') {
        const name = parts[i + 2];
        if (name?.name !== 'VariableName') throw this.#unsupported(node);
        items.push({ value, name: this.#expressions.name(name) });
        i += 2;
      } else items.push({ value });
      i += 1;
    }
    return items;
  }

  #attempt(node: SyntaxNode, [body = [], ...bodies]: Statement[][]): Statement {
    const handlers: Handler[] = [];
    const ends: { otherwise?: Statement[]; last?: Statement[] } = {};
    let words: SyntaxNode[] = [];
    for (const part of children(node).slice(2)) {
      if (part.name !== 'Body') {
        words.push(part);
        continue;
      }
      const block = bodies.shift() ?? [];
      const [word, classes, , as] = words;
      words = [];
      if (word?.name === 'else') ends.otherwise = block;
      else if (word?.name === 'finally') ends.last = block;
      else if (word?.name !== 'except') throw this.#unsupported(word ?? node);
      else
        handlers.push({
          exception: this.#classes(classes),
          ...(as !== undefined && { name: this.#expressions.name(as) }),
          body: block,
        });
    }
    return { is: 'try', body, handlers, ...ends };
  }

  /** A bare `except:` catches what `except Exception:` does here. */
  #classes(node: SyntaxNode | undefined): Handler['exception'] {
    if (node?.name === 'TupleExpression') return listed(node).map((one) => this.#exception(one));
    return node === undefined ? 'Exception' : this.#exception(node);
  }

  #exception(node: SyntaxNode): ExceptionName {
    const name = this.#expressions.of(node);
    const found = EXCEPTIONS.find((one) => one === name);
    if (found !== undefined) return found;
    throw new Unreadable(node, 'unknown-exception', name, ALIASES[name] ?? nearest(name, EXCEPTIONS));
  }

  #bodies(node: SyntaxNode, inside: Inside): Statement[][] {
    const parts = children(node);
    const bodies = parts.filter(({ name }) => name === 'Body');
    return bodies.map((body, i) => {
      const before = this.#findings.length;
      // The comment of a further head, such as `else:`, becomes the first line below it.
      const [, head] = i === 0 ? [] : parts.slice(parts.indexOf(bodies[i - 1]!));
      const { above, comment } = head === undefined ? { above: [] } : this.#headRemarks(head);
      const beside: Statement[] = comment === undefined ? [] : [{ is: 'remark', text: comment }];
      const statements = this.#block(body, inside);
      if (statements.length === 0 && this.#findings.length === before)
        throw new Unreadable(body, 'empty', '');
      const isLast = i === bodies.length - 1;
      const below = this.#remarks.below(isLast ? this.#columnOf(body) : 0);
      return [...above, ...beside, ...statements, ...below];
    });
  }

  #headRemarks({ from }: SyntaxNode): ReturnType<Remarks['beside']> {
    this.#remarks.above(from);
    return this.#remarks.beside(from);
  }

  /** Returns the column at which a block's lines begin. */
  #columnOf(body: SyntaxNode): number {
    const from = children(body).find(({ name }) => name !== ':')?.from ?? body.from;
    return from - (this.#text.lastIndexOf('\n', from - 1) + 1);
  }

  /** A line that ends in a colon begins with a keyword, which may be misspelt. */
  #noPython({ from }: SyntaxNode): Unreadable {
    const line = lineAround(this.#text, from);
    const [, word] = /^\s*([a-zA-Z]+)\b.*:\s*$/.exec(this.#text.slice(line.from, line.to)) ?? [];
    const meant = word === undefined || HEADS.includes(word) ? null : nearest(word, HEADS);
    return new Unreadable(line, 'syntax', '', meant);
  }

  #unsupported(node: SyntaxNode): Unreadable {
    const [line = ''] = this.#expressions.of(node).split('\n');
    return new Unreadable(node, 'unsupported', line);
  }
}
