import { findFlow, otherHost, segmentOnWire } from '../model/queries.ts';
import { kindOf, type SegmentKind } from '../tcp/segment-kind.ts';
import { utf8Decode, fromHex } from '../bytes.ts';
import type { EventOf, HostId, LabEvent, TcpState } from '../log/events.ts';
import type { LabState } from '../model/lab-state.ts';
import type { ConstantName, SystemCall } from '../programs/tree.ts';
import { offsetOf } from '../tcp/stream-offset.ts';
import type { EndCause } from '../schema.ts';

interface CallRef {
  readonly program: string;
  /** A thread's name. It is needed if several threads of the program make this call. */
  readonly thread?: string;
  readonly call: SystemCall;
  /** The number of the call among the program's calls of this name, counted from 1, which is the default. */
  readonly nth?: number;
}
interface SegmentRef {
  readonly from?: HostId;
  readonly what?: SegmentKind;
}
/** A range includes both ends. Without either, it means at least one. */
interface Range {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Something that the log of a run shows or does not show. */
export type Fact =
  /** The call returned without an error, and gave this number or bytes with this text. */
  | ({ readonly fact: 'returns'; readonly value?: number; readonly text?: string } & CallRef)
  /** The call failed with this errno. */
  | ({ readonly fact: 'fails'; readonly errno: string } & CallRef)
  /** The kernel put the call's thread to sleep. */
  | ({ readonly fact: 'waits' } & CallRef)
  /** The thread sleeps in the call now. */
  | ({ readonly fact: 'waiting' } & CallRef)
  /** The local port of the connection that a connect or accept returned. */
  | ({ readonly fact: 'local-port' } & CallRef & Range)
  /** The call took this many ms from entering to returning. */
  | ({ readonly fact: 'took' } & CallRef & Range)
  /** A line raised the exception, whether it was caught or not. A failed call raises one too. */
  | { readonly fact: 'raises'; readonly program: string; readonly exception: string }
  | { readonly fact: 'prints'; readonly program: string; readonly includes: string }
  | {
      readonly fact: 'ended';
      readonly program: string;
      readonly cause?: EndCause;
    }
  /** So many segments were sent so far. The kernel's copies are included, or counted alone. */
  | ({ readonly fact: 'sent'; readonly copies?: true } & SegmentRef & Range)
  /** So many segments were dropped by the learner, or by the wire's settings. */
  | ({ readonly fact: 'dropped' } & SegmentRef & Range)
  /**
   * A host sent so many zero-window probes, as its kernel does while its peer takes nothing (RFC 9293
   * §3.8.6.1).
   */
  | ({ readonly fact: 'probed'; readonly from: HostId } & Range)
  /** A host has advertised a window of 0. */
  | { readonly fact: 'window-closed'; readonly from: HostId }
  /** Some socket of the host has been seen in this state. */
  | { readonly fact: 'state'; readonly host: HostId; readonly is: TcpState }
  /** So many sockets of the host are in this state now. */
  | ({ readonly fact: 'sockets'; readonly host: HostId; readonly is: TcpState } & Range)
  /** An accept queue has been this long at most at a rest, or at one before the first accept returned. */
  | ({ readonly fact: 'queued'; readonly before?: 'accept' } & Range)
  /** A buffer of the host has held this many bytes at most at a rest. */
  | ({ readonly fact: 'buffered'; readonly host: HostId; readonly buffer: 'send' | 'receive' } & Range)
  /** So many bytes were unread when their connection ended. */
  | ({ readonly fact: 'unread'; readonly host: HostId } & Range)
  | {
      readonly fact: 'option';
      readonly program: string;
      readonly option: ConstantName;
      readonly value: number;
    }
  | { readonly fact: 'all'; readonly of: readonly Fact[] }
  | { readonly fact: 'any'; readonly of: readonly Fact[] }
  | { readonly fact: 'not'; readonly of: Fact }
  /**
   * The fact is asked for only if the learner holds the wire. On other networks the kernel is done before
   * anybody can look.
   */
  | { readonly fact: 'on-wire'; readonly of: Fact };

interface SeenCall {
  readonly entered: EventOf<'call-entered'>;
  readonly program: string;
  readonly thread: string;
  blocked: boolean;
  returned: EventOf<'call-returned'> | null;
}

interface SeenSegments {
  readonly from: HostId;
  readonly kind: SegmentKind;
  count: number;
  copies: number;
  dropped: number;
}

/** Gathers what facts need to know of a log, event by event. */
export class FactLog {
  readonly #calls: SeenCall[] = [];
  readonly #open = new Map<number, SeenCall>();
  readonly #segments: SeenSegments[] = [];
  readonly #kinds = new Map<number, SeenSegments>();
  readonly #states = new Set<string>();
  readonly #raised = new Set<string>();
  readonly #printed: { readonly program: string; readonly text: string }[] = [];
  readonly #closedWindows = new Set<HostId>();
  readonly #nowClosed = new Set<HostId>();
  readonly #most = new Map<string, number>();
  #accepted = false;
  #state: LabState | null = null;

