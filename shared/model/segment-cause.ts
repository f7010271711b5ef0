import type { CallId, EventOf, HostId, LabEvent, SegmentId, ThreadId } from '../log/events.ts';
import type { LabState, SegmentState } from './lab-state.ts';
import { isBetween, type Segment } from '../tcp/segment.ts';
import { segmentOnWire } from './queries.ts';

/** A call that caused a segment, with its thread and line. */
export interface CausingCall {
  readonly seq: number;
  readonly call: CallId;
  readonly name: EventOf<'call-entered'>['name'];
  readonly thread: ThreadId;
  readonly line: number;
}

/**
 * The reason why a kernel sent a segment. It is concluded, not seen. `copy` says that the same bytes were
 * sent before. `answers` is the last segment that the sender's NIC received on this connection since it last
 * sent on it.
 */
export interface SegmentCause {
  readonly is: 'reset' | 'answers-syn' | 'calls' | 'acknowledges';
  /** The calls in order. Null stands for the end of a program, which closes its sockets. */
  readonly calls: readonly (CausingCall | null)[];
  readonly answers: SegmentId | null;
  /**
   * A recv() of the sender's host that took bytes since then. It explains an acknowledgement that answers no
   * segment.
   */
  readonly reader: CausingCall | null;
  readonly copy: boolean;
}

/** The parts of a state that a cause is concluded from. */
type Hosts = Pick<LabState, 'threads' | 'programs'>;

interface Heard {
  readonly headers: Segment;
  readonly from: HostId;
  /** The segment was delivered, and its receiver has sent nothing on that connection since. */
  pending: boolean;
}

/**
 * Finds the call or the segment that made a kernel send a segment. Data is explained by its stream offsets,
 * SYN and FIN by the newest call of that host that asks for one, and the rest by what had just arrived. `see`
 * must be given every event in order; `of` must be asked before the next event.
 */
export class SegmentCauses {
  readonly #calls = new Map<CallId, CausingCall>();
  readonly #opening = new Map<HostId, CausingCall>();
  readonly #closing = new Map<HostId, CausingCall>();
  readonly #reading = new Map<HostId, CausingCall>();
  readonly #segments = new Map<SegmentId, Heard>();
  readonly #heard: SegmentId[] = [];
  /** The segment that each sent segment answered. It is concluded when the segment leaves. */
  readonly #answers = new Map<SegmentId, { answers: SegmentId | null; reader: CausingCall | null }>();

  see(event: LabEvent, hosts: Hosts): void {
    switch (event.type) {
      case 'call-entered': {
        const { seq, call, name, thread, line } = event;
        const seen = { seq, call, name, thread, line };
        this.#calls.set(call, seen);
        const host = hosts.programs[hosts.threads[thread]?.program ?? '']?.host;
        if (host === undefined) return;
        if (name === 'connect') this.#opening.set(host, seen);
        if (name === 'close' || name === 'shutdown') this.#closing.set(host, seen);
        if (name === 'recv') this.#reading.set(host, seen);
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
      // Returns the cause of a segment. `state` is the state just after it was sent, and `see` must have been
      // given the event.
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
      case 'output':
      case 'call-blocked':
      case 'call-returned':
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

  /** `state` is the one just after the segment was sent, and `see` has been told of it. */
  of({ segment, from, headers }: EventOf<'segment-sent'>, state: LabState): SegmentCause {
    const sent = segmentOnWire(state, segment);
    const { answers, reader } = this.#answers.get(segment) ?? { answers: null, reader: null };
    const cause = { calls: [], answers, reader: null, copy: sent?.copy === true };
    if (headers.flags.includes('RST')) return { ...cause, is: 'reset' };
    if (headers.flags.includes('SYN'))
      return headers.flags.includes('ACK')
        ? { ...cause, is: 'answers-syn' }
        : { ...cause, is: 'calls', calls: [this.#opening.get(from) ?? null] };
    const calls = this.#writers(sent, state);
    if (headers.flags.includes('FIN')) calls.push(this.#closing.get(from) ?? null);
    if (calls.length > 0) return { ...cause, is: 'calls', calls };
    return { ...cause, is: 'acknowledges', reader: answers === null ? reader : null };
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
    this.#answers.set(segment, { answers, reader: this.#reading.get(from) ?? null });
    this.#segments.set(segment, { headers, from, pending: false });
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

function opposite(heard: Heard, from: HostId, headers: Segment): boolean {
  return heard.from !== from && isBetween(heard.headers, headers.destination, headers.source);
}
