/** Where the bits of a header come from and what they are called: one id, one plain meaning in each language. */
export type FieldId =
  | `ip.${'version' | 'ihl' | 'dscp' | 'ecn' | 'totalLength' | 'identification' | 'reserved' | 'df' | 'mf'}`
  | `ip.${'fragmentOffset' | 'ttl' | 'protocol' | 'checksum' | 'source' | 'destination' | 'options'}`
  | `ip.${'flowLabel' | 'payloadLength' | 'nextHeader' | 'hopLimit'}`
  | `tcp.${'sourcePort' | 'destinationPort' | 'seq' | 'ack' | 'dataOffset' | 'reserved' | 'window'}`
  | `tcp.${'checksum' | 'urgentPointer'}`
  | `flag.${'cwr' | 'ece' | 'urg' | 'ack' | 'psh' | 'rst' | 'syn' | 'fin'}`
  | `option.${'end' | 'padding' | 'noop' | 'kind' | 'length' | 'mss' | 'windowScale' | 'sackPermitted'}`
  | `option.${'sackLeft' | 'sackRight' | 'tsValue' | 'tsEcho' | 'data' | 'malformed'}`
  | 'cut';

/** The options of RFC 9293 §3.2, 7323, 2018; `unknown` is any other. */
export type OptionName =
  | 'end'
  | 'noop'
  | 'mss'
  | 'windowScale'
  | 'sackPermitted'
  | 'sack'
  | 'timestamps'
  | 'unknown'
  | 'malformed';

/** A run of bits of an IP or TCP header, and what they say. */
export interface SegmentField {
  readonly id: FieldId;
  readonly part: 'ip' | 'tcp' | 'option';
  /** Which option it belongs to, and that option's place among the segment's options. */
  readonly option: { readonly name: OptionName; readonly place: number } | null;
  /** Bits [from, to) of the packet. */
  readonly from: number;
  readonly to: number;
  /** As on the wire: a number, an address, or hex. */
  readonly raw: string;
  /** The same as people reckon with it; null where that is no different, or its reference is not known. */
  readonly relative: Relative | null;
  /** The document that defines it. */
  readonly section: string;
}

export interface Relative {
  readonly value: number;
  /** `offset` counts from the ISN, `bytes` are plain bytes, `times` a factor, `ticks` since that end's SYN. */
  readonly unit: 'offset' | 'bytes' | 'times' | 'ticks';
}

/** What a segment's raw numbers are counted from: both ends' SYNs, as far as they are known. */
export interface SegmentOrigin {
  readonly isn: number | null;
  readonly peerIsn: number | null;
  /** The sender's window scale, once both SYNs carried one (RFC 7323 §2.2). */
  readonly windowShift: number | null;
  readonly timestamp: number | null;
  readonly peerTimestamp: number | null;
}

export const NO_ORIGIN: SegmentOrigin = {
  isn: null,
  peerIsn: null,
  windowShift: null,
  timestamp: null,
  peerTimestamp: null,
};

const WRAP = 2 ** 32;

/** A sequence number counted from another, modulo 2^32 (RFC 9293 §3.4). */
export function since(value: number, start: number | null): number | null {
  return start === null ? null : (((value - start) % WRAP) + WRAP) % WRAP;
}

export function relative(value: number | null, unit: Relative['unit']): Relative | null {
  return value === null ? null : { value, unit };
}

export function cutField(
  packet: Uint8Array,
  from: number,
): Pick<SegmentField, 'id' | 'from' | 'to' | 'raw' | 'relative'> {
  const raw = hexText(packet.subarray(from >> 3));
  return { id: 'cut', from, to: packet.length * 8, raw, relative: null };
}

export function hexText(bytes: Uint8Array): string {
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
