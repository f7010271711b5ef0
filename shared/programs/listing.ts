import { partsOf, type Part } from './blocks.ts';
import {
  joined,
  keyword,
  nameToken,
  punctuation,
  row,
  targetTokens,
  tokensOf,
  valueTokens,
  type Token,
} from './tokens.ts';
import type { Expression, Program, Statement } from './tree.ts';

/** A line of a listing. `line` counts from 1, and events refer to the line by it. */
export interface ListingLine {
  readonly line: number;
  /** The indentation in levels of four spaces. */
  readonly indent: number;
  /** The tokens of the line, without its indentation. */
  readonly tokens: readonly Token[];
  /** The statement that the line begins. No thread stops at `else:`, at `try:`, at `global` and at a line without code. */
  readonly statement: Statement;
  readonly executable: boolean;
  /** True if the statement began at a line above, as with `else:` and `except …:`. */
  readonly continues?: true;
}

function headTokens(statement: Statement): Token[] {
  switch (statement.is) {
    case 'do':
      return tokensOf(statement.value);
    case 'assign':
      return [
        ...(statement.unpacks ? row : joined)(statement.to.map((target) => [nameToken(target)])),
        punctuation(` ${statement.operator ?? ''}= `),
        ...valueTokens(statement.value),
      ];
    case 'set-item':
      return [
        ...tokensOf({ is: 'index', on: statement.on, index: statement.index }),
        punctuation(` ${statement.operator ?? ''}= `),
        ...valueTokens(statement.value),
      ];
    case 'if':
    case 'while':
      return [keyword(`${statement.is} `), ...tokensOf(statement.test), punctuation(':')];
    case 'for':
      return [
        keyword('for '),
        ...targetTokens(statement.name),
        keyword(' in '),
        ...tokensOf(statement.over),
        punctuation(':'),
      ];
    case 'def':
      return [
        keyword('def '),
        { kind: 'call', text: statement.name },
        punctuation('('),
        ...joined(parameterTokens(statement)),
        punctuation('):'),
      ];
    case 'del':
      return [keyword('del '), ...joined(statement.targets.map((target) => tokensOf(target)))];
    case 'global':
      return [keyword('global '), ...joined(statement.names.map((one) => [nameToken(one)]))];
    case 'return':
      return statement.value === undefined
        ? [keyword('return')]
        : [keyword('return '), ...valueTokens(statement.value)];
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
    case 'with':
      return [
        keyword('with '),
        ...joined(
          statement.items.map(({ value, name }) => [
            ...tokensOf(value),
            ...(name === undefined ? [] : [keyword(' as '), nameToken(name)]),
          ]),
        ),
        punctuation(':'),
      ];
    case 'raise':
      return statement.value === undefined
        ? [keyword('raise')]
        : [keyword('raise '), ...tokensOf(statement.value)];
    case 'remark':
      return statement.text === '' ? [] : [{ kind: 'comment', text: statement.text }];
    default:
      return statement satisfies never;
  }
}

/** No thread stops at these lines. */
const WITHOUT_STOP: ReadonlySet<Statement['is']> = new Set(['try', 'global', 'remark']);

function parameterTokens({ parameters, defaults = [] }: Extract<Statement, { is: 'def' }>): Token[][] {
  return parameters.map((parameter, i) => {
    const value = defaults[i - parameters.length + defaults.length];
    return [nameToken(parameter), ...(value === undefined ? [] : [punctuation('='), ...tokensOf(value)])];
  });
}

/** Returns the lines of a statement and of the statements inside it. */
function linesOf(statement: Statement, indent: number): Omit<ListingLine, 'line'>[] {
  const { comment } = statement;
  const head = {
    indent,
    statement,
    executable: !WITHOUT_STOP.has(statement.is),
    tokens: [
      ...headTokens(statement),
      ...(comment === undefined ? [] : [{ kind: 'comment', text: `  ${comment}` } as const]),
    ],
  };
  const below = partsOf(statement).flatMap(({ head: first, block }) => {
    if (first === 'elif') {
      const [line, ...others] = block.flatMap((inner) => linesOf(inner, indent));
      return line === undefined
        ? []
        : [{ ...line, tokens: [keyword('elif '), ...line.tokens.slice(1)] }, ...others];
    }
    return [
      ...(first === null ? [] : [{ indent, statement, ...partHead(first) }]),
      ...block.flatMap((inner) => linesOf(inner, indent + 1)),
    ];
  });
  return [head, ...below];
}

const constantToken = (text: string): Token => ({ kind: 'constant', text });

/** The line above a further block of a statement. */
function partHead(
  head: Exclude<Part['head'], null | 'elif'>,
): Pick<ListingLine, 'tokens' | 'executable' | 'continues'> {
  if (typeof head === 'string')
    return { continues: true, executable: false, tokens: [keyword(head), punctuation(':')] };
  const { exception, name } = head;
  const tokens: Token[] = [
    keyword('except '),
    ...(typeof exception === 'string'
      ? [constantToken(exception)]
      : [punctuation('('), ...row(exception.map((one) => [constantToken(one)])), punctuation(')')]),
    ...(name === undefined ? [] : [keyword(' as '), nameToken(name)]),
    punctuation(':'),
  ];
  return { continues: true, executable: true, tokens };
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

/** Returns the lines that have another text than in the program before. */
export function changedLines(program: Program, before: Program): ListingLine[] {
  const texts = listing(before).map(lineText);
  return listing(program).filter((line) => lineText(line) !== texts[line.line - 1]);
}

/**
 * Returns the expressions that a thread evaluates at a line, outermost first. Returns null for lines such as
 * `else:` and `break`.
 */
export function expressionAt({ statement, executable, continues }: ListingLine): Expression | null {
  if (!executable || continues) return null;
  switch (statement.is) {
    case 'do':
    case 'assign':
    case 'set-item':
      return statement.value;
    case 'with':
      return statement.items[0]?.value ?? null;
    case 'raise':
    case 'return':
      return statement.value ?? null;
    case 'if':
    case 'while':
      return statement.test;
    case 'for':
      return statement.over;
    case 'def':
    case 'del':
    case 'global':
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
