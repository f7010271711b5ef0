import * as v from 'valibot';

/**
 * A program is data: this tree is rendered as the listing and run by the interpreter, so what is read
 * and what runs cannot differ. It covers what the first conversation needs; every literal marked with
 * a parameter id can be edited in place.
 */

/** What a parameter's value means, which decides its editor and its bounds (`params.ts`). */
export const PARAMETER_KINDS = [
  'text',
  'address',
  'port',
  'backlog',
  'recv-size',
  'buffer-bytes',
  'family',
  'flag',
] as const;
export type ParameterKind = (typeof PARAMETER_KINDS)[number];

/** Names of Python's socket module that are constants here. */
export const CONSTANTS = [
  'SOCK_STREAM',
  'SOL_SOCKET',
  'SO_REUSEADDR',
  'SO_RCVBUF',
  'SO_SNDBUF',
  'IPPROTO_TCP',
  'TCP_NODELAY',
  'SHUT_RD',
  'SHUT_WR',
  'SHUT_RDWR',
] as const;
export type ConstantName = (typeof CONSTANTS)[number];

export const SOCKET_METHODS = [
  'setsockopt',
  'getsockopt',
  'bind',
  'listen',
  'accept',
  'connect',
  'send',
  'recv',
  'shutdown',
  'close',
  'getsockname',
] as const;
export type SocketMethod = (typeof SOCKET_METHODS)[number];

export const TEXT_METHODS = ['encode', 'decode'] as const;
export type TextMethod = (typeof TEXT_METHODS)[number];

export type Expression =
  | { readonly is: 'constant'; readonly name: ConstantName }
  | { readonly is: 'literal'; readonly value: string | number }
  | {
      readonly is: 'parameter';
      readonly id: string;
      readonly kind: ParameterKind;
      readonly value: string | number | boolean;
    }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'tuple'; readonly items: readonly Expression[] }
  | {
      readonly is: 'call';
      readonly function: 'socket' | 'print' | 'len';
      readonly args: readonly Expression[];
    }
  | {
      readonly is: 'method';
      readonly on: Expression;
      readonly method: SocketMethod | TextMethod;
      readonly args: readonly Expression[];
    };

export type Statement =
  | { readonly is: 'do'; readonly value: Expression }
  | { readonly is: 'assign'; readonly to: readonly string[]; readonly value: Expression };

export interface Program {
  readonly statements: readonly Statement[];
}

const identifier = v.pipe(v.string(), v.regex(/^[a-z_][a-z0-9_]{0,31}$/));

const expression: v.GenericSchema<Expression> = v.lazy(() =>
  v.variant('is', [
    v.strictObject({ is: v.literal('constant'), name: v.picklist(CONSTANTS) }),
    v.strictObject({
      is: v.literal('literal'),
      value: v.union([v.pipe(v.string(), v.maxLength(8192)), v.number()]),
    }),
    v.strictObject({
      is: v.literal('parameter'),
      id: identifier,
      kind: v.picklist(PARAMETER_KINDS),
      value: v.union([v.pipe(v.string(), v.maxLength(8192)), v.number(), v.boolean()]),
    }),
    v.strictObject({ is: v.literal('name'), name: identifier }),
    v.strictObject({ is: v.literal('tuple'), items: v.pipe(v.array(expression), v.maxLength(8)) }),
    v.strictObject({
      is: v.literal('call'),
      function: v.picklist(['socket', 'print', 'len']),
      args: v.pipe(v.array(expression), v.maxLength(8)),
    }),
    v.strictObject({
      is: v.literal('method'),
      on: expression,
      method: v.picklist([...SOCKET_METHODS, ...TEXT_METHODS]),
      args: v.pipe(v.array(expression), v.maxLength(8)),
    }),
  ]),
);

export const programSchema: v.GenericSchema<Program> = v.strictObject({
  statements: v.pipe(
    v.array(
      v.variant('is', [
        v.strictObject({ is: v.literal('do'), value: expression }),
        v.strictObject({
          is: v.literal('assign'),
          to: v.pipe(v.array(identifier), v.minLength(1), v.maxLength(4)),
          value: expression,
        }),
      ]),
    ),
    v.maxLength(100),
  ),
});

/** Short builders, so that a lesson's program reads nearly like the listing that it becomes. */
export const constant = (name: ConstantName): Expression => ({ is: 'constant', name });
export const literal = (value: string | number): Expression => ({ is: 'literal', value });
export const name = (text: string): Expression => ({ is: 'name', name: text });
export const tuple = (...items: Expression[]): Expression => ({ is: 'tuple', items });
export const parameter = (id: string, kind: ParameterKind, value: string | number | boolean): Expression => ({
  is: 'parameter',
  id,
  kind,
  value,
});
export const call = (fn: 'socket' | 'print' | 'len', ...args: Expression[]): Expression => ({
  is: 'call',
  function: fn,
  args,
});
export const method = (
  on: Expression,
  name_: SocketMethod | TextMethod,
  ...args: Expression[]
): Expression => ({ is: 'method', on, method: name_, args });
export const perform = (value: Expression): Statement => ({ is: 'do', value });
export const assign = (to: string | readonly string[], value: Expression): Statement => ({
  is: 'assign',
  to: typeof to === 'string' ? [to] : to,
  value,
});
