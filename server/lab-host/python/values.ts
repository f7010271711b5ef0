import { excerpt } from '../../../shared/bytes.ts';
import { pythonBytes, pythonString } from '../../../shared/programs/string-literals.ts';
import type { PythonException, ValueView } from '../../../shared/log/events.ts';
import type { ModuleName } from '../../../shared/programs/tree.ts';
import { floatRepr } from './float-repr.ts';
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
  readonly line: number;
  /** The names of the functions around it, innermost first. */
  readonly around: readonly Enclosing[];
}

/** The local names of a function's call, as functions defined inside it see them. */
export interface Enclosing {
  readonly locals: Map<string, Value>;
  readonly localNames: ReadonlySet<string>;
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

/** On bytes and text, `call` is the recv() that returned them. */
export type Value =
  | { readonly is: 'none' }
  | { readonly is: 'int'; readonly value: bigint }
  | { readonly is: 'float'; readonly value: number }
  | { readonly is: 'bool'; readonly value: boolean }
  | { readonly is: 'str'; readonly text: string; readonly call?: number }
  | { readonly is: 'bytes'; readonly bytes: Buffer; readonly call?: number }
  | { readonly is: 'tuple'; readonly items: readonly Value[] }
  /** A member of an IntEnum, as address families and socket types are (Lib/socket.py). */
  | { readonly is: 'enum'; readonly name: EnumName }
  | { readonly is: 'socket'; readonly socket: PythonSocket }
  | { readonly is: 'range'; readonly start: bigint; readonly stop: bigint; readonly step: bigint }
  | { readonly is: 'function'; readonly function: PythonFunction }
  | { readonly is: 'thread'; readonly thread: PythonThread }
  | { readonly is: 'exception'; readonly exception: PythonException }
  | { readonly is: 'class'; readonly name: ClassName }
  | { readonly is: 'builtin'; readonly name: BuiltinName }
  | { readonly is: 'module'; readonly name: ModuleName };

/** A program needs the class `int` for `int.from_bytes`. */
export type ClassName = 'int' | 'range' | 'socket' | 'Thread';
export type BuiltinName =
  | 'print'
  | 'len'
  | 'sleep'
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
} as const;
export type EnumName = keyof typeof ENUMS;

export const NONE: Value = { is: 'none' };
export const bool = (value: boolean): Value => ({ is: 'bool', value });
export const int = (value: number | bigint): Value => ({ is: 'int', value: BigInt(value) });
export const float = (value: number): Value => ({ is: 'float', value });
export const str = (text: string): Value => ({ is: 'str', text });
export const tuple = (...items: Value[]): Value => ({ is: 'tuple', items });

/** Returns the type's name as Python's messages print it. */
export function typeName(value: Value): string {
  if (value.is === 'none') return 'NoneType';
  if (value.is === 'enum') return ENUMS[value.name].type;
  if (value.is === 'class') return 'type';
  if (value.is === 'thread') return 'Thread';
  if (value.is === 'builtin') return 'builtin_function_or_method';
  return value.is === 'exception' ? value.exception.name : value.is;
}

/** Returns the number that a value is to Python's arithmetic, or null. */
export function numberOf(value: Value): bigint | null {
  if (value.is === 'int') return value.value;
  if (value.is === 'enum') return BigInt(ENUMS[value.name].value);
  return value.is === 'bool' ? BigInt(value.value) : null;
}

export function rangeLength({ start, stop, step }: Extract<Value, { is: 'range' }>): bigint {
  const [low, high] = step > 0n ? [start, stop] : [stop, start];
  const size = step > 0n ? step : -step;
  return high > low ? (high - low + size - 1n) / size : 0n;
}

/** Does `str(value)`, as print() shows it. */
export function display(value: Value): string {
  if (value.is === 'str') return value.text;
  if (value.is === 'enum') return String(ENUMS[value.name].value);
  return value.is === 'exception' ? value.exception.message : repr(value);
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
    case 'tuple':
      return value.items.length > 0;
    case 'range':
      return rangeLength(value) > 0n;
    default:
      return true;
  }
}

