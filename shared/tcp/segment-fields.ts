import {
  cutField,
  hexText,
  NO_ORIGIN,
  relative,
  since,
  type FieldId,
  type Relative,
  type SegmentField,
  type SegmentOrigin,
} from './segment-field.ts';
import { optionFields } from './segment-option-fields.ts';

type Entry = readonly [id: FieldId, bits: number, section: string, read?: FieldReading];
interface FieldReading {
  readonly raw?: (bytes: Uint8Array) => string;
  readonly relative?: (value: number) => Relative | null;
}

const RFC791 = 'RFC 791 §3.1';
const RFC8200 = 'RFC 8200 §3';
const RFC9293 = 'RFC 9293 §3.1';
const ipv4Text = (bytes: Uint8Array): string => bytes.join('.');
const words: FieldReading = { relative: (n) => relative(4 * n, 'bytes') };

const DIFFSERV = [
  ['ip.dscp', 6, 'RFC 2474 §3'],
  ['ip.ecn', 2, 'RFC 3168 §5'],
] as const satisfies readonly Entry[];

function ipv4(headerWords: number): readonly Entry[] {
  const options = 32 * (headerWords - 5);
  return [
    ['ip.version', 4, RFC791],
    ['ip.ihl', 4, RFC791, words],
    ...DIFFSERV,
    ['ip.totalLength', 16, RFC791],
    ['ip.identification', 16, RFC791, { raw: hexText }],
    ['ip.reserved', 1, RFC791],
    ['ip.df', 1, RFC791],
    ['ip.mf', 1, RFC791],
    ['ip.fragmentOffset', 13, RFC791, { relative: (n) => (n === 0 ? null : relative(8 * n, 'bytes')) }],
    ['ip.ttl', 8, RFC791],
    ['ip.protocol', 8, RFC791],
    ['ip.checksum', 16, RFC791, { raw: hexText }],
    ['ip.source', 32, RFC791, { raw: ipv4Text }],
    ['ip.destination', 32, RFC791, { raw: ipv4Text }],
    ...(options > 0 ? ([['ip.options', options, RFC791, { raw: hexText }]] as const) : []),
  ];
}

const IPV6: readonly Entry[] = [
  ['ip.version', 4, RFC8200],
  ...DIFFSERV,
  ['ip.flowLabel', 20, 'RFC 6437 §2'],
  ['ip.payloadLength', 16, RFC8200],
  ['ip.nextHeader', 8, RFC8200],
  ['ip.hopLimit', 8, RFC8200],
  ['ip.source', 128, RFC8200, { raw: ipv6Groups }],
  ['ip.destination', 128, RFC8200, { raw: ipv6Groups }],
];

function tcp(origin: SegmentOrigin, bits: number): readonly Entry[] {
  const acks = (bits & 0x10) !== 0;
  const syn = (bits & 0x02) !== 0;
  const scaled = (n: number): Relative | null =>
    origin.windowShift === null || syn ? null : relative(n * 2 ** origin.windowShift, 'bytes');
  return [
    ['tcp.sourcePort', 16, RFC9293],
    ['tcp.destinationPort', 16, RFC9293],
    ['tcp.seq', 32, RFC9293, { relative: (n) => relative(since(n, origin.isn), 'offset') }],
    [
      'tcp.ack',
      32,
      RFC9293,
      { relative: (n) => (acks ? relative(since(n, origin.peerIsn), 'offset') : null) },
    ],
    ['tcp.dataOffset', 4, RFC9293, words],
    ['tcp.reserved', 4, RFC9293],
    ['flag.cwr', 1, 'RFC 3168 §6.1'],
    ['flag.ece', 1, 'RFC 3168 §6.1'],
    ...(['urg', 'ack', 'psh', 'rst', 'syn', 'fin'] as const).map((flag): Entry => [
      `flag.${flag}`,
      1,
      RFC9293,
    ]),
    ['tcp.window', 16, RFC9293, { relative: scaled }],
    ['tcp.checksum', 16, RFC9293, { raw: hexText }],
    ['tcp.urgentPointer', 16, RFC9293],
  ];
}

/**
 * Returns every field of a packet's IP and TCP headers and of each TCP option, in order, up to the payload or
 * to the end of the captured bytes. Each bit belongs to exactly one field. Returns an empty list for anything
 * but TCP in IPv4 (RFC 791) or in IPv6 without extension headers (RFC 8200).
 */
export function segmentFields(packet: Uint8Array, origin: SegmentOrigin = NO_ORIGIN): SegmentField[] {
  const tcpAt = tcpStart(packet);
  if (tcpAt === null) return [];
  const ip = (packet[0] ?? 0) >> 4 === 4 ? ipv4(tcpAt / 4) : IPV6;
  const bits = packet[tcpAt + 13] ?? 0;
  const fields = [...place(packet, ip, 'ip', 0), ...place(packet, tcp(origin, bits), 'tcp', tcpAt * 8)];
  const optionsTo = tcpAt + 4 * ((packet[tcpAt + 12] ?? 0) >> 4);
  if (packet.length < tcpAt + 20) return fields;
  return [...fields, ...optionFields(packet, tcpAt + 20, optionsTo, origin)];
}

/** Returns the offset of the TCP header in bytes, or null if the packet carries no TCP header. */
function tcpStart(packet: Uint8Array): number | null {
  const version = (packet[0] ?? 0) >> 4;
  if (version === 6) return packet.length >= 40 && packet[6] === 6 ? 40 : null;
  const headerWords = (packet[0] ?? 0) & 0x0f;
  if (version !== 4 || headerWords < 5 || packet.length < 20 || packet[9] !== 6) return null;
  const fragment = (((packet[6] ?? 0) & 0x1f) << 8) | (packet[7] ?? 0);
  return fragment === 0 ? 4 * headerWords : null;
}

/**
 * Places a header's entries one after another, from bit `from` on. If the capture ends within the header, the
 * rest is one field, `cut`.
 */
function place(
  packet: Uint8Array,
  entries: readonly Entry[],
  part: SegmentField['part'],
  start: number,
): SegmentField[] {
  const end = packet.length * 8;
  const fields: SegmentField[] = [];
  let from = start;
  for (const [id, bits, section, reading] of entries) {
    const to = from + bits;
    if (to > end) {
      if (from < end) fields.push({ ...cutField(packet, from), part, option: null, section });
      break;
    }
    const value = bitsOf(packet, from, to);
    const raw = reading?.raw?.(packet.subarray(from >> 3, to >> 3)) ?? String(value);
    fields.push({
      id,
      part,
      option: null,
      from,
      to,
      raw,
      section,
      relative: reading?.relative?.(value) ?? null,
    });
    from = to;
  }
  return fields;
}

function bitsOf(packet: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let bit = from; bit < to && bit < from + 32; bit += 1)
    value = value * 2 + (((packet[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
  return value;
}

/** Returns all eight groups in full, because this is the raw value; the page shows the short spelling. */
function ipv6Groups(bytes: Uint8Array): string {
  return Array.from({ length: 8 }, (_, i) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16),
  ).join(':');
}
