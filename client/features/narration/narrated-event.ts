import type { EventOf, HostId, LabEvent } from '../../../shared/log/events.ts';
import { isBetween } from '../../../shared/tcp/segment.ts';
import type { LogIndex } from '../../playback/projections/log-index.ts';
import type { PressSpan } from '../../playback/projections/press-spans.ts';
import { classOf, type ImportanceClass, rankOf } from './importance.ts';
import { eventsOf, type NarratedLog } from './narrated-log.ts';
import { isFlood } from './summary/span-summary.ts';

/** The event whose sentence stands at an instant, or a flood that is summed up, and the press that brought it about. */
export interface Told {
  readonly event: LabEvent;
  readonly span: PressSpan;
  /** The press has brought about more than can be told one by one. */
  readonly floods: boolean;
  /** The whole of a flood is told, up to the instant shown, in place of the event. */
  readonly asOne: boolean;
}

/**
 * The event whose sentence stands at `cursor`: the most important one so far of the press, by the rule in
 * `importance.ts`. While a press is played, its first one stands until an effect comes: what lies between would be gone
 * before it could be read. Later events that no press has brought about take its place, but those of timers do so only
 * if it was about the very segment that they send again, or the very socket that they end: they must not talk over
 * what the learner has just done.
 */
export function toldAt(log: NarratedLog, cursor: number): Told | null {
  return toldIn(log, log.index.presses.ordinalAt(cursor), cursor);
}

/** The event that stands at `cursor`, which is in the span of this number. */
function toldIn(log: NarratedLog, ordinal: number, cursor: number): Told | null {
  const span = log.index.presses.nth(ordinal);
  if (span === null) return null;
  const to = Math.min(cursor, span.to);
  const event = mostImportantIn(log, span, to);
  if (event === null) return null;
  if (isFlood(eventsOf(log, span.from, span.to))) return toldOfFlood(log, span, to, event);
  const told = { event, span, floods: false, asOne: false };
  if (span.byHand) {
    const isUnderWay = to < span.to && rankOf[classOf(event, log.index)] > rankOf.arrival;
    return isUnderWay ? { ...told, event: eventsOf(log, span.from, span.from)[0]! } : told;
  }
  // A replay knows the span's end, so that nothing is told for a moment only.
  const most = to < span.to ? mostImportantIn(log, span, span.to) : event;
  if (most === null || !isOfTimers(most, log)) return told;
  const before = toldIn(log, ordinal - 1, span.from - 1);
  return before === null || isOfItsWait(event, before.event, log.index) ? told : before;
}

/** While a flood is played, its events are told as they come; at its end all of it is, unless a program has died. */
function toldOfFlood(log: NarratedLog, span: PressSpan, to: number, most: LabEvent): Told {
  const soFar = eventsOf(log, span.from, to);
  const find = (isIt: (event: LabEvent) => boolean): LabEvent | undefined => soFar.findLast(isIt);
  const told = { span, floods: true, asOne: false };
  if (to < span.to)
    return { ...told, event: find((event) => rankOf[classOf(event, log.index)] <= rankOf.arrival) ?? most };
  const death = find((event) => event.type === 'thread-ended' && event.exception !== undefined);
  return death === undefined ? { ...told, event: most, asOne: true } : { ...told, event: death };
}

function mostImportantIn(
  { events, base, index }: NarratedLog,
  { from }: PressSpan,
  to: number,
): LabEvent | null {
  const first = events[from - base - 1];
  if (first === undefined) return null;
  const stepped = first.type === 'thread-step' ? first.thread : null;
  let best = first;
  let bestRank = rankOf[classAtFirst(first, index)];
  let bestIsOwn = false;
  for (let seq = from + 1; seq <= to; seq += 1) {
    const event = events[seq - base - 1];
    if (event === undefined) break;
    const rank = rankOf[classOf(event, index)];
    if (rank > bestRank) continue;
    const isOwn = stepped !== null && threadOf(event, index) === stepped;
    if (rank === bestRank && bestIsOwn && !isOwn) continue;
    [best, bestRank, bestIsOwn] = [event, rank, isOwn];
  }
  return best;
}

/**
 * The class of a span's first event. A segment by which a kernel begins by itself is its news, such as a window probe,
 * which looks like an ACK; and a program that is loaded alone is a client that somebody has added.
 */
function classAtFirst(event: LabEvent, index: LogIndex): ImportanceClass {
  const found = classOf(event, index);
  if (event.type === 'program-loaded') return found === 'quiet' ? 'change' : found;
  return found === 'ack' ? 'departure' : found;
}

