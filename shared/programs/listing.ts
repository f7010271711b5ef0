import type { Expression, ParameterKind, Program, Statement } from './tree.ts';

/** One coloured piece of a line. A token with `parameter` is a literal that can be edited in place. */
export interface Token {
  readonly kind: 'name' | 'call' | 'constant' | 'string' | 'number' | 'keyword' | 'punctuation';
  readonly text: string;
  readonly parameter?: {
    readonly id: string;
    readonly kind: ParameterKind;
    readonly value: string | number | boolean;
  };
}

/** A listing's line; `line` counts from 1 and is the statement's identity in events. */
export interface ListingLine {
  readonly line: number;
  readonly tokens: readonly Token[];
  readonly statement: Statement;
}

/** A Python string literal, as `repr` writes it. */
export function pythonString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(
    /[\\\n\r\t]/g,
    (c) => ({ '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' })[c] ?? c,
  );
  const control = escaped.replace(
    /[\u0000-\u001f\u007f]/g,
    (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return quote + control.replaceAll(quote, `\\${quote}`) + quote;
}

const punctuation = (text: string): Token => ({ kind: 'punctuation', text });

function valueToken(value: string | number | boolean): Token {
  if (typeof value === 'string') return { kind: 'string', text: pythonString(value) };
  if (typeof value === 'boolean') return { kind: 'keyword', text: value ? 'True' : 'False' };
  return { kind: 'number', text: String(value) };
}

function list(items: readonly Expression[]): Token[] {
  return items.flatMap((item, i) => (i === 0 ? tokensOf(item) : [punctuation(', '), ...tokensOf(item)]));
}

function tokensOf(expression: Expression): Token[] {
  switch (expression.is) {
    case 'constant':
      return [{ kind: 'constant', text: expression.name }];
    case 'literal':
      return [valueToken(expression.value)];
    case 'parameter': {
      const { id, kind, value } = expression;
      const token: Token = kind === 'family' ? { kind: 'constant', text: String(value) } : valueToken(value);
      return [{ ...token, parameter: { id, kind, value } }];
    }
    case 'name':
      return [{ kind: 'name', text: expression.name }];
    case 'tuple':
      return [punctuation('('), ...list(expression.items), punctuation(')')];
    case 'call':
      return [
        { kind: 'call', text: expression.function },
        punctuation('('),
        ...list(expression.args),
        punctuation(')'),
      ];
    case 'method':
      return [
        ...tokensOf(expression.on),
        punctuation('.'),
        { kind: 'call', text: expression.method },
        punctuation('('),
        ...list(expression.args),
        punctuation(')'),
      ];
    default:
      return expression satisfies never;
  }
}

function statementTokens(statement: Statement): Token[] {
  if (statement.is === 'do') return tokensOf(statement.value);
  const targets = statement.to.flatMap((target, i): Token[] =>
    i === 0 ? [{ kind: 'name', text: target }] : [punctuation(', '), { kind: 'name', text: target }],
  );
  return [...targets, punctuation(' = '), ...tokensOf(statement.value)];
}

/** The Python listing of a program, one line a statement. */
export function listing(program: Program): ListingLine[] {
  return program.statements.map((statement, i) => ({
    line: i + 1,
    statement,
    tokens: statementTokens(statement),
  }));
}

export function lineText(line: ListingLine): string {
  return line.tokens.map((token) => token.text).join('');
}

/** The listing as a script that runs by itself. */
export function pythonScript(program: Program): string {
  return ['from socket import *', '', ...listing(program).map(lineText), ''].join('\n');
}
