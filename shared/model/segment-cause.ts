import type { CallId, EventOf, HostId, LabEvent, SegmentId, SocketId, ThreadId } from '../log/events.ts';
import { isOwnReset } from '../tcp/own-reset.ts';
import { isBetween, sequenceLength, type Segment } from '../tcp/segment.ts';
import { formatAddress, sameAddress, type Address } from '../tcp/address.ts';
import { ackPurpose, type AckPurpose } from './ack-purpose.ts';
import type { LabState, SegmentState } from './lab-state.ts';
import { segmentOnWire } from './queries.ts';

/** A call that caused a segment, with its thread and line. */
export interface CausingCall {
  readonly seq: number;
  readonly call: CallId;
  readonly name: EventOf<'call-entered'>['name'];
  readonly thread: ThreadId;
  readonly line: number;
  /** No line made the call: the program's exit closed the socket. */
  readonly atExit: boolean;
  /** No line made the call: nothing in the program referred to the socket any more. */
  readonly unnamed: boolean;
}

/**
 * The reason why a kernel sent a segment. It is concluded, not seen. `copy` says that the same sequence numbers
 * were sent before. `answers` is the last segment that the sender's NIC received on this connection since it last
 * sent on it.
 */
export interface SegmentCause {
  readonly is: 'reset' | 'answers-syn' | 'calls' | AckPurpose;
  /** The calls in order, each of the socket that the segment belongs to. Null stands for one that is not known. */
  readonly calls: readonly (CausingCall | null)[];
  readonly answers: SegmentId | null;
  /**
   * A recv() of the sender's socket that took bytes since then. It explains an acknowledgement that answers no
   * segment.
   */
  readonly reader: CausingCall | null;
  readonly copy: boolean;
}

/** The parts of a state that say whose call it is. */
type Hosts = Pick<LabState, 'threads' | 'programs'>;

interface Heard {
  readonly headers: Segment;
  readonly from: HostId;
  /** The segment was delivered, and its receiver has sent nothing on that connection since. */
  pending: boolean;
}

interface Connecting {
  readonly call: CausingCall;
  readonly host: HostId;
  readonly socket: SocketId;
  readonly to: Address | null;
  /** The local address that its SYN has shown; null before. */
  from: Address | null;
}

/**
 * Finds the call or the segment that made a kernel send a segment. Data is explained by its stream offsets, SYN
 * and FIN by the call on their own socket that asked for them, and the rest by what had just arrived. `see` must
 * be given every event in order; `of` must be asked before the next event.
 */
export class SegmentCauses {
  readonly #calls = new Map<CallId, CausingCall>();
  readonly #socketOfCall = new Map<CallId, SocketId>();
  readonly #connecting: Connecting[] = [];
  readonly #closing = new Map<SocketId, CausingCall>();
  readonly #reading = new Map<SocketId, CausingCall>();
  readonly #segments = new Map<SegmentId, Heard>();
  readonly #heard: SegmentId[] = [];
  /** The segment that each sent segment answered. It is concluded when the segment leaves. */
  readonly #answers = new Map<SegmentId, SegmentId | null>();
  /** The segments that have left, by sender, receiver and sequence number. */
  readonly #left = new Set<string>();
  readonly #copies = new Set<SegmentId>();

