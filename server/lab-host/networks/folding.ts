import { toHex } from '../../../shared/bytes.ts';
import type { HostId, LabEventBody } from '../../../shared/events.ts';
import type { FlowState } from '../../../shared/lab-state.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { Segment } from '../../../shared/segment.ts';
import { seqOf } from '../../../shared/stream-offset.ts';
import { PLAIN_DIRECTION, type WireSettings } from '../../../shared/wire-settings.ts';
import { SERVER_LIMITS } from '../../limits.ts';

/* What goes by too fast to be told one by one is told in runs: nothing is left out, and nothing odd is in a run. */

/** How fast segments come, in windows: fast from the bound on, until a whole window stays below it. */
export class SegmentRate {
  #began = -Infinity;
  #count = 0;
  #wasFast = false;

  /** Counts one at this time, ms. Whether they come too fast to be told singly. */
  count(nowMs: number): boolean {
    const { foldAboveSegments: bound, foldWindowMs: window } = SERVER_LIMITS;
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

/**
 * A run of segments of one flow: data, each continuing the stream, or pure ACKs, each acknowledging more.
 * Anything else (SYN, FIN, RST, a copy, a hole, a closed window, SACK blocks, an older timestamp) is told by itself.
 */
export class SegmentRun {
  readonly #from: HostId;
  readonly #segment: number;
  readonly #flow: FlowState;
  readonly #first: Segment;
  readonly #firstBytes: Buffer;
  #last: Segment;
  #count = 1;
  #payloadBytes: number;
  #rawBytes: number;
  #rawHeaders: string;

  /** The first of a run is one that {@link beginsRun}. */
  constructor(from: HostId, segment: number, flow: FlowState, headers: Segment, bytes: Buffer) {
    this.#from = from;
    this.#segment = segment;
    this.#flow = flow;
    this.#first = headers;
    this.#firstBytes = Buffer.from(bytes);
    this.#last = headers;
    this.#payloadBytes = headers.payloadBytes;
    this.#rawBytes = bytes.length;
    this.#rawHeaders = rawHeaders(headers, bytes);
  }

  /**
   * Whether the segment would continue the run: then the first and the last alone say what all of them do,
   * because neither acknowledgement, nor permission, nor timestamp goes back in between.
   */
  accepts(flow: FlowState, headers: Segment): boolean {
    const last = this.#last;
    if (flow.flow !== this.#flow.flow || !isOrdinary(headers)) return false;
    if (headers.seq !== (last.seq + last.payloadBytes) % 2 ** 32) return false;
    if (headers.payloadBytes > 0 !== last.payloadBytes > 0) return false;
    if (isOlder(headers.options.timestamps?.value, last.options.timestamps?.value)) return false;
    const acknowledged = (headers.ack - last.ack) | 0;
    if (acknowledged < (headers.payloadBytes > 0 ? 0 : 1)) return false;
    return acknowledged + (headers.window - last.window) * 2 ** (flow.windowScale ?? 0) >= 0;
  }

  add(headers: Segment, bytes: Buffer): void {
    this.#last = headers;
    this.#count += 1;
    this.#payloadBytes += headers.payloadBytes;
    this.#rawBytes += bytes.length;
    this.#rawHeaders += rawHeaders(headers, bytes);
  }

  /** What the log is to say of it: one segment is told as one always is. */
  events(): LabEventBody[] {
    const [segment, from, source] = [this.#segment, this.#from, 'segment' as const];
    if (this.#count === 1) {
      const raw = toHex(this.#firstBytes.subarray(0, LIMITS.segmentSnapBytes));
      return [
        { type: 'segment-sent', source, segment, from, headers: this.#first, raw, rawBytes: this.#rawBytes },
        { type: 'segment-delivered', source, segment },
      ];
    }
    return [
      {
        type: 'segments-passed',
        source,
        segment,
        from,
        count: this.#count,
        first: this.#first,
        last: this.#last,
        payloadBytes: this.#payloadBytes,
        rawBytes: this.#rawBytes,
        raw: this.#rawHeaders,
      },
    ];
  }
}

const rawHeaders = ({ payloadAt }: Segment, bytes: Buffer): string => bytes.toString('hex', 0, payloadAt);

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
