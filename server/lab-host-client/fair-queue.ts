/** The messages of a turn take about this long, ms, so that requests and frames of browsers come in between. */
const TURN_MS = 5;

/** Hands over the messages of several labs. The labs take turns, and those of one lab keep their order. */
export class FairQueue<T> {
  readonly #handle: (message: T) => void;
  readonly #waiting = new Map<string, T[]>();
  #scheduled = false;

  constructor(handle: (message: T) => void) {
    this.#handle = handle;
  }

  add(lab: string, message: T): void {
    const before = this.#waiting.get(lab);
    if (before === undefined) this.#waiting.set(lab, [message]);
    else before.push(message);
    this.#schedule();
  }

  /** Hands over all that waits, without a pause. */
  flush(): void {
    while (this.#waiting.size > 0) this.#next();
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.size === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const until = performance.now() + TURN_MS;
      do this.#next();
      while (this.#waiting.size > 0 && performance.now() < until);
      this.#schedule();
    });
  }

  #next(): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    const [lab, messages] = first;
    const message = messages.shift();
    this.#waiting.delete(lab);
    // The other labs come before the rest of this one.
    if (messages.length > 0) this.#waiting.set(lab, messages);
    if (message !== undefined) this.#handle(message);
  }
}
