import { utf8Encode } from '../bytes.ts';

/**
 * Writes pcapng (draft-ietf-opsawg-pcapng): one section, one interface for each NIC, and enhanced packet
 * blocks with comments. Numbers are little-endian, times are in µs, and packets begin with their IP header.
 */
export interface CaptureInterface {
  readonly name: string;
  readonly description: string;
  /** The interface keeps at most this many bytes of a packet. */
  readonly snapBytes: number;
}

export interface CapturedPacket {
  /** The index of the packet's interface. */
  readonly interface: number;
  /** µs since 1970-01-01T00:00Z. */
  readonly atMicros: bigint;
  /** The packet from its IP header on. Its end may be missing. */
  readonly bytes: Uint8Array;
  /** The packet's length on the wire, in bytes. */
  readonly originalBytes: number;
  readonly direction: 'in' | 'out';
  readonly comment?: string;
}

export interface Capture {
  /** The name of the program that writes the file, such as `Socketscope 0.1.0`. */
  readonly application: string;
  readonly os: string;
  readonly interfaces: readonly CaptureInterface[];
  readonly packets: readonly CapturedPacket[];
}

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const ENHANCED_PACKET = 6;
/** LINKTYPE_RAW means that a packet begins with its IP header (tcpdump.org/linktypes.html). */
const LINKTYPE_RAW = 101;
const OPTION = {
  end: 0,
  comment: 1,
  shbOs: 3,
  shbApplication: 4,
  ifName: 2,
  ifDescription: 3,
  ifTimeResolution: 9,
  packetFlags: 2,
} as const;

export function writePcapng({ application, os, interfaces, packets }: Capture): Uint8Array {
  return joined([
    section(application, os),
    ...interfaces.map(interfaceDescription),
    ...packets.map(enhancedPacket),
  ]);
}

function section(application: string, os: string): Uint8Array {
  const body = new DataView(new ArrayBuffer(16));
  body.setUint32(0, 0x1a2b3c4d, true);
  body.setUint16(4, 1, true);
  body.setUint16(6, 0, true);
  // A length of −1 means that the section ends with the file.
  body.setBigInt64(8, -1n, true);
  return block(SECTION_HEADER, bytesOf(body), [
    option(OPTION.shbOs, utf8Encode(os)),
    option(OPTION.shbApplication, utf8Encode(application)),
  ]);
}

function interfaceDescription({ name, description, snapBytes }: CaptureInterface): Uint8Array {
  const body = new DataView(new ArrayBuffer(8));
  body.setUint16(0, LINKTYPE_RAW, true);
  body.setUint32(4, snapBytes, true);
  return block(INTERFACE_DESCRIPTION, bytesOf(body), [
    option(OPTION.ifName, utf8Encode(name)),
    option(OPTION.ifDescription, utf8Encode(description)),
    option(OPTION.ifTimeResolution, Uint8Array.of(6)),
  ]);
}

function enhancedPacket(packet: CapturedPacket): Uint8Array {
  const { bytes, comment } = packet;
  const head = new DataView(new ArrayBuffer(20));
  head.setUint32(0, packet.interface, true);
  head.setUint32(4, Number(packet.atMicros >> 32n), true);
  head.setUint32(8, Number(packet.atMicros & 0xffff_ffffn), true);
  head.setUint32(12, bytes.length, true);
  head.setUint32(16, packet.originalBytes, true);
  const flags = Uint8Array.of(packet.direction === 'in' ? 1 : 2, 0, 0, 0);
  const options = [option(OPTION.packetFlags, flags)];
  if (comment !== undefined) options.push(option(OPTION.comment, utf8Encode(comment)));
  return block(ENHANCED_PACKET, joined([bytesOf(head), padded(bytes)]), options);
}

function block(type: number, body: Uint8Array, options: readonly Uint8Array[]): Uint8Array {
  const content = joined([body, ...options, option(OPTION.end, new Uint8Array(0))]);
  const length = content.length + 12;
  const whole = new DataView(new ArrayBuffer(length));
  whole.setUint32(0, type, true);
  whole.setUint32(4, length, true);
  whole.setUint32(length - 4, length, true);
  const bytes = bytesOf(whole);
  bytes.set(content, 8);
  return bytes;
}

function option(code: number, value: Uint8Array): Uint8Array {
  const head = new DataView(new ArrayBuffer(4));
  head.setUint16(0, code, true);
  head.setUint16(2, value.length, true);
  return joined([bytesOf(head), padded(value)]);
}

/** Pads to 32 bits, to which every part of a block is aligned. */
function padded(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  whole.set(bytes);
  return whole;
}

const bytesOf = ({ buffer }: DataView): Uint8Array => new Uint8Array(buffer);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
