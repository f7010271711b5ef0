import type { LabEvent } from '../../../shared/log/events.ts';
import { isTelling, purposeOf, type SegmentPurpose } from '../../stage/model/event-facts.ts';
import type { LogIndex } from '../../playback/projections/log-index.ts';

/**
 * The rule by which one event of a press is told at its rest: the one of the highest class in this list, and of
 * equals the one that comes last. An effect is told before its cause: a woken recv() before the delivery that
 * woke it, the delivery before the ACK that answers it.
 */
export const CLASSES = [
  /** The lab itself: it ends, another run begins, or it says that something is amiss. */
  'lab',
  /** A program is ended by an exception, or catches one. */
  'exception',
  /** A call has failed, or a connection is broken. */
  'failure',
  /** Something was lost: on the wire, in a NIC, at a full accept queue, or unread at a close(). */
  'loss',
  /** A program has started a thread beside those that it had. */
  'thread',
  /** recv(), send(), accept() or connect() has returned. */
  'result',
  /** A thread sleeps in a call, or waits for another thread. */
  'sleep',
  /** The program prints. */
  'output',
  /** Bytes or the end of a stream have come to the other kernel. */
  'arrival',
  /** A connection is asked for, granted or ended, on the wire. */
  'opening',
  /** A call has returned of which nobody waits for the result: bind(), listen(), close(). */
  'done',
  /** A program has ended. */
  'ended',
  /** A socket's state has changed, or the kernel has forgotten it. */
  'state',
  /** Bytes leave a host. */
  'departure',
  /** The lab opens, or the learner has changed the wire, a program, or what becomes of a segment. */
  'change',
  /** A segment without bytes has come to the other kernel. */
  'handed-over',
  /** A segment is acknowledged. */
  'ack',
  /** A kernel sends again what was not acknowledged in time: a timer must not talk over what a hand has done. */
  'again',
  /** A value is kept in a variable. */
  'value',
  /** A line, a call or a function begins. */
  'begins',
  /** The lab's own book-keeping. */
  'quiet',
] as const;
export type ImportanceClass = (typeof CLASSES)[number];

/** A smaller number is more important. */
export const rankOf: Readonly<Record<ImportanceClass, number>> = Object.fromEntries(
  CLASSES.map((name, i) => [name, i]),
) as Record<ImportanceClass, number>;

const ASKED_FOR: ReadonlySet<string> = new Set([
  'recv',
  'send',
  'accept',
  'connect',
  'select',
  'getsockopt',
  'input',
]);

export function classOf(event: LabEvent, index: LogIndex): ImportanceClass {
  switch (event.type) {
    case 'lab-closed':
      return 'lab';
    case 'notice':
      return event.code === 'counters-sampled' || event.code === 'segments-folded' ? 'quiet' : 'lab';
    case 'program-loaded':
      return isTelling(event) ? 'lab' : 'quiet';
    case 'exception-caught':
      return 'exception';
    case 'thread-ended':
      return event.exception === undefined ? 'begins' : 'exception';
    case 'call-returned':
      if (!event.result.ok) return event.result.exception === undefined ? 'begins' : 'failure';
      return ASKED_FOR.has(index.calls.get(event.call)?.name ?? '') ? 'result' : 'done';
    case 'thread-started':
      return event.by === undefined ? 'quiet' : 'thread';
    case 'segment-dropped':
      return event.cause === 'obsolete' ? 'quiet' : 'loss';
    case 'nic-overflow':
    case 'listen-overflow':
      return 'loss';
    case 'call-blocked':
    case 'thread-joins':
      return 'sleep';
    case 'output':
      return 'output';
    case 'segments-passed':
      return event.payloadBytes > 0 ? 'arrival' : 'ack';
    case 'segment-delivered':
      return deliveryClass(event.segment, index);
    case 'segment-sent':
      return departureClass(event.segment, index);
    case 'program-ended':
      return 'ended';
    case 'socket-observed':
      return isTelling(event) ? 'state' : 'quiet';
    case 'socket-gone':
      return 'state';
    case 'lab-opened':
    case 'wire-set':
    case 'program-edited':
    case 'program-removed':
    case 'segment-duplicated':
    case 'segment-timed':
      return 'change';
    case 'variable-set':
      return 'value';
    case 'thread-step':
    case 'call-entered':
    case 'frame-entered':
    case 'frame-left':
      return 'begins';
    case 'variable-deleted':
    case 'thread-at':
    case 'positions-counted':
    case 'at-rest':
      return 'quiet';
    default:
      return event satisfies never;
  }
}

const DELIVERED: Readonly<Record<SegmentPurpose, ImportanceClass>> = {
  SYN: 'handed-over',
  'SYN-ACK': 'handed-over',
  data: 'arrival',
  'data-FIN': 'arrival',
  FIN: 'arrival',
  RST: 'failure',
  ACK: 'handed-over',
};

const SENT: Readonly<Record<SegmentPurpose, ImportanceClass>> = {
  SYN: 'opening',
  'SYN-ACK': 'opening',
  data: 'departure',
  'data-FIN': 'opening',
  FIN: 'opening',
  RST: 'failure',
  ACK: 'ack',
};

function deliveryClass(segment: number, index: LogIndex): ImportanceClass {
  const departure = index.segments.get(segment);
  return departure === undefined ? 'handed-over' : DELIVERED[purposeOf(departure.headers)];
}

function departureClass(segment: number, index: LogIndex): ImportanceClass {
  if (index.copies.has(segment)) return 'again';
  const departure = index.segments.get(segment);
  return departure === undefined ? 'departure' : SENT[purposeOf(departure.headers)];
}
