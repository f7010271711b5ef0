import { pythonBytes, pythonString } from './string-literals.ts';
import type { Expression, Operator, ParameterKind, Program, Statement } from './tree.ts';

/**
 * A part of a line, with the kind that decides its colour. A token with a `parameter` is a literal that can
 * be edited in place.
 */
export interface Token {
  readonly kind: 'name' | 'call' | 'constant' | 'string' | 'number' | 'keyword' | 'punctuation' | 'comment';
  readonly text: string;
  readonly parameter?: {
    readonly id: string;
    readonly kind: ParameterKind;
    readonly value: string | number | boolean;
  };
}

/** A line of a listing. `line` counts from 1, and events refer to the line by it. */
export interface ListingLine {
  readonly line: number;
  /** The indentation in levels of four spaces. */
  readonly indent: number;
  /** The tokens of the line, without its indentation. */
  readonly tokens: readonly Token[];
  /** The statement that the line begins. No thread stops at `else:`, at `try:` and at a line without code. */
  readonly statement: Statement;
  readonly executable: boolean;
}

const punctuation = (text: string): Token => ({ kind: 'punctuation', text });
const keyword = (text: string): Token => ({ kind: 'keyword', text });
const nameToken = (text: string): Token => ({ kind: 'name', text });

function valueToken(value: string | number | boolean, quote?: '"'): Token {
  if (typeof value === 'string') return { kind: 'string', text: pythonString(value, quote) };
  if (typeof value === 'boolean') return keyword(value ? 'True' : 'False');
  return { kind: 'number', text: String(value) };
}

function parameterToken(kind: ParameterKind, value: string | number | boolean, quote?: '"'): Token {
  if (kind === 'family') return { kind: 'constant', text: String(value) };
  if (kind === 'bytes') return { kind: 'string', text: pythonBytes(String(value), quote) };
  return valueToken(value, quote);
}

/** Returns an editable literal as the listing writes it. */
export function literalText(kind: ParameterKind, value: string | number | boolean): string {
  return parameterToken(kind, value).text;
}

function joined(parts: readonly (readonly Token[])[]): Token[] {
  return parts.flatMap((part, i) => (i === 0 ? [...part] : [punctuation(', '), ...part]));
}

function argumentsOf(call: Extract<Expression, { args: readonly Expression[] }>): Token[] {
  const parts = [
    ...call.args.map((arg) => tokensOf(arg)),
    ...(call.keywords ?? []).map(({ name, value }) => [
      nameToken(name),
      punctuation('='),
      ...tokensOf(value),
    ]),
  ];
  return [punctuation('('), ...joined(parts), punctuation(')')];
}

/** The precedence of the operators; a higher one binds more tightly (The Python Language Reference, 6.17). */
const PRECEDENCE: Readonly<Record<Operator, number>> = {
  or: 1,
  and: 2,
  '==': 4,
  '!=': 4,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
};
const NOT = 3;

function precedence(expression: Expression): number {
  if (expression.is === 'operation') return PRECEDENCE[expression.operator];
  return expression.is === 'not' ? NOT : 10;
}

function within(expression: Expression, least: number): Token[] {
  const tokens = tokensOf(expression);
  return precedence(expression) < least ? [punctuation('('), ...tokens, punctuation(')')] : tokens;
}

/** `socket.` before a name of the module. */
function prefix({ module }: { readonly module?: string }): Token[] {
  return module === undefined ? [] : [nameToken(module), punctuation('.')];
}

function tokensOf(expression: Expression): Token[] {
  switch (expression.is) {
    case 'constant':
      return [...prefix(expression), { kind: 'constant', text: expression.name }];
    case 'literal':
      return [valueToken(expression.value, expression.quote)];
    case 'bytes':
      return [parameterToken('bytes', expression.text, expression.quote)];
    case 'parameter': {
      const { id, kind, value, quote } = expression;
      const token = { ...parameterToken(kind, value, quote), parameter: { id, kind, value } };
      return [...prefix(expression), token];
    }
    case 'name':
      return [nameToken(expression.name)];
    case 'tuple': {
      const items = expression.items.map((item) => tokensOf(item));
      const end = items.length === 1 ? ',)' : ')';
      return [punctuation('('), ...joined(items), punctuation(end)];
    }
    case 'not':
      return [keyword('not '), ...within(expression.value, NOT)];
    case 'operation': {
      const { operator, left, right } = expression;
      const least = PRECEDENCE[operator];
      const word = /[a-z]/.test(operator);
      const token: Token = { kind: word ? 'keyword' : 'punctuation', text: ` ${operator} ` };
      // A comparison beside another one would be chained (The Python Language Reference, 6.10).
      return [
        ...within(left, least === PRECEDENCE['=='] ? least + 1 : least),
        token,
        ...within(right, least + 1),
      ];
    }
    case 'call':
      return [...prefix(expression), { kind: 'call', text: expression.function }, ...argumentsOf(expression)];
    case 'method':
      return [
        ...within(expression.on, 10),
        punctuation('.'),
        { kind: 'call', text: expression.method },
        ...argumentsOf(expression),
      ];
    default:
      return expression satisfies never;
  }
}

