/**
 * A program is data. The same tree is rendered as the listing and executed by the interpreter, so that the
 * two cannot differ. It covers the part of Python that conversations over sockets need. Every literal that
 * has a parameter id can be edited in place.
 */

/** The kind of a parameter decides its editor and its bounds (`params.ts`). */
export const PARAMETER_KINDS = [
  'text',
  /** A bytes literal. Its value is a string with one character from U+0000 to U+00FF for each byte. */
  'bytes',
  /** The number of repetitions in `b'x' * n` or `range(n)`. */
  'count',
  'encoding',
  'address',
  'port',
  'backlog',
  'recv-size',
  'buffer-bytes',
  'family',
  'flag',
] as const;
export type ParameterKind = (typeof PARAMETER_KINDS)[number];

/** The constants of Python's socket module that a program may use. */
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

/** The methods of a socket that make one system call each. */
export const SOCKET_CALLS = [
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
  'getpeername',
  'setblocking',
] as const;
export type SocketCall = (typeof SOCKET_CALLS)[number];

/** `sendall` makes as many sends as it needs (Modules/socketmodule.c, `sock_sendall`). */
export const SOCKET_METHODS = [...SOCKET_CALLS, 'sendall'] as const;
export type SocketMethod = (typeof SOCKET_METHODS)[number];

export const VALUE_METHODS = ['encode', 'decode', 'to_bytes', 'from_bytes', 'start', 'join'] as const;
export type ValueMethod = (typeof VALUE_METHODS)[number];

export const OPERATORS = ['+', '-', '*', '==', '!=', '<', '>', '<=', '>=', 'and', 'or'] as const;
export type Operator = (typeof OPERATORS)[number];

/** The exceptions that a program may name in `except`. */
export const EXCEPTIONS = [
  'Exception',
  'OSError',
  'ConnectionError',
  'BrokenPipeError',
  'ConnectionAbortedError',
  'ConnectionRefusedError',
  'ConnectionResetError',
  'BlockingIOError',
  'TimeoutError',
  'TypeError',
  'ValueError',
  'UnicodeDecodeError',
  'UnicodeEncodeError',
] as const;
export type ExceptionName = (typeof EXCEPTIONS)[number];

export type Literal = string | number | boolean;

export interface Keyword {
  readonly name: string;
  readonly value: Expression;
}

export type Expression =
  | { readonly is: 'constant'; readonly name: ConstantName }
  | { readonly is: 'literal'; readonly value: Literal }
  /** `b'…'`, with one character from U+0000 to U+00FF for each byte. */
  | { readonly is: 'bytes'; readonly text: string }
  | {
      readonly is: 'parameter';
      readonly id: string;
      readonly kind: ParameterKind;
      readonly value: Literal;
    }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'tuple'; readonly items: readonly Expression[] }
  | { readonly is: 'not'; readonly value: Expression }
  | {
      readonly is: 'operation';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly is: 'call';
      /** The function's name: `socket`, `print`, `len`, `range`, `Thread`, or that of a `def`. */
      readonly function: string;
      readonly args: readonly Expression[];
      readonly keywords?: readonly Keyword[];
    }
  | {
      readonly is: 'method';
      readonly on: Expression;
      readonly method: SocketMethod | ValueMethod;
      readonly args: readonly Expression[];
    };

export interface Handler {
  readonly exception: ExceptionName;
  /** The name after `as`, as in `except OSError as e`. */
  readonly name?: string;
  readonly body: readonly Statement[];
}

export type Statement =
  | { readonly is: 'do'; readonly value: Expression }
  | { readonly is: 'assign'; readonly to: readonly string[]; readonly value: Expression }
  | {
      readonly is: 'if';
      readonly test: Expression;
      readonly body: readonly Statement[];
      readonly otherwise?: readonly Statement[];
    }
  | { readonly is: 'while'; readonly test: Expression; readonly body: readonly Statement[] }
  | {
      readonly is: 'for';
      readonly name: string;
      readonly over: Expression;
      readonly body: readonly Statement[];
    }
  | {
      readonly is: 'def';
      readonly name: string;
      readonly parameters: readonly string[];
      readonly body: readonly Statement[];
    }
  | { readonly is: 'return'; readonly value?: Expression }
  | { readonly is: 'break' }
  | { readonly is: 'pass' }
  | { readonly is: 'try'; readonly body: readonly Statement[]; readonly handlers: readonly Handler[] };

export interface Program {
  readonly statements: readonly Statement[];
}

/** Returns the blocks directly inside a statement, in the order of the listing. */
export function blocksOf(of: Statement): readonly (readonly Statement[])[] {
  switch (of.is) {
    case 'if':
      return of.otherwise === undefined ? [of.body] : [of.body, of.otherwise];
    case 'while':
    case 'for':
    case 'def':
      return [of.body];
    case 'try':
      return [of.body, ...of.handlers.map((handler) => handler.body)];
    case 'do':
    case 'assign':
    case 'return':
    case 'break':
    case 'pass':
      return [];
    default:
      return of satisfies never;
  }
}
