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

/* What goes by too fast to be told one by one is told in runs: nothing is left out, and nothing odd is in a run. */

/** How fast segments come, in windows: fast from the bound on, until a whole window stays below it. */
export class SegmentRate {
  #began = -Infinity;
  #count = 0;
  #wasFast = false;

  /** Counts so many more, of which it is known already how they are told. */
  add(segments: number): void {
    this.#count += segments;
  }

  /** Counts one at this time, ms. Whether they come too fast to be told singly. */
  count(nowMs: number): boolean {
    const { coalesceAboveSegments: bound, coalesceWindowMs: window } = SERVER_LIMITS;
    if (nowMs - this.#began >= window) {
      this.#wasFast = this.#count > bound && nowMs - this.#began < 2 * window;
      this.#began = nowMs;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#wasFast || this.#count > bound;
  }
}

/** Whether segments in this direction cross at once, all and in order: then they may be told in runs. */
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

/** As many as one NIC may give in a turn of the event loop. */
const MOST_IN_A_RUN = READS_PER_TURN;

/** IPv4 (RFC 791) and TCP (RFC 9293) with all the options that fit. */
const LONGEST_HEADERS_BYTES = 60 + 60;

/**
 * Headers of the one run there is: it begins and ends in one call of the event loop, whichever lab's it is. A buffer
 * for each would be megabytes a second for the garbage collector.
 */
const headersOfRun = Buffer.alloc(MOST_IN_A_RUN * LONGEST_HEADERS_BYTES);

/**
 * A run of segments of one flow: data, each continuing the stream, or pure ACKs, each acknowledging more.
 * Anything else (SYN, FIN, RST, a copy, a hole, a closed window, SACK blocks, an older timestamp) is told by itself:
 * then the first and the last alone say what all of them do.
 */
export class SegmentRun {
  readonly from: HostId;
  readonly #segment: number;
  readonly #first: Segment;
  readonly #firstBytes: Buffer;
  readonly #predicted: HeaderPrediction;
  #count = 0;
  #rawBytes = 0;

  /** The first of a run is one that {@link beginsRun}. */
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

  /** Whether the segment would continue the run. */
  accepts(bytes: Buffer): boolean {
    return this.#count < MOST_IN_A_RUN && this.#predicted.fits(bytes);
  }

  add(bytes: Buffer): void {
    const { payloadAt } = this.#first;
    const at = this.#count * payloadAt;
    // Of so few bytes copy() would be mostly the call: 0.3 µs for each segment.
    for (let i = 0; i < payloadAt; i += 1) headersOfRun[at + i] = bytes[i] ?? 0;
    this.#predicted.advance(bytes);
    this.#count += 1;
    this.#rawBytes += bytes.length;
  }

  /** What the log is to say of it: one segment is told as one always is. */
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
    // All are as the first is, so that their headers have its length.
    const last = parseSegment(headersOfRun.subarray(end - first.payloadAt, end)) ?? first;
    const payloadBytes = (last.seq + last.payloadBytes - first.seq + 2 ** 32) % 2 ** 32;
    const raw = headersOfRun.toString('hex', 0, end);
    return [
      { type: 'segments-passed', source, segment, from, count, first, last, payloadBytes, rawBytes, raw },
    ];
  }
}

/** Whether a run may begin with it. `flow` and `back`, its direction and the other, are as the log has them. */
export function beginsRun(flow: FlowState, back: FlowState, headers: Segment): boolean {
  if (!isOrdinary(headers) || flow.fin.sent || flow.reset) return false;
  if (headers.seq !== seqOf(flow.sent, flow.isn)) return false;
  if (flow.tsRecent !== null && isOlder(headers.options.timestamps?.value, flow.tsRecent)) return false;
  // Data that arrives behind a hole waits out of order there.
  if (headers.payloadBytes > 0) return flow.received === flow.sent;
  return headers.ack !== seqOf(back.ackSent, back.isn);
}

/** Timestamps wrap (RFC 7323 §5.2). Where only one of two has any, nobody can say. */
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
