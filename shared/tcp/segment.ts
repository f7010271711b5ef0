import { sameAddress, type Address } from './address.ts';

/** The TCP flags (RFC 9293 §3.1; RFC 3168 for ECE and CWR). */
export type Flag = 'FIN' | 'SYN' | 'RST' | 'PSH' | 'ACK' | 'URG' | 'ECE' | 'CWR';

const FLAG_BITS: readonly (readonly [Flag, number])[] = [
  ['FIN', 0x01],
  ['SYN', 0x02],
  ['RST', 0x04],
  ['PSH', 0x08],
  ['ACK', 0x10],
  ['URG', 0x20],
  ['ECE', 0x40],
  ['CWR', 0x80],
];

/**
 * The options that Socketscope shows. `sack` holds raw sequence numbers, a left and a right edge each (RFC
 * 2018 §3).
 */
export interface SegmentOptions {
  readonly mss?: number;
  readonly windowScale?: number;
  readonly sackPermitted?: true;
  readonly timestamps?: { readonly value: number; readonly echo: number };
  readonly sack?: readonly (readonly [number, number])[];
}

/** A TCP segment's headers as they were on the wire. Numbers are raw, and `window` is not scaled. */
export interface Segment {
  readonly source: Address;
  readonly destination: Address;
  readonly seq: number;
  /** The acknowledgement number. It has a meaning only with the ACK flag. */
  readonly ack: number;
  readonly flags: readonly Flag[];
  readonly window: number;
  readonly options: SegmentOptions;
  /** The payload's offset in the IP packet and its length, in bytes, as the headers state them. */
  readonly payloadAt: number;
  readonly payloadBytes: number;
}

/*
 * The texts of addresses and lists of flags are kept, because full speed reads 100,000 segments a second and
 * a lab has few different ones.
 */
const knownHosts = new Map<number, string>();
const knownFlags = new Map<number, readonly Flag[]>();
const MOST_KNOWN_HOSTS = 256;

function ipv4Text(address: number): string {
  let text = knownHosts.get(address);
  if (text === undefined) {
    text = [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
    if (knownHosts.size < MOST_KNOWN_HOSTS) knownHosts.set(address, text);
  }
  return text;
}

function flagsOf(bits: number): readonly Flag[] {
  let flags = knownFlags.get(bits);
  if (flags === undefined) {
    flags = FLAG_BITS.filter(([, bit]) => (bits & bit) !== 0).map(([flag]) => flag);
    knownFlags.set(bits, flags);
  }
  return flags;
}

function ipv6Text(view: DataView, at: number): string {
  const groups = Array.from({ length: 8 }, (_, i) => view.getUint16(at + 2 * i));
  let best = { at: -1, length: 1 };
  for (let i = 0; i < 8; i += 1) {
    let length = 0;
    while (i + length < 8 && groups[i + length] === 0) length += 1;
    if (length > best.length) best = { at: i, length };
  }
  const text = (part: number[]) => part.map((group) => group.toString(16)).join(':');
  if (best.at < 0) return text(groups);
  return `${text(groups.slice(0, best.at))}::${text(groups.slice(best.at + best.length))}`;
}

function parseOptions(view: DataView, from: number, to: number): SegmentOptions {
  const options: { -readonly [K in keyof SegmentOptions]: SegmentOptions[K] } = {};
  let at = from;
  while (at < to) {
    const kind = view.getUint8(at);
    if (kind === 0) break;
    if (kind === 1) {
      at += 1;
      continue;
    }
    if (at + 1 >= to) break;
    const length = view.getUint8(at + 1);
    if (length < 2 || at + length > to) break;
    if (kind === 2 && length === 4) options.mss = view.getUint16(at + 2);
    else if (kind === 3 && length === 3) options.windowScale = Math.min(14, view.getUint8(at + 2));
    else if (kind === 4 && length === 2) options.sackPermitted = true;
    else if (kind === 5 && length % 8 === 2)
      options.sack = Array.from({ length: Math.floor((length - 2) / 8) }, (_, i) => [
        view.getUint32(at + 2 + 8 * i),
        view.getUint32(at + 6 + 8 * i),
      ]);
    else if (kind === 8 && length === 10)
      options.timestamps = { value: view.getUint32(at + 2), echo: view.getUint32(at + 6) };
    at += length;
  }
  return options;
}

/**
 * Reads the IP (RFC 791, RFC 8200) and TCP (RFC 9293 §3.1) headers of one packet. Returns null unless there
 * is a whole TCP header: for other protocols, later fragments, IPv6 extension headers and truncated headers.
 * A capture may have cut off the payload.
 */
export function parseSegment(packet: Uint8Array): Segment | null {
  if (packet.length < 40) return null;
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const version = view.getUint8(0) >> 4;
  let tcpAt: number;
  let total: number;
  let hosts: readonly [string, string];
  if (version === 4) {
    tcpAt = (view.getUint8(0) & 0x0f) * 4;
    total = view.getUint16(2);
    // A header has five words or more (RFC 791 §3.1).
    if (tcpAt < 20 || view.getUint8(9) !== 6 || (view.getUint16(6) & 0x1fff) !== 0) return null;
    hosts = [ipv4Text(view.getUint32(12)), ipv4Text(view.getUint32(16))];
  } else if (version === 6) {
    tcpAt = 40;
    total = 40 + view.getUint16(4);
    if (view.getUint8(6) !== 6 || packet.length < 60) return null;
    hosts = [ipv6Text(view, 8), ipv6Text(view, 24)];
  } else return null;
  if (packet.length < tcpAt + 20) return null;
  const payloadAt = tcpAt + (view.getUint8(tcpAt + 12) >> 4) * 4;
  if (payloadAt < tcpAt + 20 || packet.length < payloadAt || total < payloadAt) return null;
  const bits = view.getUint8(tcpAt + 13);
  return {
    source: { host: hosts[0], port: view.getUint16(tcpAt) },
    destination: { host: hosts[1], port: view.getUint16(tcpAt + 2) },
    seq: view.getUint32(tcpAt + 4),
    ack: view.getUint32(tcpAt + 8),
    flags: flagsOf(bits),
    window: view.getUint16(tcpAt + 14),
    options: parseOptions(view, tcpAt + 20, payloadAt),
    payloadAt,
    payloadBytes: total - payloadAt,
  };
}

/** Returns the segment that would have carried everything that a run of segments carried. */
export function asOne(run: {
  readonly first: Segment;
  readonly last: Segment;
  readonly payloadBytes: number;
}): Segment {
  return { ...run.last, seq: run.first.seq, payloadBytes: run.payloadBytes };
}

/** Says whether a segment or a flow goes from `source` to `destination`. */
export function isBetween(
  it: { readonly source: Address; readonly destination: Address },
  source: Address,
  destination: Address,
): boolean {
  return sameAddress(it.source, source) && sameAddress(it.destination, destination);
}

/**
 * Returns the sequence numbers that a segment occupies, counting payload, SYN and FIN (RFC 9293 §3.4,
 * SEG.LEN).
 */
export function sequenceLength(segment: Pick<Segment, 'flags' | 'payloadBytes'>): number {
  return (
    segment.payloadBytes + (segment.flags.includes('SYN') ? 1 : 0) + (segment.flags.includes('FIN') ? 1 : 0)
  );
}
