import type { LabEvent, LabEventBody } from '../../shared/log/events.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../shared/model/lab-state.ts';
import { LIMITS } from '../../shared/limits.ts';
import { applyEvent } from '../../shared/model/reducer/apply-event.ts';

/**
 * A lab's log at its source: numbers and times what is seen, in the order in which it is seen, folds it
 * into a state that the lab itself works with, and hands it on a batch a turn of the event loop.
 */
export class EventLog {
  #state: LabState = EMPTY_LAB_STATE;
  #batch: LabEvent[] = [];
  #scheduled = false;
  readonly #begin = performance.now();
  readonly #deliver: (events: readonly LabEvent[]) => void;

  constructor(deliver: (events: readonly LabEvent[]) => void) {
    this.#deliver = deliver;
  }

  get state(): LabState {
    return this.#state;
  }

  /** µs since the log began, on the monotonic clock. */
  now(): number {
    return Math.floor((performance.now() - this.#begin) * 1000);
  }

  /** The body becomes the event: whoever appends it hands it over, and makes a new one for the next. */
  append(body: LabEventBody): void {
    // A copy of objects of so many shapes takes V8 ten times as long.
    const event = Object.assign(body, { seq: this.#state.seq + 1, at: this.now() }) as LabEvent;
    this.#state = applyEvent(this.#state, event);
    this.#batch.push(event);
    if (this.#batch.length >= LIMITS.eventsPerBatch) this.flush();
    else if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => this.flush());
    }
  }

  flush(): void {
    this.#scheduled = false;
    if (this.#batch.length === 0) return;
    const batch = this.#batch;
    this.#batch = [];
    this.#deliver(batch);
  }
}
