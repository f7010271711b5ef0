import type {
  CallId,
  EventOf,
  HostId,
  LabEvent,
  ProgramId,
  SegmentId,
  SocketId,
  ThreadId,
} from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { isHeld, type WireMode } from '../../../shared/log/wire-settings.ts';
import { WindowScales } from '../../../shared/tcp/advertised-window.ts';
import { asOne, sequenceLength, type Segment } from '../../../shared/tcp/segment.ts';
import { type Moment, momentAt } from './moments.ts';
import { PressSpans } from './press-spans.ts';

/** The facts kept of a departure. */
export interface Departure {
  readonly from: HostId;
  readonly headers: Segment;
}
/** A departure, with its event and the bytes that its window grants. */
interface IndexedSegment extends Departure {
  readonly seq: number;
  readonly windowBytes: number;
}
/** The first segment of which a later one is a copy. */
export interface CopyOf {
  readonly first: SegmentId;
  readonly firstSeq: number;
  readonly from: HostId;
  /** The time (µs) for which its kernel waited before it sent this copy; null for a copy that the wire made. */
  readonly waitMicros: number | null;
  /** The wait before that one; null if this is the first. */
  readonly waitBeforeMicros: number | null;
}
/** A segment of which copies may come, with the time of its newest departure. */
interface FirstSent extends CopyOf {
  readonly sentAt: number;
}
type Call = Pick<EventOf<'call-entered'>, 'name' | 'thread' | 'line'> & Partial<EventOf<'call-entered'>>;

/** No later event refers to these by a number. A new kind of event does not compile until this is decided. */
type NotReferredTo =
  | 'lab-opened'
  | 'lab-closed'
  | 'notice'
  | 'program-edited'
  | 'program-removed'
  | 'frame-entered'
  | 'frame-left'
  | 'thread-joins'
  | 'exception-caught'
  | 'thread-at'
  | 'thread-step'
  | 'thread-ended'
  | 'variable-set'
  | 'variable-deleted'
  | 'output'
  | 'call-blocked'
  | 'call-returned'
  | 'socket-gone'
  | 'at-rest'
  | 'segment-dropped'
  | 'segment-timed'
  | 'nic-overflow'
  | 'listen-overflow'
  | 'positions-counted';

/** These do not show whether somebody made the lab go on. Here, too, a new kind must be decided. */
type SilentOnRest =
  | 'lab-opened'
  | 'lab-closed'
  | 'notice'
  | 'program-loaded'
  | 'program-edited'
  | 'program-ended'
  | 'program-removed'
  | 'thread-started'
  | 'frame-entered'
  | 'frame-left'
  | 'thread-joins'
  | 'exception-caught'
  | 'thread-at'
  | 'thread-ended'
  | 'variable-set'
  | 'variable-deleted'
  | 'output'
  | 'call-entered'
  | 'call-blocked'
  | 'socket-observed'
  | 'socket-gone'
  | 'segments-passed'
  | 'segment-duplicated'
  | 'segment-timed'
  | 'wire-set'
  | 'nic-overflow'
  | 'listen-overflow'
  | 'positions-counted';

/**
 * Keeps what later events name only by its number: the call of a return, the segment of a delivery. Each event is
 * seen once.
 */