/** True for what comes again and again by timers alone, or is no news at all. */
function isOfTimers(event: LabEvent, log: NarratedLog): boolean {
  const found = classOf(event, log.index);
  return (
    found === 'again' ||
    found === 'quiet' ||
    event.type === 'listen-overflow' ||
    event.type === 'socket-gone' ||
    (event.type === 'segment-sent' && found === 'ack' && isDelayedAck(event, log))
  );
}

/**
 * An ACK that comes late, after a pause of its kernel's, is part of what it acknowledges. A probe and a window update
 * acknowledge nothing new, and one that closes the window is news.
 */
function isDelayedAck(
  { seq, from, headers }: EventOf<'segment-sent'>,
  { events, base }: NarratedLog,
): boolean {
  if (headers.window === 0) return false;
  for (let i = seq - base - 2; i >= 0; i -= 1) {
    const event = events[i]!;
    if (
      event.type === 'segment-sent' &&
      event.from === from &&
      isBetween(event.headers, headers.source, headers.destination)
    )
      return event.headers.ack !== headers.ack;
  }
  return false;
}

/** True if `spoken` was about the segment that is sent again here, the connect that meets a full queue, or the socket. */
function isOfItsWait(event: LabEvent, spoken: LabEvent, index: LogIndex): boolean {
  // An overflow comes with each copy of a SYN.
  if (event.type === 'listen-overflow') return isOfConnect(spoken, index);
  if (event.type === 'socket-gone')
    return spoken.type === 'socket-observed' && spoken.socket === event.socket;
  const copy = event.type === 'segment-sent' ? index.copies.get(event.segment) : undefined;
  if (copy === undefined || spoken.seq < copy.firstSeq) return false;
  return hostOf(spoken, index) === copy.from || concerns(spoken, copy.first, index);
}

function isOfConnect(event: LabEvent, index: LogIndex): boolean {
  switch (event.type) {
    case 'segment-sent':
    case 'segment-delivered':
      return index.segments.get(event.segment)?.headers.flags.join() === 'SYN';
    case 'call-entered':
    case 'call-blocked':
      return index.calls.get(event.call)?.name === 'connect';
    case 'socket-observed':
      return event.changed.state === 'SYN_SENT';
    case 'listen-overflow':
      return true;
    default:
      return false;
  }
}

/** The segment, or a copy of it, was lost, doubled or given a time, or an answer to it. */
function concerns(event: LabEvent, first: number, index: LogIndex): boolean {
  switch (event.type) {
    case 'segment-dropped':
    case 'segment-duplicated':
    case 'segment-timed':
      return (
        (index.copies.get(event.segment)?.first ?? event.segment) === first ||
        answers(event.segment, first, index)
      );
    default:
      return false;
  }
}

/** The segment comes from the other end of the connection: it acknowledges what has come there. */
function answers(segment: number, first: number, { segments }: LogIndex): boolean {
  const answer = segments.get(segment)?.headers;
  const asked = segments.get(first)?.headers;
  return answer && asked ? isBetween(answer, asked.destination, asked.source) : false;
}

/** The thread that acts in an event; null if none does. */
function threadOf(event: LabEvent, index: LogIndex): string | null {
  if ('thread' in event) return event.thread;
  return 'call' in event ? (index.calls.get(event.call)?.thread ?? null) : null;
}

/** These are the learner's doing, the wire's, or nobody's. A new kind of event does not compile until this is decided. */
type OfNobody =
  | 'lab-opened'
  | 'lab-closed'
  | 'notice'
  | 'program-loaded'
  | 'program-edited'
  | 'program-removed'
  | 'thread-started'
  | 'frame-entered'
  | 'frame-left'
  | 'thread-joins'
  | 'thread-at'
  | 'variable-set'
  | 'variable-deleted'
  | 'at-rest'
  | 'segment-delivered'
  | 'segments-passed'
  | 'segment-dropped'
  | 'segment-duplicated'
  | 'segment-timed'
  | 'wire-set'
  | 'nic-overflow'
  | 'listen-overflow'
  | 'positions-counted';

/** The host that acts in an event; null if none does or the learner does. */
function hostOf(event: LabEvent, index: LogIndex): HostId | null {
  switch (event.type) {
    case 'segment-sent':
      return event.from;
    case 'socket-observed':
    case 'socket-gone':
      return event.host;
    case 'thread-step':
    case 'thread-ended':
    case 'exception-caught':
    case 'call-entered':
    case 'output':
      return index.hostOfThread(event.thread);
    case 'call-blocked':
    case 'call-returned':
      return index.hostOfThread(index.calls.get(event.call)?.thread ?? '');
    case 'program-ended':
      return index.programs.get(event.program) ?? null;
    default:
      event.type satisfies OfNobody;
      return null;
  }
}
