import { formatAddress } from '../../../shared/tcp/address.ts';
import { byteAt, type Bytes } from '../../../shared/bytes.ts';
import type { ValueView } from '../../../shared/log/events.ts';
import type { FlowId, FlowState, LabState } from '../../../shared/model/lab-state.ts';
import { pythonString } from '../../../shared/programs/string-literals.ts';
import { writeAt } from './stream-text.ts';

/** A stretch of a value that came from one send(). */
export interface ValuePiece {
  readonly text: string;
  readonly ordinal: number | null;
  /** Its characters, or bytes that form none, each with its stream offset; empty if the offsets are not known. */
  readonly cells: readonly { readonly text: string; readonly offset: number; readonly bytes: number }[];
}

export interface ValueScene {
  readonly is: ValueView['is'];
  /** For bytes and text: their length, in bytes or characters. */
  readonly length: number | null;
  readonly pieces: readonly ValuePiece[];
  /** The host that sent the bytes: those of the client are drawn square, those of the server round. */
  readonly from: 'client' | 'server' | null;
  /** The stream that a recv() took them from. */
  readonly flow: FlowId | null;
}

/** The number of characters of a value that are shown before it is cut. */
const SHOWN_BYTES = 96;
/** The same for other values: two rows of a column at 1280 px, so that the variables behind one stay in sight. */
const SHOWN_OF_OTHERS = 72;

export function valueScene(state: LabState, value: ValueView): ValueScene {
  const plain = (text: string, length: number | null = null): ValueScene => ({
    is: value.is,
    length,
    pieces: [{ text, ordinal: null, cells: [] }],
    from: null,
    flow: null,
  });
  switch (value.is) {
    case 'none':
      return plain('None');
    case 'number':
      return plain(String(value.value));
    case 'flag':
      return plain(value.value ? 'True' : 'False');
    case 'address':
      return plain(formatAddress(value.address));
    case 'socket':
      return plain(`fd ${value.fd}`);
    case 'text':
      return plain(pythonString(value.text), value.length);
    case 'other': {
      const { repr } = value;
      return plain(repr.length > SHOWN_OF_OTHERS ? `${repr.slice(0, SHOWN_OF_OTHERS)}…` : repr);
    }
    case 'bytes': {
      const origin = value.call === undefined ? null : readBy(state, value.call);
      const pieces = bytePieces(value.bytes, origin);
      return {
        is: 'bytes',
        length: value.bytes.length,
        pieces,
        from: origin?.flow.from ?? null,
        flow: origin?.flow.flow ?? null,
      };
    }
    default:
      return value satisfies never;
  }
}

function readBy(state: LabState, call: number): { flow: FlowState; at: number } | null {
  for (const flow of Object.values(state.flows)) {
    const range = flow.reads.find((read) => read.call === call);
    if (range !== undefined) return { flow, at: range.from };
  }
  return null;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as text if they are whole characters, otherwise as \xNN. */
function bytePieces(bytes: Bytes, origin: { flow: FlowState; at: number } | null): ValuePiece[] {
  const pieces: (Omit<ValuePiece, 'cells'> & { text: string; cells: ValuePiece['cells'][number][] })[] = [];
  const shown = Math.min(bytes.length, SHOWN_BYTES);
  for (let i = 0; i < shown;) {
    const [text, length] = characterAt(bytes, i);
    const ordinal = origin === null ? null : (writeAt(origin.flow, origin.at + i)?.ordinal ?? null);
    const last = pieces.at(-1);
    const cells = origin === null ? [] : [{ text, offset: origin.at + i, bytes: length }];
    if (last !== undefined && last.ordinal === ordinal) {
      last.text += text;
      last.cells.push(...cells);
    } else pieces.push({ text, ordinal, cells });
    i += length;
  }
  if (shown < bytes.length) pieces.push({ text: '…', ordinal: null, cells: [] });
  return pieces;
}

function characterAt(bytes: Bytes, index: number): [string, number] {
  const lead = byteAt(bytes, index) ?? 0;
  const length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  const slice = Array.from({ length }, (_, k) => byteAt(bytes, index + k));
  if (slice.every((byte) => byte !== null)) {
    try {
      const text = decoder.decode(Uint8Array.from(slice));
      if (!/[\u0000-\u001f\u007f]/.test(text)) return [text, length];
    } catch {
      // The bytes are no whole character, so the first is shown as Python's repr shows it.
    }
  }
  return [`\\x${lead.toString(16).padStart(2, '0')}`, 1];
}
