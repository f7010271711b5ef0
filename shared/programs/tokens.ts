import { ATOM, COMPARISON, PRECEDENCE, UNARY } from './precedence.ts';
import { escapedText, pythonBytes, pythonString } from './string-literals.ts';
import type { Expression, LoopTarget, Operator, ParameterKind } from './tree.ts';

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

export const punctuation = (text: string): Token => ({ kind: 'punctuation', text });
export const keyword = (text: string): Token => ({ kind: 'keyword', text });
export const nameToken = (text: string): Token => ({ kind: 'name', text });

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

export function joined(parts: readonly (readonly Token[])[]): Token[] {
  return parts.flatMap((part, i) => (i === 0 ? [...part] : [punctuation(', '), ...part]));
}

/** The parts of a tuple: one alone has a comma behind it. */
export function row(parts: readonly (readonly Token[])[]): Token[] {
  return parts.length === 1 ? [...joined(parts), punctuation(',')] : joined(parts);
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

function precedence(expression: Expression): number {
  if (expression.is === 'operation') return PRECEDENCE[expression.operator];
  if (expression.is === 'comparisons') return COMPARISON;
  if (expression.is === 'not' || expression.is === 'minus') return UNARY[expression.is];
  // `-1` is an operator and a number to Python.
  return expression.is === 'literal' && Number(expression.value) < 0 ? UNARY.minus : ATOM;
}

function within(expression: Expression, least: number): Token[] {
  const tokens = tokensOf(expression);
  return precedence(expression) < least ? [punctuation('('), ...tokens, punctuation(')')] : tokens;
}

/** `socket.` before a name of the module. */
function prefix({ module }: { readonly module?: string }): Token[] {
  return module === undefined ? [] : [nameToken(module), punctuation('.')];
}

export function tokensOf(expression: Expression): Token[] {
  switch (expression.is) {
    case 'constant':
      return [...prefix(expression), { kind: 'constant', text: expression.name }];
    case 'literal':
      return [valueToken(expression.value, expression.quote)];
    case 'float':
      return [{ kind: 'number', text: expression.text }];
    case 'bytes':
      return [parameterToken('bytes', expression.text, expression.quote)];
    case 'parameter': {
      const { id, kind, value, quote } = expression;
      const token = { ...parameterToken(kind, value, quote), parameter: { id, kind, value } };
      return [...prefix(expression), token];
    }
    case 'name':
      return [nameToken(expression.name)];
    case 'tuple':
      return [punctuation('('), ...row(expression.items.map((item) => tokensOf(item))), punctuation(')')];
    case 'not':
      return [keyword('not '), ...within(expression.value, UNARY.not)];
    case 'minus':
      return [punctuation('-'), ...within(expression.value, UNARY.minus)];
    case 'list':
      return [punctuation('['), ...joined(expression.items.map((item) => tokensOf(item))), punctuation(']')];
    case 'dict':
      return [
        punctuation('{'),
        ...joined(
          expression.entries.map(({ key, value }) => [
            ...tokensOf(key),
            punctuation(': '),
            ...tokensOf(value),
          ]),
        ),
        punctuation('}'),
      ];
    case 'index':
      return [
        ...within(expression.on, ATOM),
        punctuation('['),
        ...tokensOf(expression.index),
        punctuation(']'),
      ];
    case 'slice': {
      const { on, from, to, step } = expression;
      const bound = (of: Expression | undefined): Token[] => (of === undefined ? [] : tokensOf(of));
      return [
        ...within(on, ATOM),
        punctuation('['),
        ...bound(from),
        punctuation(':'),
        ...bound(to),
        ...(step === undefined ? [] : [punctuation(':'), ...tokensOf(step)]),
        punctuation(']'),
      ];
    }
    case 'attribute':
      return [...receiver(expression.on), punctuation('.'), nameToken(expression.name)];
    case 'f-string':
      return formatTokens(expression);
    case 'none':
      return [keyword('None')];
    case 'operation':
      return operationTokens(expression, expression.left, [{ ...expression, value: expression.right }]);
    case 'comparisons':
      return operationTokens(expression, expression.first, expression.rest);
    case 'comprehension': {
      const { value, name, over, test } = expression;
      return [
        punctuation('['),
        ...tokensOf(value),
        keyword(' for '),
        ...targetTokens(name),
        keyword(' in '),
        ...tokensOf(over),
        ...(test === undefined ? [] : [keyword(' if '), ...tokensOf(test)]),
        punctuation(']'),
      ];
    }
    case 'call':
      return [...prefix(expression), { kind: 'call', text: expression.function }, ...argumentsOf(expression)];
    case 'method':
      return [
        ...receiver(expression.on),
        punctuation('.'),
        { kind: 'call', text: expression.method },
        ...argumentsOf(expression),
      ];
    default:
      return expression satisfies never;
  }
}

function operationTokens(
  whole: Expression,
  first: Expression,
  rest: readonly { readonly operator: Operator; readonly value: Expression }[],
): Token[] {
  const least = precedence(whole);
  return [
    // A comparison beside another one would be chained (The Python Language Reference, 6.10).
    ...within(first, least === COMPARISON ? least + 1 : least),
    ...rest.flatMap(({ operator, value }): Token[] => [
      { kind: /[a-z]/.test(operator) ? 'keyword' : 'punctuation', text: ` ${operator} ` },
      ...within(value, least + 1),
    ]),
  ];
}

export const targetTokens = (target: LoopTarget): Token[] =>
  typeof target === 'string' ? [nameToken(target)] : row(target.map((one) => [nameToken(one)]));

/** A number with a method has brackets: Python reads `5.` as a float. */
function receiver(on: Expression): Token[] {
  const isNumber = (on.is === 'literal' || on.is === 'parameter') && typeof on.value === 'number';
  return isNumber ? [punctuation('('), ...tokensOf(on), punctuation(')')] : within(on, ATOM);
}

function formatTokens({ parts, quote: written }: Extract<Expression, { is: 'f-string' }>): Token[] {
  const quote = written ?? "'";
  const string = (text: string): Token => ({ kind: 'string', text });
  return [
    string(`f${quote}`),
    ...parts.flatMap((part) => {
      if (typeof part === 'string')
        return [string(escapedText(part).replaceAll(/[{}]/g, '$&$&').replaceAll(quote, `\\${quote}`))];
      const { value, conversion, format } = part;
      const behind = `${conversion === undefined ? '' : `!${conversion}`}${format === undefined ? '' : `:${format}`}`;
      return [string('{'), ...tokensOf(value), string(`${behind}}`)];
    }),
    string(quote),
  ];
}

/** Returns the tokens of a value behind `=` or `return`, where a tuple may have no brackets. */
export function valueTokens(value: Expression): Token[] {
  return value.is === 'tuple' && value.bare
    ? row(value.items.map((item) => tokensOf(item)))
    : tokensOf(value);
}

export function expressionText(expression: Expression): string {
  return tokensOf(expression)
    .map(({ text }) => text)
    .join('');
}
