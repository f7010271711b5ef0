/** The name of a header field. The page explains each in both languages. */
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

/** The options of RFC 9293 §3.2, RFC 7323 and RFC 2018. `unknown` stands for any other option. */
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

/** A run of bits of an IP or TCP header, and its meaning. */
export interface SegmentField {
  readonly id: FieldId;
  readonly part: 'ip' | 'tcp' | 'option';
  /** The option that the field belongs to, and that option's position among the segment's options. */
  readonly option: { readonly name: OptionName; readonly place: number } | null;
  /** The field occupies bits [from, to) of the packet. */
  readonly from: number;
  readonly to: number;
  /** The value on the wire: a number, an address, or hex. */
  readonly raw: string;
  /**
   * The value relative to a reference. It is null if it is the same as `raw`, or if the reference is not
   * known.
   */
  readonly relative: Relative | null;
  /** The section of the standard that defines the field. */
  readonly section: string;
}

export interface Relative {
  readonly value: number;
  /**
   * `offset` counts from the ISN, `bytes` are bytes, `times` is a factor, and `ticks` count from that end's
   * SYN.
   */
  readonly unit: 'offset' | 'bytes' | 'times' | 'ticks';
}

/**
 * The numbers from which a segment's fields are counted. They come from both ends' SYNs and may be unknown.
 */
export interface SegmentOrigin {
  readonly isn: number | null;
  readonly peerIsn: number | null;
  /** The shift of the sender's window. It is known once both SYNs have carried the option (RFC 7323 §2.2). */
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

/** Returns the distance of one sequence number from another, modulo 2^32 (RFC 9293 §3.4). */
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
