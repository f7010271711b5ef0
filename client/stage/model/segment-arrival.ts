import type { EventOf, HostId, LabEvent, SegmentId, SocketId } from '../../../shared/log/events.ts';
import type { ByteRange, FlowState, LabState } from '../../../shared/model/lab-state.ts';
import { QueueDrops } from './queue-drops.ts';
import { flowsOfSegment, otherHost } from '../../../shared/model/queries.ts';
import { isBetween } from '../../../shared/tcp/segment.ts';

/** A counter of the receiving kernel that had another value at a later reading. */
export interface KernelChange {
  readonly seq: number;
  readonly socket: SocketId;
  readonly field: 'state' | 'rqueue' | 'wqueue' | 'sndWnd' | 'sndCwnd' | 'rttMicros' | 'rtoMicros';
  readonly from: string | null;
  readonly to: string;
}

/** The fate of a segment and its effects at the receiver. */
export interface SegmentFate {
  readonly is: 'delivered' | 'dropped';
  readonly seq: number;
  readonly at: number;
  readonly cause: EventOf<'segment-dropped'>['cause'] | null;
  /** By the model: the bytes that became readable, those kept out of order, and those acknowledged. */
  readonly received: ByteRange | null;
  readonly apart: number;
  readonly acked: ByteRange | null;
  readonly finReceived: boolean;
  readonly finAcked: boolean;
  readonly reset: boolean;
  /** The kernel dropped it at once because an accept queue was full. */
  readonly overflowed: boolean;
  /** The counters that changed before anything else happened. */
  readonly kernel: readonly KernelChange[];
  /** Calls that slept, and returned. */
  readonly woke: readonly { readonly seq: number; readonly name: string; readonly thread: string }[];
  /** The segments that its receiver sent back on the connection. */
  readonly answers: readonly { readonly seq: number; readonly segment: SegmentId }[];
}

const FIELDS = ['state', 'rqueue', 'wqueue', 'sndWnd', 'sndCwnd', 'rttMicros', 'rtoMicros'] as const;

/** These show what a cause has changed. A new kind of event does not compile until it is decided here. */
type Effect =
  | 'lab-opened'
  | 'lab-closed'
  | 'notice'
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
  | 'call-blocked'
  | 'call-returned'
  | 'socket-observed'
  | 'socket-gone'
  | 'at-rest'
  | 'segment-sent'
  | 'segments-passed'
  | 'segment-duplicated'
  | 'segment-timed'
  | 'nic-overflow'
  | 'listen-overflow'
  | 'positions-counted';

/** The event may be the cause of what is seen after it. */
function isCause(event: LabEvent): boolean {
  switch (event.type) {
    case 'thread-step':
    case 'call-entered':
    case 'segment-delivered':
    case 'segment-dropped':
    case 'wire-set':
    case 'program-loaded':
      return true;
    default:
      event.type satisfies Effect;
      return false;
  }
}

/** Null while the segment is on the wire. `stateAt` gives the state just after an event. */
export function segmentFate(
  events: readonly LabEvent[],
  sent: EventOf<'segment-sent'>,
  segment: SegmentId,
  stateAt: (seq: number) => LabState,
): SegmentFate | null {
  const first = sent.seq - (events[0]?.seq ?? 1);
  let at = Math.max(0, first);
  for (; at < events.length; at += 1) if (isFateOf(events[at]!, segment)) break;
  const event = events[at];
  if (event?.type !== 'segment-delivered' && event?.type !== 'segment-dropped') return null;
  const nothing: SegmentFate = {
    is: event.type === 'segment-delivered' ? 'delivered' : 'dropped',
    seq: event.seq,
    at: event.at,
    cause: event.type === 'segment-dropped' ? event.cause : null,
    received: null,
    apart: 0,
    acked: null,
    finReceived: false,
    finAcked: false,
    reset: false,
    overflowed: false,
    kernel: [],
    woke: [],
    answers: [],
  };
  if (event.type === 'segment-dropped') return nothing;
  const before = stateAt(event.seq - 1);
  const host = otherHost(sent.from);
  const after = events.slice(at + 1);
  const until = after.findIndex(isCause);
  const aftermath = until < 0 ? after : after.slice(0, until);
  return {
    ...nothing,
    ...modelChanges(before, stateAt(event.seq), sent),
    overflowed: wasOverflow(events, segment),
    kernel: kernelChanges(before, host, aftermath),
    woke: aftermath.flatMap((e) => {
      const call = e.type === 'call-returned' ? before.calls[e.call] : undefined;
      const wokeHere = call !== undefined && call.blockedAt !== null && hostOf(before, call.thread) === host;
      return wokeHere ? [{ seq: e.seq, name: call.name, thread: call.thread }] : [];
    }),
    answers: aftermath.flatMap((e) =>
      e.type === 'segment-sent' &&
      e.from === host &&
      isBetween(e.headers, sent.headers.destination, sent.headers.source)
        ? [{ seq: e.seq, segment: e.segment }]
        : [],
    ),
  };
}

function isFateOf(event: LabEvent, segment: SegmentId): boolean {
  return (
    (event.type === 'segment-delivered' || event.type === 'segment-dropped') && event.segment === segment
  );
}

function wasOverflow(events: readonly LabEvent[], segment: SegmentId): boolean {
  const drops = new QueueDrops();
  return events.some((event) => drops.see(event).includes(segment));
}

function hostOf(state: LabState, thread: string): HostId | null {
  return state.programs[state.threads[thread]?.program ?? '']?.host ?? null;
}

function modelChanges(
  before: LabState,
  after: LabState,
  { headers }: EventOf<'segment-sent'>,
): Partial<SegmentFate> {
  const { own, peer } = flowsOfSegment(before, headers);
  const [ownAfter, peerAfter] = [after.flows[own?.flow ?? ''], after.flows[peer?.flow ?? '']];
  const grown = (from: number | undefined, to: number | undefined): ByteRange | null =>
    from !== undefined && to !== undefined && to > from ? { from, to } : null;
  const apart = (flow: FlowState | null | undefined): number =>
    (flow?.outOfOrder ?? []).reduce((sum, piece) => sum + piece.to - piece.from, 0);
  return {
    received: grown(own?.received, ownAfter?.received),
    apart: Math.max(0, apart(ownAfter) - apart(own)),
    acked: grown(peer?.acked, peerAfter?.acked),
    finReceived: own?.fin.received === false && ownAfter?.fin.received === true,
    finAcked: peer?.fin.acked === false && peerAfter?.fin.acked === true,
    reset: headers.flags.includes('RST'),
  };
}

function kernelChanges(before: LabState, host: HostId, aftermath: readonly LabEvent[]): KernelChange[] {
  const changes: KernelChange[] = [];
  for (const event of aftermath) {
    if (event.type !== 'socket-observed' || event.host !== host) continue;
    const known = before.sockets[event.socket]?.kernel;
    for (const field of FIELDS) {
      const [from, to] = [known?.[field], event.changed[field]];
      if (to === undefined || to === from) continue;
      // All counters of a new socket are new; only its state is worth telling.
      if (from === undefined && field !== 'state') continue;
      const { seq, socket } = event;
      changes.push({ seq, socket, field, from: from === undefined ? null : String(from), to: String(to) });
    }
  }
  return changes;
}
