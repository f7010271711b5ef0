export interface HeartbeatOptions {
  readonly everyMs: number;
  /** So many questions without any sign of life: it is given up. */
  readonly unanswered: () => number;
  readonly ask: () => void;
  readonly silent: () => void;
}

/**
 * Notices that a process is there and yet does nothing any more. Questions are counted, not time: where
 * the machine slept, or this process was stopped itself, the clock has gone on and nobody was asked.
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

  /** Anything at all has come from it. */
  heard(): void {
    this.#open = 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
