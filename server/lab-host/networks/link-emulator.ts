import { drawing, type Direction } from '../../../shared/log/wire-settings.ts';

/** The fate of a segment: it is lost, or it arrives at a time (ms), possibly twice. */
export type Fate =
  | { readonly is: 'lost'; readonly cause: 'loss' | 'queue' }
  | { readonly is: 'arrives'; readonly atMs: number; readonly twice: boolean };

/** A segment that later ones overtake waits this many ms longer than they do, plus twice the delay. */
const OVERTAKEN_MS = 30;

/**
 * One direction of the wire: a queue before a limited rate, then a delay, then random loss, duplication and
 * reordering. It keeps the order except of segments that are reordered at random. It has no clock: times are
 * arguments, in ms.
 */
export class LinkEmulator {
  readonly #direction: Direction;
  readonly #draw: () => number;
  /** The times at which the waiting segments leave the queue. */
  #departures: number[] = [];
  #lastArrival = 0;

  constructor(direction: Direction, seed: number) {
    this.#direction = direction;
    this.#draw = drawing(seed);
  }

  /**
   * Decides the fate of one segment. It always draws three numbers, so that the fate of a segment does not
   * depend on those before it.
   */
  decide(nowMs: number, bytes: number): Fate {
    const { lossPercent, duplicatePercent, reorderPercent, delayMs } = this.#direction;
    const [loss, twice, overtaken] = [this.#draw(), this.#draw(), this.#draw()].map((n) => n * 100) as [
      number,
      number,
      number,
    ];
    const departs = this.#depart(nowMs, bytes);
    if (departs === null) return { is: 'lost', cause: 'queue' };
    if (loss < lossPercent) return { is: 'lost', cause: 'loss' };
    const arrives = Math.max(departs + delayMs, this.#lastArrival);
    if (overtaken < reorderPercent)
      return { is: 'arrives', atMs: arrives + 2 * delayMs + OVERTAKEN_MS, twice: twice < duplicatePercent };
    this.#lastArrival = arrives;
    return { is: 'arrives', atMs: arrives, twice: twice < duplicatePercent };
  }

  /** Returns the time at which a segment leaves the queue, or null if the queue is full. */
  #depart(nowMs: number, bytes: number): number | null {
    const { kbitPerSecond, queueSegments } = this.#direction;
    if (kbitPerSecond === 0) return nowMs;
    this.#departures = this.#departures.filter((at) => at > nowMs);
    if (this.#departures.length > queueSegments) return null;
    // A kbit/s is a bit in each millisecond.
    const departs = Math.max(nowMs, this.#departures.at(-1) ?? 0) + (bytes * 8) / kbitPerSecond;
    this.#departures.push(departs);
    return departs;
  }
}