  /** `state` is the state just after the event. */
  see(event: LabEvent, state: LabState): void {
    this.#state = state;
    switch (event.type) {
      case 'call-entered':
        return this.#enter(event, state);
      case 'call-blocked': {
        const call = this.#open.get(event.call);
        if (call !== undefined) call.blocked = true;
        return;
      }
      case 'call-returned': {
        const call = this.#open.get(event.call);
        if (call === undefined) return;
        call.returned = event;
        if (call.entered.name === 'accept') this.#accepted = true;
        this.#open.delete(event.call);
        if (!event.result.ok && event.result.exception !== undefined)
          this.#raised.add(`${call.program} ${event.result.exception}`);
        return;
      }
      case 'exception-caught':
      case 'thread-ended': {
        const program = state.threads[event.thread]?.program;
        if (event.exception !== undefined) this.#raised.add(`${program} ${event.exception.name}`);
        return;
      }
      case 'output':
        this.#printed.push({ program: event.program, text: event.text });
        return;
      case 'socket-observed':
        if (event.changed.state !== undefined) this.#states.add(`${event.host} ${event.changed.state}`);
        return;
      case 'segment-sent':
        return this.#send(event, state);
      case 'segments-passed':
        this.#kind(event.from, kindOf(event.first)).count += event.count;
        return;
      case 'segment-dropped': {
        const kind = this.#kinds.get(event.segment);
        if (kind !== undefined && event.cause !== 'obsolete') kind.dropped += 1;
        return;
      }
      case 'at-rest':
        return this.#measure(state);
      // No fact is about these events.
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
      case 'thread-at':
      case 'thread-step':
      case 'variable-set':
      case 'variable-deleted':
      case 'socket-gone':
      case 'segment-delivered':
      case 'segment-duplicated':
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

  /**
   * Returns false if the fact is about something that this lab does not show: segments on `lo` without a
   * capture, or a held wire.
   */
  canShow(fact: Fact): boolean {
    switch (fact.fact) {
      case 'all':
      case 'any':
        return fact.of.every((one) => this.canShow(one));
      case 'not':
        return this.canShow(fact.of);
      case 'on-wire':
        return this.#state?.lab?.capture === 'wire' && this.canShow(fact.of);
      case 'sent':
      case 'dropped':
      case 'window-closed':
      case 'probed':
        return this.#state?.lab?.capture !== 'counters';
      default:
        return true;
    }
  }

  /** Says whether the log shows the fact so far. */
  holds(fact: Fact): boolean {
    switch (fact.fact) {
      case 'all':
        return fact.of.every((one) => this.holds(one));
      case 'any':
        return fact.of.some((one) => this.holds(one));
      case 'not':
        return !this.holds(fact.of);
      case 'on-wire':
        return this.holds(fact.of);
      case 'returns':
      case 'fails':
      case 'waits':
      case 'waiting':
      case 'local-port':
      case 'took':
        return this.#callHolds(fact);
      case 'raises':
        return this.#raised.has(`${fact.program} ${fact.exception}`);
      case 'prints':
        return this.#printed.some(
          ({ program, text }) => program === fact.program && text.includes(fact.includes),
        );
      case 'ended': {
        const ended = this.#state?.programs[fact.program]?.ended ?? null;
        return ended !== null && (fact.cause === undefined || fact.cause === ended);
      }
      case 'sent':
        return within(fact, this.#sum(fact, fact.copies === true ? 'copies' : 'count'));
      case 'dropped':
        return within(fact, this.#sum(fact, 'dropped'));
      case 'window-closed':
        return this.#closedWindows.has(fact.from);
      case 'probed':
        return within(fact, this.#most.get(`probes ${fact.from}`) ?? 0);
      case 'state':
        return this.#states.has(`${fact.host} ${fact.is}`);
      case 'sockets': {
        const all = Object.values(this.#state?.sockets ?? {});
        return within(
          fact,
          all.filter(({ host, state, gone }) => !gone && host === fact.host && state === fact.is).length,
        );
      }
      case 'queued':
        return within(fact, this.#most.get(fact.before === undefined ? 'queue' : 'queue before accept') ?? 0);
      case 'buffered':
        return within(fact, this.#most.get(`${fact.buffer} ${fact.host}`) ?? 0);
      case 'unread':
        return within(fact, this.#most.get(`unread ${fact.host}`) ?? 0);
      case 'option':
        return this.#calls.some(
          ({ program, entered, returned }) =>
            program === fact.program &&
            entered.option === fact.option &&
            returned?.result.ok === true &&
            (entered.value ?? returned.result.value) === fact.value,
        );
      default:
        return fact satisfies never;
    }
  }

  #enter(event: EventOf<'call-entered'>, state: LabState): void {
    if (event.atExit === true || event.unnamed === true) return;
    const thread = state.threads[event.thread];
    const call: SeenCall = {
      entered: event,
      program: thread?.program ?? '',
      thread: thread?.name ?? '',
      blocked: false,
      returned: null,
    };
    this.#calls.push(call);
    this.#open.set(event.call, call);
  }

  #send(event: EventOf<'segment-sent'>, state: LabState): void {
    const { from, headers, segment } = event;
    const kind = kindOf(headers);
    const seen = this.#kind(from, kind);
    seen.count += 1;
    if (segmentOnWire(state, segment)?.copy === true) seen.copies += 1;
    this.#kinds.set(segment, seen);
    if (kind !== 'RST') {
      if (headers.window === 0) this.#closedWindows.add(from);
      else this.#nowClosed.delete(from);
      if (headers.window === 0) this.#nowClosed.add(from);
    }
    // A probe carries nothing and repeats a sequence number that is already acknowledged.
    const flow = findFlow(state, headers.source, headers.destination);
    if (kind === 'ACK' && this.#nowClosed.has(otherHost(from)) && flow !== null) {
      const isBefore = offsetOf(headers.seq, flow.isn, flow.sent) < flow.sent;
      if (isBefore) this.#most.set(`probes ${from}`, (this.#most.get(`probes ${from}`) ?? 0) + 1);
    }
  }

  #kind(from: HostId, kind: SegmentKind): SeenSegments {
    let seen = this.#segments.find((one) => one.from === from && one.kind === kind);
    if (seen === undefined) {
      seen = { from, kind, count: 0, copies: 0, dropped: 0 };
      this.#segments.push(seen);
    }
    return seen;
  }

  #measure(state: LabState): void {
    const raise = (key: string, value: number): void => {
      this.#most.set(key, Math.max(this.#most.get(key) ?? 0, value));
    };
    for (const { state: is, kernel } of Object.values(state.sockets)) {
      if (is !== 'LISTEN') continue;
      raise('queue', kernel.rqueue ?? 0);
      if (!this.#accepted) raise('queue before accept', kernel.rqueue ?? 0);
    }
    for (const flow of Object.values(state.flows)) {
      if (!flow.reset) raise(`send ${flow.from}`, flow.written.min - flow.acked);
      raise(`receive ${otherHost(flow.from)}`, flow.received - flow.read);
      raise(`unread ${otherHost(flow.from)}`, flow.discarded.unread);
    }
  }

  #sum({ from, what }: SegmentRef, of: 'count' | 'copies' | 'dropped'): number {
    return this.#segments
      .filter((one) => (from ?? one.from) === one.from && (what ?? one.kind) === one.kind)
      .reduce((sum, one) => sum + one[of], 0);
  }

  #callHolds(fact: Extract<Fact, CallRef>): boolean {
    const calls = this.#calls.filter(
      ({ program, thread, entered }) =>
        program === fact.program && entered.name === fact.call && (fact.thread ?? thread) === thread,
    );
    const call = calls[(fact.nth ?? 1) - 1];
    if (call === undefined) return false;
    const result = call.returned?.result;
    switch (fact.fact) {
      case 'waits':
        return call.blocked;
      case 'waiting':
        return call.blocked && call.returned === null;
      case 'fails':
        return result?.ok === false && result.errnoName === fact.errno;
      case 'local-port': {
        const port = result?.ok === true ? result.ends?.local.port : undefined;
        return port !== undefined && within(fact, port);
      }
      case 'took':
        return call.returned !== null && within(fact, (call.returned.at - call.entered.at) / 1000);
      case 'returns': {
        if (result?.ok !== true) return false;
        if (fact.value !== undefined && result.value !== fact.value) return false;
        return fact.text === undefined || utf8Decode(fromHex(result.bytes?.head ?? '')) === fact.text;
      }
      default:
        return fact satisfies never;
    }
  }
}

function within({ atLeast, atMost }: Range, value: number): boolean {
  return value >= (atLeast ?? (atMost === undefined ? 1 : 0)) && value <= (atMost ?? Infinity);
}
