/**
 * The segments that will be delivered by themselves, each at its time and in order. One timer serves all of
 * them.
 */
export class Timetable {
  readonly #arrive: (segment: number) => void;
  #waiting: { readonly segment: number; readonly atMs: number }[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(arrive: (segment: number) => void) {
    this.#arrive = arrive;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /**
   * `atMs` is on the clock of performance.now(). A segment that is due is delivered at once, unless others
   * come before it.
   */
  add(segment: number, atMs: number): void {
    const at = this.#waiting.findLastIndex((other) => other.atMs <= atMs) + 1;
    this.#waiting.splice(at, 0, { segment, atMs });
    if (at === 0) this.#run();
  }

  remove(segment: number): void {
    this.#waiting = this.#waiting.filter((other) => other.segment !== segment);
  }

  clear(): void {
    this.#waiting = [];
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #run(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const inMs = next.atMs - performance.now();
      if (inMs > 0) {
        this.#timer = setTimeout(() => this.#run(), inMs);
        return;
      }
      this.#waiting.shift();
      this.#arrive(next.segment);
    }
  }
}
