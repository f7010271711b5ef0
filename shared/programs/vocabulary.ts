import { CONSTANTS } from './socket-vocabulary.ts';

/* The words that a tree may hold. */

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

export const LIST_METHODS = [
  'append',
  'extend',
  'insert',
  'pop',
  'remove',
  'clear',
  'reverse',
  'copy',
  'index',
  'count',
] as const;
export type ListMethod = (typeof LIST_METHODS)[number];

export const DICT_METHODS = [
  'get',
  'keys',
  'values',
  'items',
  'setdefault',
  'update',
  'popitem',
  'pop',
  'clear',
  'copy',
] as const;
export type DictMethod = (typeof DICT_METHODS)[number];

/** The methods that str and bytes have both, and `hex` of bytes. */
export const TEXT_METHODS = [
  'join',
  'split',
  'strip',
  'lstrip',
  'rstrip',
  'startswith',
  'endswith',
  'find',
  'rfind',
  'index',
  'count',
  'replace',
  'partition',
  'upper',
  'lower',
  'isdigit',
  'hex',
] as const;
export type TextMethod = (typeof TEXT_METHODS)[number];

/** `join` is a method of threads, too. */
export const VALUE_METHODS = [
  'encode',
  'decode',
  'to_bytes',
  'from_bytes',
  'start',
  ...LIST_METHODS.slice(0, 8),
  ...DICT_METHODS.slice(0, 7),
  ...TEXT_METHODS,
] as const;
export type ValueMethod =
  | 'encode'
  | 'decode'
  | 'to_bytes'
  | 'from_bytes'
  | 'start'
  | ListMethod
  | DictMethod
  | TextMethod;

/** The modules that a program may import, each with the functions and classes that a lab has of it. */
export const CALLABLES = {
  socket: ['socket', 'create_connection', 'create_server'],
  threading: ['Thread'],
  time: ['sleep'],
  select: ['select'],
  struct: ['pack', 'unpack', 'calcsize'],
} as const;
export type ModuleName = keyof typeof CALLABLES;
export const MODULES = Object.keys(CALLABLES) as readonly ModuleName[];

/** A program that imports nothing begins with the names of these. */
export const PRELUDE_MODULES = ['socket', 'threading'] as const satisfies readonly ModuleName[];

/** Returns the names that a lab has of a module. */
export function namesOf(module: ModuleName): readonly string[] {
  const constants = module === 'socket' ? ['AF_INET', 'AF_INET6', ...CONSTANTS] : [];
  return [...CALLABLES[module], ...constants];
}

/** Python's own functions and classes that a program may call. */
export const FUNCTIONS_OF_PYTHON = [
  'print',
  'input',
  'len',
  'range',
  'repr',
  'min',
  'max',
  'sum',
  'abs',
  'str',
  'int',
  'list',
  'dict',
  'tuple',
  'bytes',
  'bytearray',
  'sorted',
  'enumerate',
] as const;
