import type { LabEvent, LabEventBody } from '../../shared/log/events.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../shared/model/lab-state.ts';
import { LIMITS } from '../../shared/limits.ts';
import { applyEvent } from '../../shared/model/reducer/apply-event.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { sizeOf } from '../size-of.ts';

type Deliver = (events: readonly LabEvent[]) => Promise<void> | void;

/**
 * A lab's log where it is made. It numbers and times each event in the order in which it was seen, folds it
 * into the state that the lab itself works with, and delivers the events in batches, one a turn of the event
 * loop.
 */
export class EventLog {
  #state: LabState = EMPTY_LAB_STATE;
  #batch: LabEvent[] = [];
  #scheduled = false;
  readonly #begin = performance.now();
  readonly #deliver: Deliver;
  /** The number of events that were delivered and not read yet. */
  #unread = 0;
  #bytes = 0;
  #waiting: (() => void)[] = [];

  constructor(deliver: Deliver) {
    this.#deliver = deliver;
  }

  get state(): LabState {
    return this.#state;
  }

  /** The memory that all events delivered so far took, estimated. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The time since the log began, in µs of the monotonic clock. */
  now(): number {
    return Math.floor((performance.now() - this.#begin) * 1000);
  }

  /** Appends an event. The body itself becomes the event, so that the caller must not use it again. */
  append(body: LabEventBody): void {
    // Spreading objects of so many shapes takes V8 ten times as long.
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
    this.#bytes += sizeOf(batch);
    const read = this.#deliver(batch);
    if (read === undefined) return;
    this.#unread += batch.length;
    void read.then(() => {
      this.#unread -= batch.length;
      if (this.#isFarAhead) return;
      for (const goOn of this.#waiting.splice(0)) goOn();
    });
  }

  /** Resolves when the reader has come near enough; null if it is. A loop that writes events must ask for it. */
  readerCameNear(): Promise<void> | null {
    if (!this.#isFarAhead) return null;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  get #isFarAhead(): boolean {
    return this.#unread > SERVER_LIMITS.eventsUnread;
  }
}
