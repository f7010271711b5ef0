import type { HostId, LabEvent } from '../../../shared/log/events.ts';
import type { LogIndex } from '../../playback/projections/log-index.ts';
import { sequenceLength } from '../../../shared/tcp/segment.ts';
import { isTelling } from '../../stage/model/event-facts.ts';

/**
 * The event whose sentence is shown at an instant: the newest that is news. A retransmission is told
 * only if its wait was told last: timers must not replace the sentence on what the learner has
 * just done. The fate of a thread is told before what its kernel did beside it, in whichever order they were seen.
 */
export function narratedAt(events: readonly LabEvent[], last: number, index: LogIndex): number {
  let told = last;
  while (told > 0 && !isTelling(events[told]!)) told -= 1;
  told = threadBeside(events, told, index) ?? told;
  if (events[told]?.type === 'listen-overflow') {
    // An overflow comes with each copy of a SYN, so it is told only if a connect was told last.
    let before = told - 1;
    while (before > 0 && !isWorthTellingBesideOverflow(events[before]!, index)) before -= 1;
    const spoken = events[before];
    return spoken === undefined || isOfConnect(spoken, index) ? told : narratedAt(events, before, index);
  }
  const copy = copyOf(events[told], index);
  if (copy === null) return told;
  let before = told - 1;
  while (before > 0 && !isWorthTelling(events[before]!, copy.first, index)) before -= 1;
  const spoken = events[before];
  if (spoken === undefined) return told;
  const isOfThisWait =
    spoken.seq >= copy.firstSeq &&
    (hostOf(spoken, index) === copy.from || concerns(spoken, copy.first, index));
  return isOfThisWait ? told : narratedAt(events, before, index);
}

/**
 * If the newest event is a change of state or a pure ACK: the event of that host's thread with the same cause. It is
 * chance which of them is seen first, because the thread may wake on another processor than the one that looks.
 */
function threadBeside(events: readonly LabEvent[], newest: number, index: LogIndex): number | null {
  const event = events[newest];
  if (event === undefined || !goesBeside(event)) return null;
  const host = hostOf(event, index);
  for (let i = newest - 1; i >= 0; i -= 1) {
    const before = events[i]!;
    if (isOfThread(before)) return hostOf(before, index) === host ? i : null;
    if (isTelling(before) ? !goesBeside(before) : before.type === 'at-rest') return null;
  }
  return null;
}

function goesBeside(event: LabEvent): boolean {
  return (
    (event.type === 'socket-observed' && isTelling(event)) ||
    (event.type === 'segment-sent' &&
      sequenceLength(event.headers) === 0 &&
      !event.headers.flags.includes('RST'))
  );
}

function isOfThread({ type }: LabEvent): boolean {
  return (
    type === 'call-returned' ||
    type === 'call-blocked' ||
    type === 'exception-caught' ||
    type === 'thread-ended' ||
    type === 'program-ended'
  );
}

function isWorthTellingBesideOverflow(event: LabEvent, index: LogIndex): boolean {
  return isTelling(event) && event.type !== 'listen-overflow' && copyOf(event, index) === null;
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
    default:
      return false;
  }
}

function copyOf(event: LabEvent | undefined, index: LogIndex) {
  return event?.type === 'segment-sent' ? (index.copies.get(event.segment) ?? null) : null;
}

/** Copies of the same first one are one wait: they are passed over. */
function isWorthTelling(event: LabEvent, first: number, index: LogIndex): boolean {
  return isTelling(event) && copyOf(event, index)?.first !== first;
}

/** The segment, or a copy of it, was lost, doubled or given a time. */
function concerns(event: LabEvent, first: number, index: LogIndex): boolean {
  switch (event.type) {
    case 'segment-dropped':
    case 'segment-duplicated':
    case 'segment-timed':
      return (index.copies.get(event.segment)?.first ?? event.segment) === first;
    default:
      return false;
  }
}

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
    // These are the learner's doing, the wire's, or nobody's.
    case 'lab-opened':
    case 'lab-closed':
    case 'notice':
    case 'program-loaded':
    case 'program-edited':
    case 'program-removed':
    case 'thread-started':
    case 'frame-entered':
    case 'frame-left':
    case 'thread-joins':
    case 'thread-at':
    case 'variable-set':
    case 'at-rest':
    case 'segment-delivered':
    case 'segments-passed':
    case 'segment-dropped':
    case 'segment-duplicated':
    case 'segment-timed':
    case 'wire-set':
    case 'nic-overflow':
    case 'listen-overflow':
    case 'positions-counted':
      return null;
    default:
      return event satisfies never;
  }
}
