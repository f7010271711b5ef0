import type { LabEvent } from '../../shared/log/events.ts';
import { sequenceLength } from '../../shared/tcp/segment.ts';
import { isHeld, type WireMode } from '../../shared/log/wire-settings.ts';

export interface Pace {
  /** ¼ … 4. */
  readonly speed: number;
  readonly time: 'story' | 'true';
  /** The factor by which true time is slower than the run: 1 … 10 000. */
  readonly trueScale: number;
}

/** Motions of one instant start one after another by this much, ms, and overlap. */
const OVERLAP_MS = 80;
/** Book-keeping shows nothing, so one frame is enough, ms. */
const BOOK_KEEPING_MS = 16;
/** A reading nearer than this to an event belongs to it, because the lab host reads after each event. */
const ONE_INSTANT_MICROS = 2000;
const SHORTEST_MS = 120;
const LONGEST_MS = 1400;
/** True time is linear. A pause that would be longer than this on the screen, ms, is cut, and the page says so. */
export const LONGEST_TRUE_GAP_MS = 8000;

/**
 * The speed at which a sentence is read, in characters a second: letters as in subtitles for adults, and Han
 * characters, each of which says about as much as two or three letters.
 */
export const LETTERS_PER_SECOND = 20;
export const HAN_PER_SECOND = 8;
/** No sentence stands shorter or longer than this at 1×, ms: the eye must find it, and nobody reads one twice. */
export const SHORTEST_READING_MS = 1200;
export const LONGEST_READING_MS = 6000;

/** The time that it takes to read a sentence, ms at 1×. */
export function readingMs(sentence: string): number {
  const han = sentence.match(/\p{Script=Han}/gu)?.length ?? 0;
  const letters = Array.from(sentence).length - han;
  const ms = (letters / LETTERS_PER_SECOND + han / HAN_PER_SECOND) * 1000;
  return Math.min(LONGEST_READING_MS, Math.max(SHORTEST_READING_MS, ms));
}

/** Nothing moves by these. A new kind of event does not compile until it is said to be one of them, or how long it moves. */
type Still =
  | 'lab-opened'
  | 'lab-closed'
  | 'notice'
  | 'program-loaded'
  | 'program-edited'
  | 'program-ended'
  | 'program-removed'
  | 'thread-started'
  | 'frame-entered'
  | 'frame-left'
  | 'thread-joins'
  | 'exception-caught'
  | 'thread-at'
  | 'variable-set'
  | 'variable-deleted'
  | 'socket-gone'
  | 'at-rest'
  | 'segment-duplicated'
  | 'segment-timed'
  | 'wire-set'
  | 'nic-overflow'
  | 'listen-overflow'
  | 'positions-counted';

/** Time that one event's motion takes at 1×, ms. `mode` is the wire's just after the event. */
export function motionMs(event: LabEvent, mode: WireMode): number {
  switch (event.type) {
    case 'thread-step':
      return 160;
    case 'call-entered':
      return 200;
    case 'call-returned':
      return event.result.ok && event.result.bytes !== undefined ? 320 : 240;
    case 'segment-sent':
      // On an automatic wire the flight belongs to the departure; a held one stops half way.
      return isHeld(mode, sequenceLength(event.headers)) ? 240 : event.headers.payloadBytes > 0 ? 900 : 600;
    case 'segments-passed':
      return event.payloadBytes > 0 ? 900 : 600;
    case 'segment-delivered':
      return 280;
    case 'segment-dropped':
      return 300;
    case 'socket-observed':
      return event.changed.state === undefined ? 0 : 240;
    case 'call-blocked':
    case 'thread-ended':
    case 'output':
      return 160;
    default:
      event.type satisfies Still;
      return 0;
  }
}

/** These follow from the event before them, unless both are of one instant. A new kind must be decided here too. */
type Following =
  | 'lab-closed'
  | 'notice'
  | 'program-ended'
  | 'program-removed'
  | 'frame-entered'
  | 'frame-left'
  | 'thread-joins'
  | 'exception-caught'
  | 'thread-step'
  | 'thread-ended'
  | 'output'
  | 'call-entered'
  | 'call-blocked'
  | 'call-returned'
  | 'segment-sent'
  | 'segment-delivered'
  | 'segments-passed'
  | 'wire-set'
  | 'nic-overflow'
  | 'listen-overflow';

/** Time after the event before it, ms, if this event only accompanies that one; null if it follows from it. */
function accompanies(event: LabEvent, deltaMicros: number): number | null {
  switch (event.type) {
    case 'thread-at':
    case 'thread-started':
    case 'program-loaded':
    case 'program-edited':
    case 'lab-opened':
    case 'at-rest':
      return BOOK_KEEPING_MS;
    case 'socket-observed':
      // A change of state is shown by itself, unless it was read at the same instant.
      if (event.changed.state === undefined) return BOOK_KEEPING_MS;
      return deltaMicros <= ONE_INSTANT_MICROS ? OVERLAP_MS : null;
    case 'segment-dropped':
      return event.cause === 'obsolete' ? OVERLAP_MS : null;
    case 'socket-gone':
    case 'positions-counted':
    case 'variable-set':
    case 'variable-deleted':
    case 'segment-timed':
    case 'segment-duplicated':
      return OVERLAP_MS;
    default:
      event.type satisfies Following;
      return deltaMicros === 0 ? OVERLAP_MS : null;
  }
}

export interface Gap {
  /** From showing the one to showing the next, ms on the screen. */
  readonly ms: number;
  readonly deltaMicros: number;
  /** Time on the screen divided by the real time; null if both events are of one instant. */
  readonly slowDown: number | null;
  /** A pause in true time was cut because it was too long. */
  readonly cut: boolean;
}

/** Time between showing two neighbouring events. `motion` is what is under way when the first is shown, at 1×. */
export function gapBetween(shown: LabEvent, next: LabEvent, motion: number, pace: Pace): Gap {
  const deltaMicros = Math.max(0, next.at - shown.at);
  const gap = (ms: number, cut: boolean): Gap => ({
    ms,
    deltaMicros,
    slowDown: deltaMicros === 0 ? null : (ms * 1000) / deltaMicros,
    cut,
  });
  if (pace.time === 'true') {
    const ms = (deltaMicros / 1000) * pace.trueScale;
    return gap(Math.min(ms, LONGEST_TRUE_GAP_MS), ms > LONGEST_TRUE_GAP_MS);
  }
  const together = accompanies(next, deltaMicros);
  if (together !== null) return gap(together / Math.max(1, pace.speed), false);
  const told = 120 + 180 * Math.log10(1 + deltaMicros);
  const clamped = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, told));
  return gap(Math.max(motion, clamped) / pace.speed, false);
}
