/** The parts of the page that are drawn in frames of their own, in the order in which a jump of a flood reaches them. */
const PARTS = [
  'client',
  'client-facts',
  'client-kernel',
  'server',
  'server-facts',
  'server-kernel',
  // Lines go to what the columns have drawn.
  'causes',
  'wire',
  'ladder',
  'told',
  'guided',
  'dock',
  'plot',
  'log',
] as const;
export type Part = (typeof PARTS)[number];

/** Gives each part that is to be drawn a frame of its own. */
export class Turns {
  readonly #frame: (then: () => void) => void;
  readonly #due = new Map<Part, Set<() => void>>();
  /** The part that was drawn last in this round: one that is to be drawn again must not put back those that wait. */
  #drawn = -1;
  #isUnderWay = false;
  #isOver = (): void => {};
  #over = Promise.resolve();

  constructor(frame: (then: () => void) => void) {
    this.#frame = frame;
  }

  wait(part: Part, draw: () => void): void {
    this.hold(part, draw);
    this.#begin();
  }

  /** The part waits until another is to be drawn, or all are. */
  hold(part: Part, draw: () => void): void {
    this.#due.set(part, (this.#due.get(part) ?? new Set()).add(draw));
  }

  /** Resolves once all that waits, or is held, has been drawn. */
  over(): Promise<void> {
    if (this.#due.size > 0) this.#begin();
    return this.#over;
  }

  #begin(): void {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    this.#over = new Promise((resolve) => (this.#isOver = resolve));
    this.#frame(this.#drawNext);
  }

  readonly #drawNext = (): void => {
    const after = (last: number): number => PARTS.findIndex((part, i) => i > last && this.#due.has(part));
    this.#drawn = after(this.#drawn);
    if (this.#drawn < 0) this.#drawn = after(-1);
    const part = PARTS[this.#drawn]!;
    const draws = this.#due.get(part)!;
    this.#due.delete(part);
    const isLast = this.#due.size === 0;
    const isOver = this.#isOver;
    if (isLast) {
      this.#drawn = -1;
      this.#isUnderWay = false;
    } else this.#frame(this.#drawNext);
    for (const draw of draws) draw();
    if (isLast) isOver();
  };
}
