import type { PythonException } from '../../../shared/log/events.ts';
import type { ExceptionName, ModuleName } from '../../../shared/programs/tree.ts';
import { AF_INET, AF_INET6, MSG_DONTWAIT, MSG_PEEK, SOCK_STREAM } from '../libc/constants.ts';

/** A socket object. The program knows it by this number, which is -1 once it is closed. */
export interface PythonSocket {
  fd: number;
  readonly family: 'AF_INET' | 'AF_INET6';
  /** The socket's timeout: −1 for none, 0 for a non-blocking one (Modules/socketmodule.c, `sock_timeout`). */
  timeoutNanos: bigint;
  /** The protocol that it was made with, which is 0 unless a resolver gave it. */
  readonly proto: number;
}

export const newSocket = (fd: number, family: PythonSocket['family'], proto = 0): PythonSocket => ({
  fd,
  family,
  timeoutNanos: -1n,
  proto,
});

/** A function that a `def` made; `line` is that of its head. */
export interface PythonFunction {
  readonly name: string;
  /** Its name in messages, such as `outer.<locals>.inner`. */
  readonly qualifiedName: string;
  /** The values of its last parameters, where a call gives none. */
  readonly defaults: readonly Value[];
  readonly line: number;
  /** The names of the functions around it, innermost first. */
  readonly around: readonly Enclosing[];
}

/** The local names of a function's call, as functions defined inside it see them. */
export interface Enclosing {
  /** The function's name in messages. */
  readonly name: string;
  readonly locals: Map<string, Value>;
  readonly localNames: ReadonlySet<string>;
  /** The names that the function says are the program's. */
  readonly globalNames: ReadonlySet<string>;
}

/** A Thread object, from its making to its end. `id` is null until the thread is started. */
export interface PythonThread {
  readonly name: string;
  readonly target: PythonFunction;
  /** Any value: an object that is no iterable fails when the thread begins, as in Python. */
  readonly args: Value;
  readonly daemon: boolean;
  id: string | null;
  ended: boolean;
}

/** A list, which several names may stand for. */
export interface PythonList {
  readonly items: Value[];
}

/**
 * A bytearray, which several names may stand for. A change makes new bytes, so that whatever has them keeps what it saw.
 */
export interface PythonBytearray {
  bytes: Buffer;
  /** The number of calls that have its bytes at the moment. */
  exports: number;
  /** The number of these that send them. */
  sends: number;
}

/** A dict, which several names may stand for. */
export interface PythonDict {
  /** The entries by the texts that `keyOf` makes of their keys, in the order in which the keys came. */
  readonly entries: Map<string, DictEntry>;
  /** Counts the changes of the keys. */
  changes: number;
}

export interface DictEntry {
  readonly key: Value;
  value: Value;
}

export type ViewOf = 'keys' | 'values' | 'items';

/** On bytes and text, `call` is the recv() that returned them. */
export type Value =
  | { readonly is: 'none' }
  | { readonly is: 'int'; readonly value: bigint }
  | { readonly is: 'float'; readonly value: number }
  | { readonly is: 'bool'; readonly value: boolean }
  | { readonly is: 'str'; readonly text: string; readonly call?: number }
  | { readonly is: 'bytes'; readonly bytes: Buffer; readonly call?: number }
  | { readonly is: 'bytearray'; readonly array: PythonBytearray }
  | { readonly is: 'tuple'; readonly items: readonly Value[] }
  | { readonly is: 'list'; readonly list: PythonList }
  | { readonly is: 'dict'; readonly dict: PythonDict }
  | { readonly is: 'view'; readonly of: ViewOf; readonly dict: PythonDict }
  /** A member of an IntEnum, as address families and socket types are (Lib/socket.py). */
  | { readonly is: 'enum'; readonly name: EnumName }
  | { readonly is: 'socket'; readonly socket: PythonSocket }
  | { readonly is: 'range'; readonly start: bigint; readonly stop: bigint; readonly step: bigint }
  /** An iterator, which goes on where it was left. */
  | { readonly is: 'enumerate'; over: Value; items: IterableIterator<[bigint, Value]> }
  | { readonly is: 'function'; readonly function: PythonFunction }
  | { readonly is: 'thread'; readonly thread: PythonThread }
  | { readonly is: 'exception'; readonly exception: PythonException }
  | { readonly is: 'class'; readonly name: ClassName | ExceptionName }
  | { readonly is: 'builtin'; readonly name: BuiltinName }
  | { readonly is: 'module'; readonly name: ModuleName };

