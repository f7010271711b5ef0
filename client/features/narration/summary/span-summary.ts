import { inReceiveBuffer, lengthOf } from '../../../../shared/model/buffers.ts';
import type { HostId, LabEvent } from '../../../../shared/log/events.ts';
import type { FlowState, LabState } from '../../../../shared/model/lab-state.ts';
import { otherHost } from '../../../../shared/model/queries.ts';
import type { Departure } from '../../../playback/projections/log-index.ts';
import type { PressSpan } from '../../../playback/projections/press-spans.ts';
import { deadlockCycle } from '../../../../shared/model/deadlock.ts';
import { hasSeveralClients } from '../../../stage/model/clients.ts';
import { eventsOf, type NarratedLog } from '../narrated-log.ts';

/** A span with so many segments that carry data, or so many calls that return, is told as a whole. */
export const MANY_SEGMENTS = 5;
export const MANY_CALLS = 10;

/** The effects of a flood, counted. Each count is of the span's own events, or the difference that they made. */
export interface Summary {
  /** Departures of segments with data, by their sender, and the bytes that they carried, copies included. */
  readonly sent: Readonly<Record<HostId, { readonly segments: number; readonly bytes: number }>>;
  /** How many of those were sent before; and how many segments of any kind were lost. */
  readonly again: number;
  readonly lost: number;
  /** How many calls returned, and those of each host's programs that returned what they were asked for. */
  readonly returned: number;
  readonly calls: Readonly<Record<HostId, CallCounts>>;
  /** The bytes that lie unread in each host's receive buffers afterwards. */
  readonly unread: Readonly<Record<HostId, number>>;
  /** The hosts whose advertised window the span has closed, or opened again. */
  readonly closed: readonly HostId[];
  readonly opened: readonly HostId[];
  /** The hosts that have a thread asleep in send() afterwards, and those on which one has slept in it and returned. */
  readonly asleepInSend: readonly HostId[];
  readonly wokeInSend: readonly HostId[];
  /** A thread of the client's host and one of the server's now wait for each other: neither will ever wake. */
  readonly deadlock: boolean;
  /** The hosts of which a program ended in the span, and whether any program goes on. */
  readonly ended: readonly HostId[];
  readonly allEnded: boolean;
  readonly severalClients: boolean;
}

export interface CallCounts {
  readonly recv: number;
  /** Those of them that are a recv_into()'s. */
  readonly into: number;
  readonly received: number;
  readonly send: number;
  readonly handed: number;
  readonly accept: number;
  readonly connect: number;
}

const HOSTS: readonly HostId[] = ['client', 'server'];

/** True if these events are too many to be told one by one. */
export function isFlood(events: readonly LabEvent[]): boolean {
  let segments = 0;
  let calls = 0;
  for (const event of events) {
    if (event.type === 'segment-sent' && event.headers.payloadBytes > 0) segments += 1;
    else if (event.type === 'segments-passed' && event.payloadBytes > 0) segments += event.count;
    else if (event.type === 'call-returned') calls += 1;
    if (segments >= MANY_SEGMENTS || calls >= MANY_CALLS) return true;
  }
  return false;
}