export class LogIndex {
  readonly calls = new Map<CallId, Call>();
  readonly threads = new Map<ThreadId, { readonly program: ProgramId; readonly name: string }>();
  readonly programs = new Map<ProgramId, HostId>();
  readonly segments = new Map<SegmentId, IndexedSegment>();
  /** Copies, as their kernels sent them or the wire made them. */
  readonly copies = new Map<SegmentId, CopyOf>();
  /** When a segment or a copy of it arrived first, by the first of them: the event's seq. */
  readonly arrivals = new Map<SegmentId, number>();
  /** Their queues count connections, not bytes. */
  readonly listeners = new Set<SocketId>();
  readonly moments: Moment[] = [];
  /** The events by which a kernel sent a segment again, in order. */
  readonly retransmissions: number[] = [];
  /** The log cut by the presses that made it. */
  readonly presses = new PressSpans((event) => this.#wasHeld(event));
  /** Programs loaded and not ended, and the newest run's number. */
  running = 0;
  run = 1;
  /** How often somebody has made a lab go on that had come to rest. */
  hands = 0;
  #rests = true;
  readonly #base: number;
  #mode: WireMode;
  readonly #scales = new WindowScales();
  readonly #reached = new Set<string>();
  readonly #firsts = new Map<string, FirstSent>();

  /** `base`: what an earlier part of the log, no longer kept, folded into. */
  constructor(base: LabState) {
    this.#base = base.seq;
    this.#mode = base.wire.settings.mode;
    for (const call of Object.values(base.calls)) this.calls.set(call.call, call);
    for (const thread of Object.values(base.threads)) this.threads.set(thread.thread, thread);
    for (const program of Object.values(base.programs)) {
      this.programs.set(program.program, program.host);
      if (program.ended === null) this.running += 1;
      this.run = Math.max(this.run, program.run);
    }
    for (const { socket, state } of Object.values(base.sockets))
      if (state === 'LISTEN') this.listeners.add(socket);
    for (const { source, destination, windowScale } of Object.values(base.flows))
      this.#scales.offer(source, destination, windowScale);
    for (const chip of base.wire.chips)
      for (const held of [...chip.held, chip.last]) this.#keep(base.seq, held.segment, held);
    for (const chip of base.wire.chips)
      for (const held of chip.held) this.#note(held.segment, base.seq, held, held.sentAt);
  }

  hostOfThread(thread: ThreadId): HostId | null {
    return this.programs.get(this.threads.get(thread)?.program ?? '') ?? null;
  }

  /** A whole log in which nobody has stepped: all programs were let go at once. */
  get isFullSpeed(): boolean {
    return this.hands === 1;
  }

  see(event: LabEvent): void {
    this.#watchHands(event);
    this.presses.see(event);
    switch (event.type) {
      case 'program-loaded':
        this.programs.set(event.program, event.host);
        this.running += 1;
        this.run = Math.max(this.run, event.run);
        break;
      case 'program-ended':
        this.running -= 1;
        break;
      case 'thread-started':
        this.threads.set(event.thread, event);
        break;
      case 'call-entered':
        this.calls.set(event.call, event);
        break;
      case 'socket-observed':
        if (event.changed.state === 'LISTEN') this.listeners.add(event.socket);
        break;
      case 'segment-sent':
        this.#keep(event.seq, event.segment, event);
        this.#note(event.segment, event.seq, event, event.at);
        break;
      case 'segments-passed':
        this.#keep(event.seq, event.segment, { from: event.from, headers: asOne(event) });
        break;
      case 'segment-duplicated': {
        const original = this.segments.get(event.of);
        if (original === undefined) break;
        this.segments.set(event.segment, original);
        this.#note(event.segment, event.seq, original, null);
        break;
      }
      case 'segment-delivered': {
        const first = this.copies.get(event.segment)?.first ?? event.segment;
        if (!this.arrivals.has(first)) this.arrivals.set(first, event.seq);
        break;
      }
      case 'wire-set':
        this.#mode = event.settings.mode;
        break;
      default:
        event.type satisfies NotReferredTo;
    }
    const id = momentAt(event, this);
    if (id === null || this.#reached.has(`${this.run} ${id}`)) return;
    this.#reached.add(`${this.run} ${id}`);
    this.moments.push({ id, seq: event.seq, run: this.run });
  }

  #watchHands(event: LabEvent): void {
    switch (event.type) {
      case 'at-rest':
        this.#rests = true;
        return;
      case 'thread-step':
      case 'segment-delivered':
      case 'segment-dropped':
        if (this.#rests) this.hands += 1;
        this.#rests = false;
        return;
      // The lab goes on by itself: a timer of the kernel's has expired, or it has woken a call.
      case 'segment-sent':
      case 'call-returned':
        this.#rests = false;
        return;
      default:
        event.type satisfies SilentOnRest;
    }
  }

  #keep(seq: number, segment: SegmentId, { from, headers }: Departure): void {
    this.segments.set(segment, { seq, from, headers, windowBytes: this.#scales.read(headers).bytes });
  }

  /** `sentAt` is null for a copy that the wire made: no timer has waited for it. */
  #note(segment: SegmentId, seq: number, { from, headers }: Departure, sentAt: number | null): void {
    if (sequenceLength(headers) === 0) return;
    const { source, destination } = headers;
    const key = `${from} ${source.port} ${destination.port} ${headers.seq}`;
    const known = this.#firsts.get(key);
    if (known === undefined) {
      const none = { waitMicros: null, waitBeforeMicros: null };
      this.#firsts.set(key, { first: segment, firstSeq: seq, from, sentAt: sentAt ?? 0, ...none });
      return;
    }
    const { first, firstSeq, waitMicros: before } = known;
    const waitMicros = sentAt === null ? null : sentAt - known.sentAt;
    this.copies.set(segment, {
      first,
      firstSeq,
      from,
      waitMicros,
      waitBeforeMicros: sentAt === null ? null : before,
    });
    if (sentAt === null) return;
    this.#firsts.set(key, { ...known, sentAt, waitMicros });
    if (seq > this.#base) this.retransmissions.push(seq);
  }

  #wasHeld(event: LabEvent): boolean {
    const departure = event.type === 'segment-delivered' ? this.segments.get(event.segment) : undefined;
    return departure !== undefined && isHeld(this.#mode, sequenceLength(departure.headers));
  }
}
