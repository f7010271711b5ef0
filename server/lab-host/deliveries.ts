import type { LabEvent } from '../../shared/log/events.ts';
import { LIMITS } from '../../shared/limits.ts';
import { after } from '../after.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { TokenBucket } from '../token-bucket.ts';

/**
 * The events of one lab on their way to the web server. Batches go as they come, and in a flood together once a frame:
 * nobody can draw more of them, and each message costs the lab host, the server and every page.
 */
export class Deliveries {
  readonly #post: (events: readonly LabEvent[]) => void;
  readonly #atOnce = new TokenBucket(
    SERVER_LIMITS.batchesAtOnce,
    SERVER_LIMITS.batchesAtOncePerSecond,
    performance.now(),
  );
  #waiting: LabEvent[] = [];
  /** Those who wait until the events that wait, and those of each message that was posted, are read. */
  #readers: (() => void)[] = [];
  readonly #unread: (() => void)[][] = [];
  #cancelTimer: (() => void) | null = null;

  constructor(post: (events: readonly LabEvent[]) => void) {
    this.#post = post;
  }

  /** Resolves when the web server has read the events. */
  add(events: readonly LabEvent[]): Promise<void> {
    this.#waiting.push(...events);
    const read = new Promise<void>((resolve) => {
      this.#readers.push(resolve);
    });
    if (this.#waiting.length >= LIMITS.eventsPerBatch) this.flush();
    else if (this.#cancelTimer === null) {
      if (this.#atOnce.take(performance.now())) this.flush();
      else this.#cancelTimer = after(SERVER_LIMITS.batchEveryMs, () => this.flush());
    }
    return read;
  }

  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (this.#waiting.length === 0) return;
    this.#unread.push(this.#readers);
    this.#readers = [];
    const events = this.#waiting;
    this.#waiting = [];
    this.#post(events);
  }

  /** The web server has read the oldest message that it had not read. */
  seen(): void {
    for (const read of this.#unread.shift() ?? []) read();
  }
}
