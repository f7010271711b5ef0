import type { Segment } from '../../../shared/tcp/segment.ts';

const PSH = 0x08;
/** Two NOPs, then a timestamps option: what Linux writes before each pair of timestamps (`tcp_options_write`). */
const ALIGNED_TIMESTAMPS = 0x0101_080a;

/**
 * Whether a packet is the next ordinary one after those before it, told from the few bytes in which two such
 * headers differ: Van Jacobson's header prediction (net/ipv4/tcp_input.c, `tcp_rcv_established`). At full
 * speed to parse each header whole and to look up its flow took 8 % of the lab host's time, this takes 2 %.
 * It errs on one side only: what is not like the one before is no continuation, whatever it may mean.
 */
export class HeaderPrediction {
  readonly #first: Buffer;
  readonly #isV4: boolean;
  readonly #tcpAt: number;
  readonly #payloadAt: number;
  readonly #isData: boolean;
  /** Where the timestamp's value stands; null where there is none, or not where Linux puts it. */
  readonly #timestampAt: number | null;
  /** 2 to the power of the sender's window scale. */
  readonly #windowUnit: number;
  #nextSeq = 0;
  #ack = 0;
  #window = 0;
  #timestamp = 0;

  /** `first` has no flag but ACK and PSH; `bytes` is its packet, and stays as it is. */
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
   * Whether it continues what was {@link advance}d to: the same kind of segment, data where the last ended or an
   * ACK of more, and neither acknowledgement, permission nor timestamp goes back.
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

  /** One that fits was taken: the next is to continue it. */
  advance(bytes: Buffer): void {
    const at = this.#tcpAt;
    this.#nextSeq = (bytes.readUInt32BE(at + 4) + this.#payloadBytes(bytes)) % 2 ** 32;
    this.#ack = bytes.readUInt32BE(at + 8);
    this.#window = bytes.readUInt16BE(at + 14);
    if (this.#timestampAt !== null) this.#timestamp = bytes.readUInt32BE(this.#timestampAt);
  }

  /** By the IP header's own length: of the whole packet (IPv4), or of all behind the first 40 bytes (IPv6). */
  #payloadBytes(bytes: Buffer): number {
    const total = this.#isV4 ? bytes.readUInt16BE(2) : 40 + bytes.readUInt16BE(4);
    return total - this.#payloadAt;
  }

  /**
   * Addresses, ports, flags, kinds of options: all of the first header but what is compared by its value or, as
   * IPv4's identification and the checksums, says nothing here. PSH may come and go.
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
