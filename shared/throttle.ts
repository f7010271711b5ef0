/** Calls back after so many ms. Returns the way to cancel. */
export type After = (ms: number, then: () => void) => () => void;

/** Does something at most once in a time: at once where it can, and otherwise once when the time is over. */
export class Throttle {
  readonly #everyMs: number;
  readonly #after: After;
  readonly #run: () => void;
  #cancel: (() => void) | null = null;
  #isAsked = false;

  constructor(everyMs: number, after: After, run: () => void) {
    this.#everyMs = everyMs;
    this.#after = after;
    this.#run = run;
  }

  ask(): void {
    if (this.#cancel !== null) {
      this.#isAsked = true;
      return;
    }
    this.#cancel = this.#after(this.#everyMs, () => {
      this.#cancel = null;
      if (this.#isAsked) this.ask();
    });
    this.#isAsked = false;
    this.#run();
  }

  /** Does nothing any more. */
  end(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#isAsked = false;
  }
}
