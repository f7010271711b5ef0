/*
 * Netlink's framing (netlink(7)). A message has a 16-byte header and a payload, an attribute a 4-byte header
 * and a value. Both are padded to 4 bytes.
 */

export const NLM_F_REQUEST = 0x1;
export const NLM_F_ACK = 0x4;
export const NLM_F_DUMP_INTR = 0x10;
export const NLM_F_DUMP = 0x300;
export const NLM_F_REPLACE = 0x100;
export const NLM_F_CREATE = 0x400;

const NLMSG_ERROR = 2;
const NLMSG_DONE = 3;
const HEADER_BYTES = 16;

export interface NetlinkMessage {
  readonly type: number;
  readonly flags: number;
  readonly sequence: number;
  readonly payload: Buffer;
  /** The errno of an acknowledgement, an error or the end of a dump; 0 means success. */
  readonly errno: number | undefined;
}

export function encodeMessage(type: number, flags: number, sequence: number, payload: Buffer): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + payload.length);
  bytes.writeUInt32LE(bytes.length, 0);
  bytes.writeUInt16LE(type, 4);
  bytes.writeUInt16LE(flags, 6);
  bytes.writeUInt32LE(sequence, 8);
  bytes.set(payload, HEADER_BYTES);
  return bytes;
}

/** Returns the messages of one datagram. Payloads are views of `bytes`. */
export function decodeMessages(bytes: Buffer): NetlinkMessage[] {
  const messages: NetlinkMessage[] = [];
  for (let at = 0; at + HEADER_BYTES <= bytes.length;) {
    const length = bytes.readUInt32LE(at);
    if (length < HEADER_BYTES || at + length > bytes.length) break;
    const type = bytes.readUInt16LE(at + 4);
    const payload = bytes.subarray(at + HEADER_BYTES, at + length);
    const isEnd = type === NLMSG_ERROR || type === NLMSG_DONE;
    messages.push({
      type,
      flags: bytes.readUInt16LE(at + 6),
      sequence: bytes.readUInt32LE(at + 8),
      payload,
      errno: isEnd ? (payload.length >= 4 ? Math.abs(payload.readInt32LE(0)) : 0) : undefined,
    });
    at += align(length);
  }
  return messages;
}

/** Returns one attribute. A number is written as u32, a text with its final NUL. */
export function encodeAttribute(type: number, value: Buffer | number | string): Buffer {
  const content =
    typeof value === 'number'
      ? u32(value)
      : typeof value === 'string'
        ? Buffer.from(`${value}\0`, 'latin1')
        : value;
  const bytes = Buffer.alloc(align(4 + content.length));
  bytes.writeUInt16LE(4 + content.length, 0);
  bytes.writeUInt16LE(type, 2);
  bytes.set(content, 4);
  return bytes;
}

/** Returns attributes by their type. Values are views of `bytes`. */
export function decodeAttributes(bytes: Buffer): Map<number, Buffer> {
  const attributes = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= bytes.length;) {
    const length = bytes.readUInt16LE(at);
    if (length < 4 || at + length > bytes.length) break;
    const NESTED_AND_BYTE_ORDER_BITS = 0xc000;
    attributes.set(
      bytes.readUInt16LE(at + 2) & ~NESTED_AND_BYTE_ORDER_BITS,
      bytes.subarray(at + 4, at + length),
    );
    at += align(length);
  }
  return attributes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function align(length: number): number {
  return (length + 3) & ~3;
}