export type ClassName =
  | 'int'
  | 'str'
  | 'bytes'
  | 'bytearray'
  | 'list'
  | 'dict'
  | 'tuple'
  | 'range'
  | 'enumerate'
  | 'socket'
  | 'Thread';
export type BuiltinName =
  | 'print'
  | 'input'
  | 'sorted'
  | 'len'
  | 'repr'
  | 'min'
  | 'max'
  | 'sum'
  | 'abs'
  | 'sleep'
  | 'select'
  | 'pack'
  | 'unpack'
  | 'calcsize'
  | 'create_connection'
  | 'create_server';

/** The members of Python's enumerations, which are also integers. */
export const ENUMS = {
  AF_INET: { type: 'AddressFamily', value: AF_INET },
  AF_INET6: { type: 'AddressFamily', value: AF_INET6 },
  SOCK_STREAM: { type: 'SocketKind', value: SOCK_STREAM },
  MSG_PEEK: { type: 'MsgFlag', value: MSG_PEEK },
  MSG_DONTWAIT: { type: 'MsgFlag', value: MSG_DONTWAIT },
  'MSG_PEEK|MSG_DONTWAIT': { type: 'MsgFlag', value: MSG_PEEK | MSG_DONTWAIT },
} as const;
export type EnumName = keyof typeof ENUMS;

export const NONE: Value = { is: 'none' };
export const bool = (value: boolean): Value => ({ is: 'bool', value });
export const int = (value: number | bigint): Value => ({ is: 'int', value: BigInt(value) });
export const float = (value: number): Value => ({ is: 'float', value });
export const str = (text: string): Value => ({ is: 'str', text });
export const tuple = (...items: Value[]): Value => ({ is: 'tuple', items });
export const list = (items: Value[]): Value => ({ is: 'list', list: { items } });
export const dict = (entries: readonly [string, DictEntry][] = []): Extract<Value, { is: 'dict' }> => ({
  is: 'dict',
  dict: { entries: new Map(entries), changes: 0 },
});
export const bytearray = (bytes: Buffer): Value => ({
  is: 'bytearray',
  array: { bytes, exports: 0, sends: 0 },
});

/** Returns the type's name as Python's messages print it. */
export function typeName(value: Value): string {
  if (value.is === 'none') return 'NoneType';
  if (value.is === 'enum') return ENUMS[value.name].type;
  if (value.is === 'class') return 'type';
  if (value.is === 'thread') return 'Thread';
  if (value.is === 'view') return `dict_${value.of}`;
  if (value.is === 'builtin') return 'builtin_function_or_method';
  return value.is === 'exception' ? value.exception.name : value.is;
}

/** Says whether a value is a socket, or may refer to one. */
export function mayRefer({ is }: Value): boolean {
  return ['socket', 'tuple', 'list', 'dict', 'view', 'enumerate', 'function', 'thread', 'exception'].includes(
    is,
  );
}

/** Returns the number that a value is to Python's arithmetic, or null. */
export function numberOf(value: Value): bigint | null {
  if (value.is === 'int') return value.value;
  if (value.is === 'enum') return BigInt(ENUMS[value.name].value);
  return value.is === 'bool' ? BigInt(value.value) : null;
}

/** Returns the bytes of a bytes-like object, or null. */
export function bytesIn(value: Value | undefined): Buffer | null {
  if (value?.is === 'bytes') return value.bytes;
  return value?.is === 'bytearray' ? value.array.bytes : null;
}

export function rangeLength({ start, stop, step }: Extract<Value, { is: 'range' }>): bigint {
  const [low, high] = step > 0n ? [start, stop] : [stop, start];
  const size = step > 0n ? step : -step;
  return high > low ? (high - low + size - 1n) / size : 0n;
}

/** Says whether a value is true (The Python Standard Library, Truth Value Testing). */
export function isTrue(value: Value): boolean {
  switch (value.is) {
    case 'none':
      return false;
    case 'int':
      return value.value !== 0n;
    case 'bool':
      return value.value;
    case 'float':
      return value.value !== 0;
    case 'str':
      return value.text !== '';
    case 'bytes':
      return value.bytes.length > 0;
    case 'bytearray':
      return value.array.bytes.length > 0;
    case 'tuple':
      return value.items.length > 0;
    case 'list':
      return value.list.items.length > 0;
    case 'dict':
    case 'view':
      return value.dict.entries.size > 0;
    case 'range':
      return rangeLength(value) > 0n;
    default:
      return true;
  }
}
