import { drawing, type Direction } from '../../../shared/log/wire-settings.ts';

/** What a lane decides of a segment: it is gone, or it arrives at this time (ms), maybe twice. */
export type Fate =
  | { readonly is: 'lost'; readonly cause: 'loss' | 'queue' }
  | { readonly is: 'arrives'; readonly atMs: number; readonly twice: boolean };

/** A segment that later ones overtake waits this much longer than they do, ms, and twice the delay. */
const OVERTAKEN_MS = 30;

/**
 * One direction of the wire: bandwidth with a queue before it, then delay, then chance. Order is kept,
 * but for segments that chance lets others overtake. Pure but for its own memory: time comes in as ms.
 */
export class LinkEmulator {
  readonly #direction: Direction;
  readonly #draw: () => number;
  /** When the segments ahead have all left the queue, and when each of them does. */
  #departures: number[] = [];
  #lastArrival = 0;

  constructor(direction: Direction, seed: number) {
    this.#direction = direction;
    this.#draw = drawing(seed);
  }

  /** Decides once for each segment, drawing three numbers whatever comes of them: fates do not shift each other. */
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

  /** When a segment has left the queue for the wire; null where the queue is full. */
  #depart(nowMs: number, bytes: number): number | null {
    const { kbitPerSecond, queueSegments } = this.#direction;
    if (kbitPerSecond === 0) return nowMs;
    this.#departures = this.#departures.filter((at) => at > nowMs);
    if (this.#departures.length > queueSegments) return null;
    // kbit/s are bits a millisecond.
    const departs = Math.max(nowMs, this.#departures.at(-1) ?? 0) + (bytes * 8) / kbitPerSecond;
    this.#departures.push(departs);
    return departs;
  }
}
