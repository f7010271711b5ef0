import { excerpt } from '../../../shared/bytes.ts';
import type { ValueView } from '../../../shared/log/events.ts';
import { repr } from './repr.ts';
import { characterCount, ownPart } from './texts.ts';
import { typeName, type Value } from './values.ts';

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
      return {
        is: 'text',
        text: ownPart(value.text, 0, TEXT_CHARACTERS),
        length: characterCount(value),
        ...call,
      };
    case 'bytes':
      return { is: 'bytes', bytes: excerpt(value.bytes), ...call };
    case 'socket': {
      const socket = socketId(value.socket.fd);
      if (socket !== null) return { is: 'socket', socket, fd: value.socket.fd };
      break;
    }
    case 'tuple': {
      const [host, port] = value.items;
      const isPair = value.items.length === 2 && host?.is === 'str' && host.text.length <= 64;
      if (isPair && port?.is === 'int' && port.value >= 0n && port.value <= 65_535n)
        return { is: 'address', address: { host: host.text, port: Number(port.value) } };
      break;
    }
    default:
  }
  return { is: 'other', type: typeName(value), repr: repr(value, { cut: TEXT_CHARACTERS }) };
}
