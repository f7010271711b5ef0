import { LIMITS } from '../limits.ts';
import { utf8Length } from '../bytes.ts';
import type { Expression, ParameterKind, Program, Statement } from './tree.ts';

export type ParameterValue = string | number | boolean;

export interface Parameter {
  readonly id: string;
  readonly kind: ParameterKind;
  readonly value: ParameterValue;
}

/** Why a value was refused; sentences for people are made from the code at the edge. */
export type ParameterError =
  | { readonly code: 'unknown-parameter'; readonly id: string }
  | {
      readonly code: 'bad-value';
      readonly id: string;
      readonly kind: ParameterKind;
      readonly min?: number;
      readonly max?: number;
    };

const RANGES: Partial<Record<ParameterKind, readonly [number, number]>> = {
  port: [0, 65_535],
  backlog: [0, LIMITS.backlog],
  'recv-size': [0, LIMITS.recvSize],
  'buffer-bytes': [1, LIMITS.socketBufferBytes],
};

/** The lowest and highest number a kind takes, or null where it is not a number. */
export function parameterRange(kind: ParameterKind): readonly [number, number] | null {
  return RANGES[kind] ?? null;
}

function check(parameter: Parameter, value: ParameterValue): ParameterError | null {
  const { id, kind } = parameter;
  const range = parameterRange(kind);
  if (range !== null) {
    const [min, max] = range;
    const good = typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
    return good ? null : { code: 'bad-value', id, kind, min, max };
  }
  if (kind === 'flag') return typeof value === 'boolean' ? null : { code: 'bad-value', id, kind };
  if (kind === 'family')
    return value === 'AF_INET' || value === 'AF_INET6' ? null : { code: 'bad-value', id, kind };
  if (typeof value !== 'string') return { code: 'bad-value', id, kind };
  if (kind === 'address')
    return /^[0-9a-fA-F:.]{0,45}$/.test(value) ? null : { code: 'bad-value', id, kind, max: 45 };
  const max = LIMITS.messageLiteralBytes;
  // A lone surrogate has no UTF-8 bytes: Python's encode() would raise before any system call.
  return value.isWellFormed() && utf8Length(value) <= max ? null : { code: 'bad-value', id, kind, max };
}

function inExpression(expression: Expression, visit: (p: Parameter) => ParameterValue): Expression {
  switch (expression.is) {
    case 'parameter': {
      const value = visit(expression);
      return value === expression.value ? expression : { ...expression, value };
    }
    case 'tuple':
      return { ...expression, items: expression.items.map((item) => inExpression(item, visit)) };
    case 'call':
      return { ...expression, args: expression.args.map((arg) => inExpression(arg, visit)) };
    case 'method':
      return {
        ...expression,
        on: inExpression(expression.on, visit),
        args: expression.args.map((arg) => inExpression(arg, visit)),
      };
    default:
      return expression;
  }
}

function mapParameters(program: Program, visit: (p: Parameter) => ParameterValue): Program {
  return {
    statements: program.statements.map((statement): Statement => ({
      ...statement,
      value: inExpression(statement.value, visit),
    })),
  };
}

/** Every editable literal of a program, in listing order. */
export function parametersOf(program: Program): Parameter[] {
  const found: Parameter[] = [];
  mapParameters(program, (parameter) => {
    found.push({ id: parameter.id, kind: parameter.kind, value: parameter.value });
    return parameter.value;
  });
  return found;
}

/** The program with one literal changed, or the reason it cannot be. */
export function setParameter(
  program: Program,
  id: string,
  value: ParameterValue,
): { readonly ok: true; readonly program: Program } | { readonly ok: false; readonly error: ParameterError } {
  const known = parametersOf(program).find((parameter) => parameter.id === id);
  if (known === undefined) return { ok: false, error: { code: 'unknown-parameter', id } };
  const error = check(known, value);
  if (error !== null) return { ok: false, error };
  return { ok: true, program: mapParameters(program, (p) => (p.id === id ? value : p.value)) };
}

/** A value from a command line: `1024`, `true`, or text, by the parameter's own kind. */
export function parameterFromText(kind: ParameterKind, text: string): ParameterValue {
  if (parameterRange(kind) !== null) return text.trim() === '' ? Number.NaN : Number(text);
  if (kind === 'flag')
    return /^(true|1|on)$/i.test(text) ? true : /^(false|0|off)$/i.test(text) ? false : text;
  return text;
}
