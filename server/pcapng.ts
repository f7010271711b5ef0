/**
 * Writes pcapng (draft-ietf-opsawg-pcapng): one section, an interface for each NIC, enhanced packets with
 * comments. Little-endian, times in µs, raw IP packets.
 */
export interface CaptureInterface {
  readonly name: string;
  readonly description: string;
  /** Most bytes that a packet of it is kept with. */
  readonly snapBytes: number;
}

export interface CapturedPacket {
  /** Index into the interfaces. */
  readonly interface: number;
  /** µs since 1970-01-01T00:00Z. */
  readonly atMicros: bigint;
  /** From its IP header on, possibly cut. */
  readonly bytes: Uint8Array;
  /** As it was on the wire. */
  readonly originalBytes: number;
  readonly direction: 'in' | 'out';
  readonly comment?: string;
}

export interface Capture {
  /** Who wrote it, e.g. `Socketscope 0.1.0`. */
  readonly application: string;
  readonly os: string;
  readonly interfaces: readonly CaptureInterface[];
  readonly packets: readonly CapturedPacket[];
}

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const ENHANCED_PACKET = 6;
/** LINKTYPE_RAW: the packet begins with its IP header (tcpdump.org/linktypes.html). */
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
  return Buffer.concat([
    section(application, os),
    ...interfaces.map(interfaceDescription),
    ...packets.map(enhancedPacket),
  ]);
}

function section(application: string, os: string): Buffer {
  const body = Buffer.alloc(16);
  body.writeUInt32LE(0x1a2b3c4d, 0);
  body.writeUInt16LE(1, 4);
  body.writeUInt16LE(0, 6);
  // The section's length is not said: it ends with the file.
  body.writeBigInt64LE(-1n, 8);
  return block(SECTION_HEADER, body, [
    option(OPTION.shbOs, Buffer.from(os)),
    option(OPTION.shbApplication, Buffer.from(application)),
  ]);
}

function interfaceDescription({ name, description, snapBytes }: CaptureInterface): Buffer {
  const body = Buffer.alloc(8);
  body.writeUInt16LE(LINKTYPE_RAW, 0);
  body.writeUInt32LE(snapBytes, 4);
  return block(INTERFACE_DESCRIPTION, body, [
    option(OPTION.ifName, Buffer.from(name)),
    option(OPTION.ifDescription, Buffer.from(description)),
    option(OPTION.ifTimeResolution, Buffer.from([6])),
  ]);
}

function enhancedPacket(packet: CapturedPacket): Buffer {
  const { bytes, comment } = packet;
  const head = Buffer.alloc(20);
  head.writeUInt32LE(packet.interface, 0);
  head.writeUInt32LE(Number(packet.atMicros >> 32n), 4);
  head.writeUInt32LE(Number(packet.atMicros & 0xffff_ffffn), 8);
  head.writeUInt32LE(bytes.length, 12);
  head.writeUInt32LE(packet.originalBytes, 16);
  const flags = Buffer.alloc(4);
  flags.writeUInt32LE(packet.direction === 'in' ? 1 : 2);
  const options = [option(OPTION.packetFlags, flags)];
  if (comment !== undefined) options.push(option(OPTION.comment, Buffer.from(comment)));
  return block(ENHANCED_PACKET, Buffer.concat([head, padded(bytes)]), options);
}

function block(type: number, body: Uint8Array, options: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat([body, ...options, option(OPTION.end, Buffer.alloc(0))]);
  const length = content.length + 12;
  const whole = Buffer.alloc(length);
  whole.writeUInt32LE(type, 0);
  whole.writeUInt32LE(length, 4);
  content.copy(whole, 8);
  whole.writeUInt32LE(length, length - 4);
  return whole;
}

function option(code: number, value: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(code, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, padded(value)]);
}

/** Everything is aligned to 32 bits. */
function padded(bytes: Uint8Array): Buffer {
  const whole = Buffer.alloc(Math.ceil(bytes.length / 4) * 4);
  whole.set(bytes);
  return whole;
}
