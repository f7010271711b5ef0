import { parser } from '@lezer/python';
import type { SyntaxNode } from '@lezer/common';
import * as v from 'valibot';
import { savedAddresses, savedHeader, type SavedAddress } from '../../../../shared/programs/standalone.ts';
import { programSchema } from '../../../../shared/programs/schema.ts';
import type { Handler, Program, Statement } from '../../../../shared/programs/tree.ts';
import { outOfBounds } from './bounds.ts';
import { ExpressionReader } from './expressions.ts';
import { Unreadable, type Finding, type FindingCode, type TextRange, type Reading } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { misplacedGlobals } from './globals.ts';
import { readClasses, readDefinition, readManagers } from './heads.ts';
import { indentationError } from './indentation.ts';
import { notImported, readImport } from './imports.ts';
import { readLoop } from './loops.ts';
import { Remarks } from './remarks.ts';
import { readSimple, unsupported, type Inside } from './simple-statements.ts';
import { children, errorIn, lineAround } from './syntax.ts';

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
const LEFT_OUT = new Set([':', ';']);

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
    // The parser takes a `print` without a line's end behind it for the statement of Python 2.
    const tree = parser.parse(`${this.#text}\n`);
    const program = this.#program(tree.topNode);
    for (const { from, to, name, lab } of this.#addresses)
      this.#add({ from, to, severity: 'info', code: 'lab-address', about: `${name} = '${lab}'` });
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
    for (const { at, name } of misplacedGlobals(statements))
      this.#refuse(this.#places.get(at) ?? this.#whole, 'global-place', name);
    if (this.#findings.length > 0) return null;
    const missing = notImported(program);
    for (const { at, module } of missing)
      this.#add({
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

  /** A node may end with the line's end that the text lacks. */
  #add(finding: Finding): void {
    const { length } = this.#text;
    const [from, to] = [Math.min(finding.from, length), Math.min(finding.to, length)];
    this.#findings.push({ ...finding, from, to });
  }

  #refuse(place: TextRange, code: FindingCode, about = ''): null {
    this.#add({ from: place.from, to: place.to, severity: 'error', code, about });
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
        this.#add({ ...finding, to: end < 0 ? finding.to : Math.min(finding.to, end) });
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
    return [
      OPENERS.has(node.name) ? this.#compound(node, inside) : readSimple(node, this.#expressions, inside),
    ];
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
        const [body = []] = this.#bodies(node, { ...inside, loop: true });
        this.#refuseElse(node);
        return { ...readLoop(node, this.#expressions), body };
      }
      case 'FunctionDefinition':
        return this.#definition(node);
      case 'WithStatement': {
        const [body = []] = this.#bodies(node, inside);
        return { is: 'with', items: readManagers(node, this.#expressions), body };
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
    const head = readDefinition(node, this.#expressions);
    const [body = []] = this.#bodies(node, { loop: false, function: true });
    return { ...head, body };
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
      else if (word?.name !== 'except') throw unsupported(word ?? node, this.#expressions);
      else
        handlers.push({
          exception: readClasses(classes, this.#expressions),
          ...(as !== undefined && { name: this.#expressions.name(as) }),
          body: block,
        });
    }
    return { is: 'try', body, handlers, ...ends };
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
}
