import { toHex } from '../../../shared/bytes.ts';
import type { HostId, LabEventBody } from '../../../shared/log/events.ts';
import type { FlowState } from '../../../shared/model/lab-state.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { parseSegment, type Segment } from '../../../shared/tcp/segment.ts';
import { seqOf } from '../../../shared/tcp/stream-offset.ts';
import { PLAIN_DIRECTION, type WireSettings } from '../../../shared/log/wire-settings.ts';
import { SERVER_LIMITS } from '../../limits.ts';
import { READS_PER_TURN } from '../libc/watch.ts';
import { HeaderPrediction } from './header-prediction.ts';

/*
 * Segments that come too fast for an event each are told in runs. Nothing is left out, and a run holds only
 * ordinary segments.
 */

/**
 * Measures how fast segments come, as a bucket that each segment fills by one and that runs out at a steady rate.
 * They are fast from when it is full until it is empty.
 */
export class SegmentRate {
  #level = 0;
  #at = 0;
  #isFast = false;

  /** Counts segments that were already told in a run. */
  add(segments: number): void {
    this.#level = Math.min(this.#level + segments, SERVER_LIMITS.segmentsToldAtOnce);
  }

  /** Counts one segment at `nowMs`. Returns whether segments come too fast for an event each. */
  count(nowMs: number): boolean {
    this.#level -= ((nowMs - this.#at) * SERVER_LIMITS.segmentsToldPerSecond) / 1000;
    this.#at = nowMs;
    if (this.#level <= 0) {
      this.#level = 0;
      this.#isFast = false;
    }
    this.add(1);
    if (this.#level >= SERVER_LIMITS.segmentsToldAtOnce) this.#isFast = true;
    return this.#isFast;
  }
}

/**
 * Says whether segments in this direction cross at once, all of them and in order, so that they may be told
 * in runs.
 */
export function crossesPlainly({ mode, toServer, toClient }: WireSettings, from: HostId): boolean {
  const { delayMs, kbitPerSecond, lossPercent, duplicatePercent, reorderPercent } =
    from === 'client' ? toServer : toClient;
  return (
    mode === 'auto' &&
    delayMs === PLAIN_DIRECTION.delayMs &&
    kbitPerSecond === PLAIN_DIRECTION.kbitPerSecond &&
    lossPercent + duplicatePercent + reorderPercent === 0
  );
}

/** A run holds at most as many segments as one NIC may deliver in a turn of the event loop. */
const MOST_IN_A_RUN = READS_PER_TURN;

/** The longest headers: IPv4 (RFC 791) and TCP (RFC 9293), both with all options that fit. */
const LONGEST_HEADERS_BYTES = 60 + 60;

/**
 * The headers of the current run. There is only one run at a time, because a run begins and ends in one
 * callback of the event loop. A buffer for each run would be megabytes a second for the garbage collector.
 */
const headersOfRun = Buffer.alloc(MOST_IN_A_RUN * LONGEST_HEADERS_BYTES);

/**
 * A run of segments of one flow: data that continues the stream, or pure ACKs that each acknowledge more. Any
 * other segment (SYN, FIN, RST, a copy, a hole, a closed window, SACK blocks, an older timestamp) is told
 * alone. The first and the last segment of a run therefore say what all of them do.
 */
export class SegmentRun {
  readonly from: HostId;
  readonly #segment: number;
  readonly #first: Segment;
  readonly #firstBytes: Buffer;
  readonly #predicted: HeaderPrediction;
  #count = 0;
  #rawBytes = 0;

  /** {@link beginsRun} must be true of the first segment. */
  constructor(from: HostId, segment: number, flow: FlowState, headers: Segment, bytes: Buffer) {
    this.from = from;
    this.#segment = segment;
    this.#first = headers;
    this.#firstBytes = Buffer.from(bytes);
    this.#predicted = new HeaderPrediction(headers, this.#firstBytes, flow.windowScale ?? 0);
    this.add(bytes);
  }

  get count(): number {
    return this.#count;
  }

  /** Says whether the segment would continue the run. */
  accepts(bytes: Buffer): boolean {
    return this.#count < MOST_IN_A_RUN && this.#predicted.fits(bytes);
  }

  add(bytes: Buffer): void {
    const { payloadAt } = this.#first;
    const at = this.#count * payloadAt;
    // For so few bytes most of copy() would be the call itself, 0.3 µs for each segment.
    for (let i = 0; i < payloadAt; i += 1) headersOfRun[at + i] = bytes[i] ?? 0;
    this.#predicted.advance(bytes);
    this.#count += 1;
    this.#rawBytes += bytes.length;
  }

  /** Returns the events that tell the run. A single segment is told as any other. */
  events(): LabEventBody[] {
    const [segment, from, source, rawBytes] = [this.#segment, this.from, 'segment' as const, this.#rawBytes];
    const [first, count] = [this.#first, this.#count];
    if (count === 1) {
      const raw = toHex(this.#firstBytes.subarray(0, LIMITS.segmentSnapBytes));
      return [
        { type: 'segment-sent', source, segment, from, headers: first, raw, rawBytes },
        { type: 'segment-delivered', source, segment },
      ];
    }
    const end = count * first.payloadAt;
    // All headers of a run have the length of the first one.
    const last = parseSegment(headersOfRun.subarray(end - first.payloadAt, end)) ?? first;
    const payloadBytes = (last.seq + last.payloadBytes - first.seq + 2 ** 32) % 2 ** 32;
    const raw = headersOfRun.toString('hex', 0, end);
    return [
      { type: 'segments-passed', source, segment, from, count, first, last, payloadBytes, rawBytes, raw },
    ];
  }
}

/**
 * Says whether a run may begin with this segment. `flow` is its direction and `back` the opposite one, both
 * as the log has them.
 */
export function beginsRun(flow: FlowState, back: FlowState, headers: Segment): boolean {
  if (!isOrdinary(headers) || flow.fin.sent || flow.reset) return false;
  if (headers.seq !== seqOf(flow.sent, flow.isn)) return false;
  if (flow.tsRecent !== null && isOlder(headers.options.timestamps?.value, flow.tsRecent)) return false;
  // Data beyond a hole waits out of order at the receiver.
  if (headers.payloadBytes > 0) return flow.received === flow.sent;
  return headers.ack !== seqOf(back.ackSent, back.isn);
}

/** Timestamps wrap (RFC 7323 §5.2). If only one of two segments has a timestamp, they cannot be compared. */
function isOlder(value: number | undefined, than: number | undefined): boolean {
  if (value === undefined || than === undefined) return value !== than;
  return ((value - than) | 0) < 0;
}

function isOrdinary({ flags, window, options }: Segment): boolean {
  return (
    flags.includes('ACK') &&
    flags.every((flag) => flag === 'ACK' || flag === 'PSH') &&
    window > 0 &&
    options.sack === undefined
  );
}
