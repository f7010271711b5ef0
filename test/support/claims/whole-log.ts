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
import type { Segment } from '../../../shared/tcp/segment.ts';

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

const direction = (from: Address, to: Address): string => `${from.host} ${from.port} ${to.host} ${to.port}`;

function listOf<K, V>(lists: Map<K, V[]>, key: K): V[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** The number of entries before `seq`, of a list in the order of `seq`. */
function countBefore(list: readonly { readonly seq: number }[], seq: number): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (list[middle]!.seq < seq) from = middle + 1;
    else to = middle;
  }
  return from;
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
  readonly #delivered = new Map<SegmentId, number>();
  /* A flood has thousands of segments, and each sentence asks about those before it. */
  readonly #ofType = new Map<LabEvent['type'], LabEvent[]>();
  readonly #ofDirection = new Map<string, LoggedSegment[]>();
  readonly #givenBy = new Map<SocketId, CallId>();
  readonly #ends = new Map<SocketId, ReturnType<WholeLog['endsOf']>>();

  constructor(events: readonly LabEvent[]) {
    this.events = events;
    let state = EMPTY_LAB_STATE;
    for (const event of events) {
      state = applyEvent(state, event);
      this.#states.push(state);
      listOf(this.#ofType, event.type).push(event);
      if (event.type === 'call-entered') this.entered.set(event.call, event);
      else if (event.type === 'call-returned') this.#return(event);
      else if (event.type === 'thread-started') this.threads.set(event.thread, event);
      else if (event.type === 'program-loaded') this.hosts.set(event.program, event.host);
      else if (event.type === 'segment-sent') this.#send(event.segment, { ...event, doubled: false });
      else if (event.type === 'segment-delivered') this.#delivered.set(event.segment, event.seq);
      else if (event.type === 'segment-duplicated') {
        const of = this.segments.get(event.of);
        if (of !== undefined) this.#send(event.segment, { ...of, seq: event.seq, doubled: true });
      }
    }
  }

  #return(event: Returned): void {
    this.returned.set(event.call, event);
    const socket = event.result.ok ? event.result.socket : undefined;
    if (socket !== undefined && !this.#givenBy.has(socket)) this.#givenBy.set(socket, event.call);
  }

  #send(id: SegmentId, segment: LoggedSegment): void {
    this.segments.set(id, segment);
    const { source, destination } = segment.headers;
    const way = direction(source, destination);
    listOf(this.#ofDirection, way).push(segment);
    if (segment.headers.flags.includes('SYN')) listOf(this.#ofDirection, `SYN ${way}`).push(segment);
  }

  stateAt(seq: number): LabState {
    return this.#states[seq] ?? EMPTY_LAB_STATE;
  }

  /** The first moment at or after `seq` at which the kernel's counters had been read and nothing moved. */
  restAfter(seq: number): LabState | null {
    const rests = this.#of('at-rest');
    const rest = rests[countBefore(rests, seq)];
    return rest === undefined ? null : this.stateAt(rest.seq);
  }

  /** The events of one type after `seq`. */
  after<T extends LabEvent['type']>(seq: number, type: T): EventOf<T>[] {
    const all = this.#of(type);
    return all.slice(countBefore(all, seq + 1));
  }

  before<T extends LabEvent['type']>(seq: number, type: T): EventOf<T>[] {
    const all = this.#of(type);
    return all.slice(0, countBefore(all, seq));
  }

  #of<T extends LabEvent['type']>(type: T): EventOf<T>[] {
    return (this.#ofType.get(type) ?? []) as EventOf<T>[];
  }

  programOfThread(thread: ThreadId | undefined): ProgramId | null {
    return this.threads.get(thread ?? '')?.program ?? null;
  }

  programOfCall(call: CallId): ProgramId | null {
    return this.programOfThread(this.entered.get(call)?.thread);
  }

  /** The program that a socket() or an accept() gave this socket to before `seq`. */
  programOfSocket(socket: SocketId, seq: number): ProgramId | null {
    const call = this.#givenBy.get(socket);
    const isGiven = call !== undefined && (this.returned.get(call)?.seq ?? Infinity) <= seq;
    return isGiven ? this.programOfCall(call) : null;
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
    let ends = this.#ends.get(socket);
    for (let seq = this.events.length; seq > 0 && ends === undefined; seq -= 1) {
      const { local = null, remote = null } = this.stateAt(seq).sockets[socket] ?? {};
      if (local !== null && remote !== null && remote.port !== 0) ends = { local, remote };
    }
    this.#ends.set(socket, (ends ??= null));
    return ends;
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
    const isn = this.#synOf(source, destination, segment.seq)?.seq;
    if (isn === undefined) return null;
    const at = ((seq - isn - 1) | 0) + (flags.includes('SYN') ? 1 : 0);
    return { from: at, to: at + payloadBytes };
  }

  /** The bytes that a segment's window grants; the shifts are those of the newest SYNs before it, if both offered one. */
  windowOf({ seq, headers }: LoggedSegment): number {
    const { source, destination, flags, window } = headers;
    const own = this.#synOf(source, destination, seq)?.options.windowScale;
    const peer = this.#synOf(destination, source, seq)?.options.windowScale;
    return flags.includes('SYN') || own === undefined || peer === undefined ? window : window << own;
  }

  /** The newest SYN of this direction that had been sent at `seq`. */
  #synOf(from: Address, to: Address, seq: number): Segment | undefined {
    const syns = this.#ofDirection.get(`SYN ${direction(from, to)}`) ?? [];
    return syns.findLast((other) => other.seq <= seq)?.headers;
  }

  /** The segments of the same direction of a connection that left before this one. */
  earlier({ seq, headers }: LoggedSegment): LoggedSegment[] {
    const all = this.#ofDirection.get(direction(headers.source, headers.destination)) ?? [];
    return all.slice(0, countBefore(all, seq));
  }

  wasDelivered(segment: SegmentId, until = Infinity): boolean {
    return (this.#delivered.get(segment) ?? Infinity) < until;
  }
}
