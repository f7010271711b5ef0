import type { LabEvent } from '../../../shared/log/events.ts';

/**
 * The events that one press brought about, from `from` to `to`, both included. The newest span may still grow.
 * A span that no hand has begun was begun by a timer of a kernel's, or by something that took its time.
 */
export interface PressSpan {
  readonly from: number;
  readonly to: number;
  readonly byHand: boolean;
}

/** Between two events this far apart there is nothing but waiting. */
export const A_PAUSE_MICROS = 150_000;

/**
 * Cuts a log into the spans of its presses, by the log alone, so that a replay is cut as the live run was. A span
 * begins after a rest, after a pause, and with a command that can be nobody's but a learner's.
 */
export class PressSpans {
  readonly #from: number[] = [];
  readonly #byHand: boolean[] = [];
  readonly #holds: (event: LabEvent) => boolean;
  #last: LabEvent | null = null;
  #hasRested = false;

  /** `holds` says whether a segment that is delivered by this event had been held for a hand. */
  constructor(holds: (event: LabEvent) => boolean) {
    this.#holds = holds;
  }

  see(event: LabEvent): void {
    const last = this.#last;
    const isHandedOver = event.type === 'segment-delivered' && this.#holds(event);
    if (
      last === null ||
      last.type === 'at-rest' ||
      event.at - last.at >= A_PAUSE_MICROS ||
      // Until its first rest the lab is being set up.
      (this.#hasRested && (isHandedOver || isOnlyByHand(event)))
    ) {
      this.#from.push(event.seq);
      this.#byHand.push(isHandedOver || isByHand(event));
    }
    this.#last = event;
    if (event.type === 'at-rest') this.#hasRested = true;
  }

  /** The span in which this event is, or the nearest one; null if there is none yet. */
  at(seq: number): PressSpan | null {
    return this.nth(this.ordinalAt(seq));
  }

  /** The number of the span in which this event is, from 0. */
  ordinalAt(seq: number): number {
    let low = 0;
    let high = this.#from.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#from[middle]! <= seq) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  nth(ordinal: number): PressSpan | null {
    const from = this.#from[ordinal];
    if (from === undefined) return null;
    const next = this.#from[ordinal + 1];
    const to = next === undefined ? (this.#last?.seq ?? from) : next - 1;
    return { from, to, byHand: this.#byHand[ordinal] === true };
  }
}

/** Nothing but a command brings these about. */
function isOnlyByHand(event: LabEvent): boolean {
  return (
    event.type === 'wire-set' ||
    event.type === 'program-edited' ||
    (event.type === 'segment-dropped' && event.cause === 'learner')
  );
}

/** A command brings these about if they come first after a rest. */
const BY_HAND: ReadonlySet<LabEvent['type']> = new Set([
  'lab-opened',
  'lab-closed',
  'program-loaded',
  'program-removed',
  'thread-started',
  'thread-step',
  'segment-timed',
  'segment-duplicated',
]);

function isByHand(event: LabEvent): boolean {
  return BY_HAND.has(event.type) || isOnlyByHand(event);
}
