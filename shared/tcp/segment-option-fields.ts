import {
  cutField,
  hexText,
  relative,
  since,
  type FieldId,
  type OptionName,
  type Relative,
  type SegmentField,
  type SegmentOrigin,
} from './segment-field.ts';

/** An option's fields after kind and length: the bytes of each, and the function that makes it relative. */
type Content = readonly [id: FieldId, bytes: number, relative?: (value: number) => Relative | null];

const SECTIONS: Readonly<Record<OptionName, string>> = {
  end: 'RFC 9293 §3.2',
  noop: 'RFC 9293 §3.2',
  mss: 'RFC 9293 §3.2',
  windowScale: 'RFC 7323 §2.2',
  sackPermitted: 'RFC 2018 §2',
  sack: 'RFC 2018 §3',
  timestamps: 'RFC 7323 §3.2',
  unknown: 'RFC 9293 §3.1',
  malformed: 'RFC 9293 §3.1',
};

/**
 * Returns the fields of the options in bytes [from, to) of a packet: the kind, length and content of each,
 * and the padding. An option with an impossible length takes all bytes that follow, because the next option
 * cannot be found.
 */
export function optionFields(
  packet: Uint8Array,
  from: number,
  to: number,
  origin: SegmentOrigin,
): SegmentField[] {
  const end = Math.min(to, packet.length);
  const fields: SegmentField[] = [];
  let at = from;
  let place = 0;
  const add = (name: OptionName, id: FieldId, bytes: number, raw: string, how: Relative | null): void => {
    const option = { name, place };
    const bits = { from: 8 * at, to: 8 * (at + bytes) };
    fields.push({ id, part: 'option', option, ...bits, raw, relative: how, section: SECTIONS[name] });
    at += bytes;
  };
  for (; at < end; place += 1) {
    const kind = packet[at] ?? 0;
    if (kind === 0) {
      add('end', 'option.end', 1, '0', null);
      if (at < end) add('end', 'option.padding', end - at, hexText(packet.subarray(at, end)), null);
      break;
    }
    if (kind === 1) {
      add('noop', 'option.noop', 1, '1', null);
      continue;
    }
    const length = packet[at + 1] ?? 0;
    if (at + 1 >= end || length < 2 || at + length > end) {
      const cut = to > packet.length;
      const option = { name: 'malformed' as const, place };
      const rest = cutField(packet.subarray(0, end), 8 * at);
      const id = cut ? rest.id : 'option.malformed';
      fields.push({ ...rest, id, part: 'option', option, section: SECTIONS.malformed });
      break;
    }
    const { name, contents } = optionOf(kind, length, origin);
    add(name, 'option.kind', 1, String(kind), null);
    add(name, 'option.length', 1, String(length), relative(length, 'bytes'));
    for (const [id, bytes, reckon] of contents) {
      const slice = packet.subarray(at, at + bytes);
      const value = slice.reduce((sum, byte) => sum * 256 + byte, 0);
      add(
        name,
        id,
        bytes,
        bytes > 4 || id === 'option.data' ? hexText(slice) : String(value),
        reckon?.(value) ?? null,
      );
    }
  }
  return fields;
}

function optionOf(
  kind: number,
  length: number,
  origin: SegmentOrigin,
): { name: OptionName; contents: readonly Content[] } {
  if (kind === 2 && length === 4) return { name: 'mss', contents: [['option.mss', 2]] };
  if (kind === 3 && length === 3)
    return { name: 'windowScale', contents: [['option.windowScale', 1, factor]] };
  if (kind === 4 && length === 2) return { name: 'sackPermitted', contents: [] };
  if (kind === 5 && length > 2 && (length - 2) % 8 === 0) {
    const edge = (value: number): Relative | null => relative(since(value, origin.peerIsn), 'offset');
    const block: readonly Content[] = [
      ['option.sackLeft', 4, edge],
      ['option.sackRight', 4, edge],
    ];
    return { name: 'sack', contents: Array.from({ length: (length - 2) / 8 }, () => block).flat() };
  }
  if (kind === 8 && length === 10)
    return {
      name: 'timestamps',
      contents: [
        ['option.tsValue', 4, (value) => relative(since(value, origin.timestamp), 'ticks')],
        // The echo is 0 until the sender has received a timestamp.
        ['option.tsEcho', 4, (v) => (v === 0 ? null : relative(since(v, origin.peerTimestamp), 'ticks'))],
      ],
    };
  return { name: 'unknown', contents: length > 2 ? [['option.data', length - 2]] : [] };
}

/** A shift above 14 counts as 14 (RFC 7323 §2.3). */
function factor(shift: number): Relative {
  return { value: 2 ** Math.min(14, shift), unit: 'times' };
}