  see(event: LabEvent, hosts: Hosts): void {
    switch (event.type) {
      case 'call-entered':
        this.#entered(event, hosts);
        return;
      case 'call-returned': {
        // A shutdown() that failed has ended nothing.
        const socket = this.#socketOfCall.get(event.call) ?? '';
        if (!event.result.ok && this.#closing.get(socket)?.call === event.call) this.#closing.delete(socket);
        return;
      }
      case 'segment-sent':
        this.#sent(event);
        return;
      case 'segments-passed': {
        const { segment, from, last } = event;
        this.#sent({ segment, from, headers: last });
        this.#hear(segment);
        return;
      }
      case 'segment-delivered':
        this.#hear(event.segment);
        return;
      case 'segment-duplicated': {
        const original = this.#segments.get(event.of);
        if (original !== undefined) this.#segments.set(event.segment, { ...original, pending: false });
        return;
      }
      // No kernel sends a segment because of these.
      case 'lab-opened':
      case 'lab-closed':
      case 'notice':
      case 'program-loaded':
      case 'program-edited':
      case 'program-ended':
      case 'program-removed':
      case 'thread-started':
      case 'frame-entered':
      case 'frame-left':
      case 'thread-joins':
      case 'exception-caught':
      case 'thread-at':
      case 'thread-step':
      case 'thread-ended':
      case 'variable-set':
      case 'variable-deleted':
      case 'output':
      case 'call-blocked':
      case 'socket-observed':
      case 'socket-gone':
      case 'at-rest':
      case 'segment-dropped':
      case 'segment-timed':
      case 'wire-set':
      case 'nic-overflow':
      case 'listen-overflow':
      case 'positions-counted':
        return;
      default:
        return event satisfies never;
    }
  }

  /** `before` and `state` are those around the segment's departure, and `see` has been told of it. */
  of({ segment, from, headers }: EventOf<'segment-sent'>, before: LabState, state: LabState): SegmentCause {
    const sent = segmentOnWire(state, segment);
    const answers = this.#answers.get(segment) ?? null;
    const copy = sent?.copy === true || this.#copies.has(segment);
    const cause = { calls: [], answers, reader: null, copy };
    const socket = senderOf(state, from, headers, sent?.flow ?? null);
    const closing = this.#closing.get(socket ?? '');
    if (headers.flags.includes('RST'))
      return { ...cause, is: 'reset', calls: closing !== undefined && isOwnReset(headers) ? [closing] : [] };
    if (headers.flags.includes('SYN'))
      return headers.flags.includes('ACK')
        ? { ...cause, is: 'answers-syn' }
        : { ...cause, is: 'calls', calls: [this.#opener(state, from, headers)] };
    const calls = this.#writers(sent, state);
    if (headers.flags.includes('FIN')) calls.push(closing ?? null);
    if (calls.length > 0) return { ...cause, is: 'calls', calls };
    const reader = answers === null ? (this.#reading.get(socket ?? '') ?? null) : null;
    return { ...cause, is: ackPurpose(before, from, headers), reader };
  }

  #entered(event: EventOf<'call-entered'>, { threads, programs }: Hosts): void {
    const { seq, call, name, thread, line, socket, option, address } = event;
    const byNoLine = { atExit: event.atExit === true, unnamed: event.unnamed === true };
    const seen = { seq, call, name, thread, line, ...byNoLine };
    this.#calls.set(call, seen);
    if (socket === undefined) return;
    this.#socketOfCall.set(call, socket);
    const host = programs[threads[thread]?.program ?? '']?.host;
    if (name === 'connect' && host !== undefined)
      this.#connecting.push({ call: seen, host, socket, to: address ?? null, from: null });
    // The first call that ends the stream is the one that the FIN comes from.
    const ends = name === 'close' || (name === 'shutdown' && option !== 'SHUT_RD');
    if (ends && !this.#closing.has(socket)) this.#closing.set(socket, seen);
    if (name === 'recv' && event.flags?.includes('MSG_PEEK') !== true) this.#reading.set(socket, seen);
  }

  /**
   * The connect() of a SYN: its socket has the SYN's own address, or it is the only one that has none yet and asked for
   * this peer. Kernels send the SYNs of several in any order.
   */
  #opener({ sockets }: LabState, host: HostId, { source, destination }: Segment): CausingCall | null {
    const ofHost = this.#connecting.filter((one) => one.host === host);
    const known = ofHost.findLast((one) => {
      const local = sockets[one.socket]?.local ?? one.from;
      return local !== null && local.port !== 0 && sameAddress(local, source);
    });
    if (known !== undefined) return known.call;
    const [first, ...others] = ofHost.filter(
      (one) =>
        one.from === null &&
        !((sockets[one.socket]?.remote?.port ?? 0) > 0) &&
        (one.to === null || one.to.port === destination.port),
    );
    if (first === undefined || others.length > 0) return null;
    first.from = source;
    return first.call;
  }

  #hear(segment: SegmentId): void {
    const heard = this.#segments.get(segment);
    if (heard === undefined) return;
    heard.pending = true;
    this.#heard.push(segment);
  }

  #sent({ segment, from, headers }: Pick<EventOf<'segment-sent'>, 'segment' | 'from' | 'headers'>): void {
    let answers: SegmentId | null = null;
    for (const id of this.#heard) {
      const heard = this.#segments.get(id);
      if (heard === undefined || !heard.pending || !opposite(heard, from, headers)) continue;
      answers = id;
      heard.pending = false;
    }
    this.#heard.splice(0, this.#heard.length, ...this.#heard.filter((id) => this.#segments.get(id)?.pending));
    this.#answers.set(segment, answers);
    this.#segments.set(segment, { headers, from, pending: false });
    if (sequenceLength(headers) === 0) return;
    const name = `${formatAddress(headers.source)} ${formatAddress(headers.destination)} ${headers.seq}`;
    if (this.#left.has(name)) this.#copies.add(segment);
    this.#left.add(name);
  }

  #writers(sent: SegmentState | null, state: LabState): (CausingCall | null)[] {
    const flow = state.flows[sent?.flow ?? ''];
    const range = sent?.range ?? null;
    if (flow === undefined || range === null || range.to <= range.from) return [];
    const writes = flow.pending === null ? flow.writes : [...flow.writes, flow.pending];
    return writes
      .filter((write) => write.from < range.to && range.from < write.to)
      .map((write) => this.#calls.get(write.call) ?? null);
  }
}

/** The socket that a segment belongs to: the one of its flow, for an address may have been used before. */
function senderOf(
  { sockets }: LabState,
  host: HostId,
  { source, destination }: Segment,
  flow: string | null,
): SocketId | null {
  const ofHost = Object.values(sockets).filter((one) => one.host === host);
  const found =
    ofHost.findLast((one) => flow !== null && one.out === flow) ??
    ofHost.findLast(
      ({ local, remote }) =>
        local !== null && remote !== null && sameAddress(local, source) && sameAddress(remote, destination),
    );
  return found?.socket ?? null;
}

function opposite(heard: Heard, from: HostId, headers: Segment): boolean {
  return heard.from !== from && isBetween(heard.headers, headers.destination, headers.source);
}
