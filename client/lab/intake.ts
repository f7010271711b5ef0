import type { LabEvent } from '../../shared/log/events.ts';
import type { Clock } from '../playback/player.ts';

const FRAME_MS = 16;
/**
 * So many events are no flood and are appended together. A press in a lesson brings fewer, and the page must
 * not take a part of it for the whole.
 */
const TOGETHER = 512;
/** A flood is folded for so long in a frame, ms, and so many events at a time: more than are told one by one. */
const FOLD_MS = 2;
const FOLDED_TOGETHER = 32;
/** A run at full speed tells no event, and keeps the machine busy: fewer at a time, so that a frame has no more than its ms. */
const FOLDED_IN_RUSH = 2;

type Append = (events: readonly LabEvent[], atOnce: boolean) => void;

/**
 * The events that have come and are not appended to the log yet. Batches of one frame are appended together, because
 * each costs a drawing. A flood takes too long to be folded in one frame, so it is appended in order through several; all
 * of a run at full speed is a flood.
 */
export class Intake {
  readonly #clock: Clock;
  readonly #append: Append;
  readonly #rushes: () => boolean;
  #waiting: { readonly events: readonly LabEvent[]; readonly atOnce: boolean }[] = [];
  #takenAt = -Infinity;
  #cancelTimer: (() => void) | null = null;

  /** `rushes` says whether a run at full speed goes on. */
  constructor(clock: Clock, append: Append, rushes: () => boolean) {
    this.#clock = clock;
    this.#append = append;
    this.#rushes = rushes;
  }

  /**
   * `atOnce`: these happened before this page looked. `unseen`: nobody looks at the page, so that no frame has to be
   * waited for.
   */
  add(events: readonly LabEvent[], atOnce: boolean, unseen: boolean): void {
    this.#waiting.push({ events, atOnce: atOnce || unseen });
    const isDue = !this.#rushes() && this.#clock.now() - this.#takenAt >= FRAME_MS;
    if (unseen || isDue) this.#take(unseen);
    else this.#takeSoon();
  }

  /** Forgets what waits: the log that it belongs to is left. */
  clear(): void {
    this.#waiting = [];
  }

  /** Another log takes this one's place. The events that wait are appended if this one ended with them. */
  finish(): void {
    if (this.#waiting.at(-1)?.events.at(-1)?.type === 'lab-closed') this.#take(true);
    this.clear();
  }

  #takeSoon(): void {
    this.#cancelTimer ??= this.#clock.after(FRAME_MS, () => {
      this.#cancelTimer = null;
      this.#take(false);
    });
  }

  #take(unseen: boolean): void {
    const events = this.#waiting.flatMap((batch) => batch.events);
    const atOnce = unseen || this.#waiting.every((batch) => batch.atOnce);
    this.#waiting = [];
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#takenAt = this.#clock.now();
    if (events.length === 0) return;
    const rushes = this.#rushes();
    if (atOnce || (events.length <= TOGETHER && !rushes)) return this.#append(events, atOnce);
    const together = rushes ? FOLDED_IN_RUSH : FOLDED_TOGETHER;
    let taken = 0;
    while (taken < events.length && (taken === 0 || this.#clock.now() - this.#takenAt < FOLD_MS)) {
      this.#append(events.slice(taken, taken + together), false);
      taken += together;
    }
    if (taken >= events.length) return;
    this.#waiting = [{ events: events.slice(taken), atOnce: false }];
    this.#takeSoon();
  }
}
