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
import { EMPTY_LAB_STATE, type LabState, type SocketState } from '../../../shared/model/lab-state.ts';
import { otherHost } from '../../../shared/model/queries.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';
import { sameAddress, type Address } from '../../../shared/tcp/address.ts';
import { isBetween, type Segment } from '../../../shared/tcp/segment.ts';

type Entered = EventOf<'call-entered'>;
type Returned = EventOf<'call-returned'>;

/** A segment as its sender's NIC gave it, or as the wire doubled it. */
export interface LoggedSegment {
  readonly seq: number;
  readonly from: HostId;
  readonly headers: Segment;
  /** The wire made it. */
  readonly doubled: boolean;
}

/** A whole log, as it is asked whether a sentence told at one of its events is true. */
export class WholeLog {
  readonly events: readonly LabEvent[];
  readonly entered = new Map<CallId, Entered>();
  readonly returned = new Map<CallId, Returned>();
  readonly segments = new Map<SegmentId, LoggedSegment>();
  readonly threads = new Map<ThreadId, EventOf<'thread-started'>>();
  readonly hosts = new Map<ProgramId, HostId>();
  readonly #states: LabState[] = [EMPTY_LAB_STATE];
  readonly #rests: number[] = [];
  readonly #delivered = new Map<SegmentId, number>();

  constructor(events: readonly LabEvent[]) {
    this.events = events;
    let state = EMPTY_LAB_STATE;
    for (const event of events) {
      state = applyEvent(state, event);
      this.#states.push(state);
      if (event.type === 'at-rest') this.#rests.push(event.seq);
      else if (event.type === 'call-entered') this.entered.set(event.call, event);
      else if (event.type === 'call-returned') this.returned.set(event.call, event);
      else if (event.type === 'thread-started') this.threads.set(event.thread, event);
      else if (event.type === 'program-loaded') this.hosts.set(event.program, event.host);
      else if (event.type === 'segment-sent') this.segments.set(event.segment, { ...event, doubled: false });
      else if (event.type === 'segment-delivered') this.#delivered.set(event.segment, event.seq);
      else if (event.type === 'segment-duplicated') {
        const of = this.segments.get(event.of);
        if (of !== undefined) this.segments.set(event.segment, { ...of, seq: event.seq, doubled: true });
      }
    }
  }

  stateAt(seq: number): LabState {
    return this.#states[seq] ?? EMPTY_LAB_STATE;
  }

  /** The first moment at or after `seq` at which the kernel's counters had been read and nothing moved. */
  restAfter(seq: number): LabState | null {
    const rest = this.#rests.find((at) => at >= seq);
    return rest === undefined ? null : this.stateAt(rest);
  }

  /** The events of one type after `seq`. */
  after<T extends LabEvent['type']>(seq: number, type: T): EventOf<T>[] {
    return this.events.slice(seq).filter((event): event is EventOf<T> => event.type === type);
  }

  before<T extends LabEvent['type']>(seq: number, type: T): EventOf<T>[] {
    return this.events.slice(0, seq - 1).filter((event): event is EventOf<T> => event.type === type);
  }

  programOfThread(thread: ThreadId | undefined): ProgramId | null {
    return this.threads.get(thread ?? '')?.program ?? null;
  }

  programOfCall(call: CallId): ProgramId | null {
    return this.programOfThread(this.entered.get(call)?.thread);
  }

  /** The program that a socket() or an accept() gave this socket to before `seq`. */
  programOfSocket(socket: SocketId, seq: number): ProgramId | null {
    const given = this.events
      .slice(0, seq)
      .find((e) => e.type === 'call-returned' && e.result.ok && e.result.socket === socket);
    return given?.type === 'call-returned' ? this.programOfCall(given.call) : null;
  }

  /** The socket at one end of a connection; the newest that the kernel had there. */
  socketAt(state: LabState, host: HostId, local: Address, remote: Address): SocketState | null {
    return (
      Object.values(state.sockets).findLast(
        (one) =>
          one.host === host &&
          !one.gone &&
          one.local !== null &&
          one.remote !== null &&
          sameAddress(one.local, local) &&
          sameAddress(one.remote, remote),
      ) ?? null
    );
  }

  /** The two ends of a socket's connection, as its calls or the kernel have told them at any time. */
  endsOf(socket: SocketId): { readonly local: Address; readonly remote: Address } | null {
    for (let seq = this.events.length; seq > 0; seq -= 1) {
      const { local = null, remote = null } = this.stateAt(seq).sockets[socket] ?? {};
      if (local !== null && remote !== null && remote.port !== 0) return { local, remote };
    }
    return null;
  }

  receiverOf({ from, headers }: LoggedSegment, state: LabState): SocketState | null {
    return this.socketAt(state, otherHost(from), headers.destination, headers.source);
  }

  senderOf({ from, headers }: LoggedSegment, state: LabState): SocketState | null {
    return this.socketAt(state, from, headers.source, headers.destination);
  }

  /** The offsets that a segment's bytes have in its stream; null if its SYN is not in the log. */
  rangeOf(segment: LoggedSegment): { readonly from: number; readonly to: number } | null {
    const { source, destination, seq, payloadBytes, flags } = segment.headers;
    let isn: number | null = null;
    for (const other of this.segments.values())
      if (
        other.seq <= segment.seq &&
        other.headers.flags.includes('SYN') &&
        isBetween(other.headers, source, destination)
      )
        isn = other.headers.seq;
    if (isn === null) return null;
    const at = ((seq - isn - 1) | 0) + (flags.includes('SYN') ? 1 : 0);
    return { from: at, to: at + payloadBytes };
  }

  /** The bytes that a segment's window grants; the shifts are those of the newest SYNs before it, if both offered one. */
  windowOf({ seq, headers }: LoggedSegment): number {
    const { source, destination, flags, window } = headers;
    const offered = (from: Address, to: Address): number | undefined =>
      [...this.segments.values()].findLast(
        (other) =>
          other.seq <= seq && other.headers.flags.includes('SYN') && isBetween(other.headers, from, to),
      )?.headers.options.windowScale;
    const [own, peer] = [offered(source, destination), offered(destination, source)];
    return flags.includes('SYN') || own === undefined || peer === undefined ? window : window << own;
  }

  /** The segments of the same direction of a connection that left before this one. */
  earlier({ seq, headers }: LoggedSegment): LoggedSegment[] {
    return [...this.segments.values()].filter(
      (other) => other.seq < seq && isBetween(other.headers, headers.source, headers.destination),
    );
  }

  wasDelivered(segment: SegmentId, until = Infinity): boolean {
    return (this.#delivered.get(segment) ?? Infinity) < until;
  }
}