export function expressionText(expression: Expression): string {
  return tokensOf(expression)
    .map(({ text }) => text)
    .join('');
}

function headTokens(statement: Statement): Token[] {
  switch (statement.is) {
    case 'do':
      return tokensOf(statement.value);
    case 'assign':
      return [
        ...joined(statement.to.map((target) => [nameToken(target)])),
        punctuation(` ${statement.operator ?? ''}= `),
        ...tokensOf(statement.value),
      ];
    case 'if':
    case 'while':
      return [keyword(`${statement.is} `), ...tokensOf(statement.test), punctuation(':')];
    case 'for':
      return [
        keyword('for '),
        nameToken(statement.name),
        keyword(' in '),
        ...tokensOf(statement.over),
        punctuation(':'),
      ];
    case 'def':
      return [
        keyword('def '),
        { kind: 'call', text: statement.name },
        punctuation('('),
        ...joined(statement.parameters.map((parameter) => [nameToken(parameter)])),
        punctuation('):'),
      ];
    case 'return':
      return statement.value === undefined
        ? [keyword('return')]
        : [keyword('return '), ...tokensOf(statement.value)];
    case 'break':
    case 'continue':
    case 'pass':
      return [keyword(statement.is)];
    case 'import':
      return [keyword('import '), nameToken(statement.module)];
    case 'import-from':
      return [
        keyword('from '),
        nameToken(statement.module),
        keyword(' import '),
        ...joined(statement.names.map((one) => [nameToken(one)])),
      ];
    case 'try':
      return [keyword('try'), punctuation(':')];
    case 'remark':
      return statement.text === '' ? [] : [{ kind: 'comment', text: statement.text }];
    default:
      return statement satisfies never;
  }
}

/** Returns the lines of a statement and of the statements inside it. */
function linesOf(statement: Statement, indent: number): Omit<ListingLine, 'line'>[] {
  const { comment } = statement;
  const head = {
    indent,
    statement,
    executable: statement.is !== 'try' && statement.is !== 'remark',
    tokens: [
      ...headTokens(statement),
      ...(comment === undefined ? [] : [{ kind: 'comment', text: `  ${comment}` } as const]),
    ],
  };
  const block = (statements: readonly Statement[]) => statements.flatMap((s) => linesOf(s, indent + 1));
  const part = (executable: boolean, ...tokens: Token[]) => ({ indent, statement, executable, tokens });
  switch (statement.is) {
    case 'if':
      return statement.otherwise === undefined
        ? [head, ...block(statement.body)]
        : [
            head,
            ...block(statement.body),
            part(false, keyword('else'), punctuation(':')),
            ...block(statement.otherwise),
          ];
    case 'while':
    case 'for':
    case 'def':
      return [head, ...block(statement.body)];
    case 'try':
      return [
        head,
        ...block(statement.body),
        ...statement.handlers.flatMap(({ exception, name, body }) => [
          part(
            true,
            keyword('except '),
            { kind: 'constant', text: exception },
            ...(name === undefined ? [] : [keyword(' as '), nameToken(name)]),
            punctuation(':'),
          ),
          ...block(body),
        ]),
      ];
    case 'do':
    case 'assign':
    case 'import':
    case 'import-from':
    case 'return':
    case 'break':
    case 'continue':
    case 'pass':
    case 'remark':
      return [head];
    default:
      return statement satisfies never;
  }
}

const known = new WeakMap<Program, readonly ListingLine[]>();

/** Returns the Python listing of a program. It is cached by the tree, which never changes. */
export function listing(program: Program): readonly ListingLine[] {
  const before = known.get(program);
  if (before !== undefined) return before;
  const lines = program.statements
    .flatMap((statement) => linesOf(statement, 0))
    .map((line, i) => ({ line: i + 1, ...line }));
  known.set(program, lines);
  return lines;
}

/** Returns a line's text without its indentation. */
export function lineText(line: ListingLine): string {
  return line.tokens.map((token) => token.text).join('');
}

/**
 * Returns the expressions that a thread evaluates at a line, outermost first. Returns null for lines such as
 * `else:` and `break`.
 */
export function expressionAt({ statement, executable, tokens }: ListingLine): Expression | null {
  if (!executable || tokens[0]?.text === 'except ') return null;
  switch (statement.is) {
    case 'do':
    case 'assign':
      return statement.value;
    case 'return':
      return statement.value ?? null;
    case 'if':
    case 'while':
      return statement.test;
    case 'for':
      return statement.over;
    case 'def':
    case 'import':
    case 'import-from':
    case 'break':
    case 'continue':
    case 'pass':
    case 'try':
    case 'remark':
      return null;
    default:
      return statement satisfies never;
  }
}

/** Says whether two programs differ only in values that can be edited in place. */
export function isEditOf(program: Program, original: Program): boolean {
  const shape = (of: Program): string =>
    listing(of)
      .map(({ indent, tokens }) =>
        [indent, ...tokens.map(({ parameter, text }) => parameter?.id ?? text)].join(' '),
      )
      .join('\n');
  return shape(program) === shape(original);
}