export function repr(value: Value): string {
  switch (value.is) {
    case 'none':
      return 'None';
    case 'int':
      return String(value.value);
    case 'float':
      return floatRepr(value.value);
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'str':
      return pythonString(value.text);
    case 'bytes':
      return bytesRepr(value.bytes);
    case 'tuple': {
      const items = value.items.map(repr).join(', ');
      return value.items.length === 1 ? `(${items},)` : `(${items})`;
    }
    case 'enum':
      return `<${ENUMS[value.name].type}.${value.name}: ${ENUMS[value.name].value}>`;
    case 'socket':
      return value.socket.fd < 0 ? '<socket [closed]>' : `<socket fd=${value.socket.fd}>`;
    case 'range':
      return `range(${value.start}, ${value.stop}${value.step === 1n ? '' : `, ${value.step}`})`;
    case 'function':
      return `<function ${value.function.name}>`;
    case 'thread': {
      const { name, id, ended, daemon } = value.thread;
      return `<Thread(${name}, ${id === null ? 'initial' : ended ? 'stopped' : 'started'}${daemon ? ' daemon' : ''})>`;
    }
    case 'exception':
      return exceptionRepr(value.exception);
    case 'class':
      return `<class '${{ int: '', range: '', socket: 'socket.', Thread: 'threading.' }[value.name]}${value.name}'>`;
    case 'builtin':
      return `<built-in function ${value.name}>`;
    case 'module':
      return `<module '${value.name}'>`;
    default:
      return value satisfies never;
  }
}

/** `ConnectionResetError(104, 'Connection reset by peer')` */
function exceptionRepr({ name, message }: PythonException): string {
  const [, number, words] = /^\[Errno (-?\d+)\] (.*)$/.exec(message) ?? [];
  const args = number === undefined ? pythonString(message) : `${number}, ${pythonString(words ?? '')}`;
  return `${name}(${message === '' ? '' : args})`;
}

/** A repr of more bytes than this says only how many there are, because nobody reads a megabyte. */
const REPR_BYTES = 4096;

function bytesRepr(bytes: Buffer): string {
  const more = bytes.length > REPR_BYTES ? `… (${bytes.length} bytes)` : '';
  return pythonBytes(bytes.subarray(0, REPR_BYTES).toString('latin1')) + more;
}

/** A number beyond this is no exact number of JSON, so that an event carries it as text. */
const MOST_EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/** An event carries at most this much of a long text. */
const TEXT_CHARACTERS = 4096;

/**
 * Converts a value into the form that events carry. `socketId` must return the kernel's cookie for a
 * program's fd.
 */
export function view(value: Value, socketId: (fd: number) => string | null): ValueView {
  const call = 'call' in value && value.call !== undefined ? { call: value.call } : {};
  switch (value.is) {
    case 'none':
      return { is: 'none' };
    case 'int':
      if (-MOST_EXACT <= value.value && value.value <= MOST_EXACT)
        return { is: 'number', value: Number(value.value) };
      break;
    case 'bool':
      return { is: 'flag', value: value.value };
    case 'str':
      return { is: 'text', text: value.text.slice(0, TEXT_CHARACTERS), length: value.text.length, ...call };
    case 'bytes':
      return { is: 'bytes', bytes: excerpt(value.bytes), ...call };
    case 'socket': {
      const socket = socketId(value.socket.fd);
      if (socket !== null) return { is: 'socket', socket, fd: value.socket.fd };
      break;
    }
    case 'tuple': {
      const [host, port] = value.items;
      if (host?.is === 'str' && port?.is === 'int' && port.value >= 0n && port.value <= 65_535n)
        return { is: 'address', address: { host: host.text, port: Number(port.value) } };
      break;
    }
    default:
  }
  const text = repr(value).slice(0, TEXT_CHARACTERS);
  return { is: 'text', text, length: text.length };
}
