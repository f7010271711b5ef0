import { byteAt } from '../../../shared/bytes.ts';
import type { ByteRange, FlowState, WriteRange } from '../../../shared/model/lab-state.ts';

/** The write of a stream byte; a send in progress counts. Null if the log no longer has it. */
export function writeAt(flow: FlowState, offset: number): WriteRange | null {
  const { writes, pending } = flow;
  if (pending !== null && offset >= pending.from && offset < pending.to) return pending;
  let low = 0;
  let high = writes.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const write = writes[middle]!;
    if (offset < write.from) high = middle - 1;
    else if (offset >= write.to) low = middle + 1;
    else return write;
  }
  return null;
}

export function streamByte(flow: FlowState, offset: number): number | null {
  const write = writeAt(flow, offset);
  return write === null ? null : byteAt(write.bytes, offset - write.from);
}

/** One character of a stream and the bytes it stands on. */
export interface StreamCharacter extends ByteRange {
  readonly text: string;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function lengthOfLead(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte >= 0xc2 && byte <= 0xdf) return 2;
  if (byte >= 0xe0 && byte <= 0xef) return 3;
  if (byte >= 0xf0 && byte <= 0xf4) return 4;
  return 0;
}

/** The UTF-8 character that begins at `offset`, if one does. Its bytes may come from several sends. */
function characterFrom(flow: FlowState, offset: number): StreamCharacter | null {
  const lead = streamByte(flow, offset);
  const length = lead === null ? 0 : lengthOfLead(lead);
  if (length === 0) return null;
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i += 1) {
    const byte = streamByte(flow, offset + i);
    if (byte === null) return null;
    bytes[i] = byte;
  }
  try {
    return { from: offset, to: offset + length, text: decoder.decode(bytes) };
  } catch {
    return null;
  }
}

/** Every whole character that has at least one byte in the range; it may reach beyond either end. */
export function charactersIn(flow: FlowState, range: ByteRange): StreamCharacter[] {
  const found: StreamCharacter[] = [];
  // A UTF-8 character has at most four bytes, so one that reaches into the range begins at most three before it.
  for (let offset = Math.max(0, range.from - 3); offset < range.to;) {
    const character = characterFrom(flow, offset);
    if (character === null || character.to <= range.from) offset = character?.to ?? offset + 1;
    else {
      found.push(character);
      offset = character.to;
    }
  }
  return found;
}

const NAMED: Readonly<Record<string, string>> = { ' ': '␣', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A character as it is printed in a cell: never empty, never a control character. */
export function glyphOf(text: string): string {
  const named = NAMED[text];
  if (named !== undefined) return named;
  const code = text.codePointAt(0) ?? 0;
  return code < 0x20 || code === 0x7f ? '·' : text;
}
