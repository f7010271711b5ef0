import { excerpt } from '../../../shared/bytes.ts';
import type { ValueView } from '../../../shared/events.ts';
import { pythonString } from '../../../shared/programs/listing.ts';
import type { ConstantName } from '../../../shared/programs/tree.ts';

/** A socket object: the number that the program knows it by, -1 once closed. */
export interface PythonSocket {
  fd: number;
}

/** `call` on bytes and text: the recv that brought them. */
export type Value =
  | { readonly is: 'none' }
  | { readonly is: 'int'; readonly value: number }
  | { readonly is: 'bool'; readonly value: boolean }
  | { readonly is: 'str'; readonly text: string; readonly call?: number }
  | { readonly is: 'bytes'; readonly bytes: Buffer; readonly call?: number }
  | { readonly is: 'tuple'; readonly items: readonly Value[] }
  | { readonly is: 'constant'; readonly name: ConstantName | 'AF_INET' | 'AF_INET6' }
  | { readonly is: 'socket'; readonly socket: PythonSocket };

export const NONE: Value = { is: 'none' };
export const int = (value: number): Value => ({ is: 'int', value });
export const str = (text: string): Value => ({ is: 'str', text });
export const tuple = (...items: Value[]): Value => ({ is: 'tuple', items });

/** The type's name as Python's messages print it. */
export function typeName(value: Value): string {
  if (value.is === 'none') return 'NoneType';
  return value.is === 'constant' ? 'int' : value.is;
}

/** `str(value)`, as print shows it. */
export function display(value: Value): string {
  return value.is === 'str' ? value.text : repr(value);
}

export function repr(value: Value): string {
  switch (value.is) {
    case 'none':
      return 'None';
    case 'int':
      return String(value.value);
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
    case 'constant':
      return value.name;
    case 'socket':
      return value.socket.fd < 0 ? '<socket [closed]>' : `<socket fd=${value.socket.fd}>`;
    default:
      return value satisfies never;
  }
}

/** As CPython writes it (Objects/bytesobject.c, `PyBytes_Repr`). */
function bytesRepr(bytes: Buffer): string {
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'";
  const characters = Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    if (character === '\\' || character === quote) return `\\${character}`;
    if (byte >= 0x20 && byte < 0x7f) return character;
    return ({ 9: '\\t', 10: '\\n', 13: '\\r' } as Record<number, string>)[byte] ?? hexEscape(byte);
  });
  return `b${quote}${characters.join('')}${quote}`;
}

function hexEscape(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** How much of a long text an event carries. */
const TEXT_CHARACTERS = 4096;

/** A value as an event shows it. `socketId` gives the kernel's cookie for a program's fd. */
export function view(value: Value, socketId: (fd: number) => string | null): ValueView {
  const call = 'call' in value && value.call !== undefined ? { call: value.call } : {};
  switch (value.is) {
    case 'none':
      return { is: 'none' };
    case 'int':
      return { is: 'number', value: value.value };
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
      if (host?.is === 'str' && port?.is === 'int')
        return { is: 'address', address: { host: host.text, port: port.value } };
      break;
    }
    default:
  }
  const text = repr(value).slice(0, TEXT_CHARACTERS);
  return { is: 'text', text, length: text.length };
}
