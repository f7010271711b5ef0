export interface HeartbeatOptions {
  readonly everyMs: number;
  /** The process is given up after this many questions without any message from it. */
  readonly unanswered: () => number;
  readonly ask: () => void;
  readonly silent: () => void;
}

/**
 * Notices that a process exists but does nothing. It counts questions instead of time, because the clock goes
 * on while the machine sleeps or this process is stopped, and nobody asks then.
 */
export class Heartbeat {
  readonly #timer: NodeJS.Timeout;
  #open = 0;

  constructor({ everyMs, unanswered, ask, silent }: HeartbeatOptions) {
    this.#timer = setInterval(() => {
      if (this.#open >= unanswered()) {
        this.stop();
        return silent();
      }
      this.#open += 1;
      ask();
    }, everyMs);
    this.#timer.unref();
  }

  /** Must be called for every message from the process. */
  heard(): void {
    this.#open = 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