/** Counts what a span did. `before` and `after` are the states around it. */
export function summaryOf(
  log: NarratedLog,
  span: Pick<PressSpan, 'from' | 'to'>,
  before: LabState,
  after: LabState,
): Summary {
  const { index } = log;
  const events = eventsOf(log, span.from, span.to);
  const sent = { client: { segments: 0, bytes: 0 }, server: { segments: 0, bytes: 0 } };
  const none = { recv: 0, into: 0, received: 0, send: 0, handed: 0, accept: 0, connect: 0 };
  const calls = { client: { ...none }, server: { ...none } };
  const ended = new Set<HostId>();
  let [again, lost, returned] = [0, 0, 0];
  for (const event of events) {
    switch (event.type) {
      case 'segment-sent':
        if (event.headers.payloadBytes === 0) break;
        sent[event.from].segments += 1;
        sent[event.from].bytes += event.headers.payloadBytes;
        if (index.copies.has(event.segment)) again += 1;
        break;
      case 'segments-passed':
        if (event.payloadBytes === 0) break;
        sent[event.from].segments += event.count;
        sent[event.from].bytes += event.payloadBytes;
        break;
      case 'segment-dropped':
        if (event.cause !== 'obsolete') lost += 1;
        break;
      case 'nic-overflow':
        lost += event.dropped;
        break;
      case 'call-returned': {
        returned += 1;
        const call = index.calls.get(event.call);
        const host = index.hostOfThread(call?.thread ?? '');
        if (call === undefined || host === null || !event.result.ok) break;
        if (call.flags?.includes('MSG_PEEK') === true) break;
        count(calls[host], call.name, event.result.value);
        if (call.into) calls[host].into += 1;
        break;
      }
      case 'program-ended': {
        const host = index.programs.get(event.program);
        if (host !== undefined) ended.add(host);
        break;
      }
      default:
    }
  }
  const windows = windowsOf(log, span);
  return {
    sent,
    again,
    lost,
    returned,
    calls,
    unread: { client: unreadAt(after, 'client'), server: unreadAt(after, 'server') },
    closed: HOSTS.filter((host) => windows.some((w) => w.host === host && w.now === 0 && w.before !== 0)),
    opened: HOSTS.filter((host) => windows.some((w) => w.host === host && w.now !== 0 && w.before === 0)),
    asleepInSend: HOSTS.filter((host) => sleepsInSend(after, host) && !sleepsInSend(before, host)),
    wokeInSend: HOSTS.filter(
      (host) => sleepsInSend(before, host) && !sleepsInSend(after, host) && calls[host].send > 0,
    ),
    deadlock: isAcross(after),
    ended: [...ended],
    allEnded: Object.values(after.programs).every((program) => program.ended !== null),
    severalClients: hasSeveralClients(after),
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function count(counts: Mutable<CallCounts>, name: string, value: number): void {
  switch (name) {
    case 'recv':
      counts.recv += 1;
      counts.received += value;
      break;
    case 'send':
      counts.send += 1;
      counts.handed += value;
      break;
    case 'accept':
    case 'connect':
      counts[name] += 1;
      break;
    default:
  }
}

function flowsTo(state: LabState, host: HostId): readonly FlowState[] {
  return Object.values(state.flows).filter((flow) => flow.from === otherHost(host));
}

interface AdvertisedWindow {
  readonly host: HostId;
  /** The window field of the last segment in the span, and of the last one before it. */
  readonly now: number;
  readonly before: number | null;
}

/** The receive windows that the ends of each connection have advertised (RFC 9293 §3.8.6). */
function windowsOf(log: NarratedLog, { from, to }: Pick<PressSpan, 'from' | 'to'>): AdvertisedWindow[] {
  const last: Departure[] = [];
  for (const event of eventsOf(log, from, to).toReversed()) {
    const said = advertisement(event);
    if (said !== null && !last.some((one) => isOfOneFlow(one, said))) last.push(said);
  }
  return last.map((said) => ({
    host: said.from,
    now: said.headers.window,
    before: windowBefore(log, from, said),
  }));
}

function windowBefore({ events, base }: NarratedLog, from: number, later: Departure): number | null {
  for (let i = from - base - 2; i >= 0; i -= 1) {
    const said = advertisement(events[i]!);
    if (said !== null && isOfOneFlow(said, later)) return said.headers.window;
  }
  return null;
}

/** A segment whose window field counts; that of a reset says nothing. */
function advertisement(event: LabEvent): Departure | null {
  if (event.type === 'segments-passed') return { from: event.from, headers: event.last };
  return event.type === 'segment-sent' && !event.headers.flags.includes('RST') ? event : null;
}

function isOfOneFlow(one: Departure, other: Departure): boolean {
  return (
    one.from === other.from &&
    one.headers.source.port === other.headers.source.port &&
    one.headers.destination.port === other.headers.destination.port
  );
}

function unreadAt(state: LabState, host: HostId): number {
  return flowsTo(state, host).reduce((sum, flow) => sum + lengthOf(inReceiveBuffer(state, flow)), 0);
}

function isAcross(state: LabState): boolean {
  const hosts = deadlockCycle(state).map(
    ({ thread }) => state.programs[state.threads[thread]?.program ?? '']?.host,
  );
  return hosts.length === 2 && hosts[0] !== hosts[1];
}

function sleepsInSend(state: LabState, host: HostId): boolean {
  return Object.values(state.calls).some(
    (call) =>
      call.name === 'send' &&
      call.blockedAt !== null &&
      state.programs[state.threads[call.thread]?.program ?? '']?.host === host,
  );
}
