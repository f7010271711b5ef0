import { type Bytes, fromHex } from '../../../../shared/bytes.ts';
import type { ValueView } from '../../../../shared/log/events.ts';
import type { LabState } from '../../../../shared/model/lab-state.ts';
import { pythonBytes, pythonString } from '../../../../shared/programs/string-literals.ts';
import { formatAddress } from '../../../../shared/tcp/address.ts';
import type { Messages } from './messages.en.ts';

export interface WholeValue {
  readonly kind: string;
  /** As Python's repr writes it. */
  readonly repr: string;
  /** This says what the event that reported the value has left out. */
  readonly note?: string;
  /** The characters that the bytes are in UTF-8, if they are any. */
  readonly characters?: string;
}

/** An event carries at most this much of a value's text (`shared/log/events.ts`). */
const OTHER_CHARACTERS = 4096;

/** A value as long as the log has it. */
export function wholeValue(state: LabState, value: ValueView, text: Messages): WholeValue {
  switch (value.is) {
    case 'none':
      return { kind: text.none, repr: 'None' };
    case 'number':
      return { kind: text.number, repr: String(value.value) };
    case 'flag':
      return { kind: text.flag, repr: value.value ? 'True' : 'False' };
    case 'address':
      return {
        kind: text.address,
        repr: `(${pythonString(value.address.host)}, ${value.address.port})`,
      };
    case 'text': {
      const kept = Array.from(value.text).length;
      return {
        kind: text.text(value.length),
        repr: pythonString(value.text),
        ...(kept < value.length && { note: text.cut(kept) }),
      };
    }
    case 'bytes':
      return wholeBytes(value.bytes, text);
    case 'other':
      return {
        kind: value.type,
        repr: value.repr,
        ...(value.repr.length >= OTHER_CHARACTERS && { note: text.cut(OTHER_CHARACTERS) }),
      };
    case 'socket': {
      const { state: tcp, local, remote } = state.sockets[value.socket] ?? {};
      const ends = [local, remote].flatMap((end) => (end === null || end === undefined ? [] : [end]));
      return {
        kind: text.socket,
        repr: [`fd ${value.fd}`, tcp, ends.map(formatAddress).join(' → ')].filter(Boolean).join(' · '),
      };
    }
    default:
      return value satisfies never;
  }
}

function wholeBytes({ length, head, tail }: Bytes, text: Messages): WholeValue {
  const repr = (hex: string): string => pythonBytes(String.fromCharCode(...fromHex(hex)));
  if (tail !== undefined) {
    const leftOut = length - (head.length + tail.length) / 2;
    return { kind: text.bytes(length), repr: `${repr(head)}\n${text.leftOut(leftOut)}\n${repr(tail)}` };
  }
  const characters = utf8(fromHex(head));
  return {
    kind: text.bytes(length),
    repr: repr(head),
    ...(characters !== null && characters.length < length && { characters }),
  };
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
