/** The parts of the page that are drawn in frames of their own, in the order in which a jump of a flood reaches them. */
const PARTS = [
  'client',
  'client-kernel',
  'server',
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

  constructor(frame: (then: () => void) => void) {
    this.#frame = frame;
  }

  wait(part: Part, draw: () => void): void {
    if (this.#due.size === 0) this.#frame(this.#drawNext);
    this.#due.set(part, (this.#due.get(part) ?? new Set()).add(draw));
  }

  readonly #drawNext = (): void => {
    const after = (last: number): number => PARTS.findIndex((part, i) => i > last && this.#due.has(part));
    this.#drawn = after(this.#drawn);
    if (this.#drawn < 0) this.#drawn = after(-1);
    const part = PARTS[this.#drawn]!;
    const draws = this.#due.get(part)!;
    this.#due.delete(part);
    if (this.#due.size > 0) this.#frame(this.#drawNext);
    else this.#drawn = -1;
    for (const draw of draws) draw();
  };
}
