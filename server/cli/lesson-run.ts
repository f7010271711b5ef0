import { conservationFaults } from '../../shared/conservation.ts';
import type { LabEvent } from '../../shared/events.ts';
import type { LabState } from '../../shared/lab-state.ts';
import type { Lesson } from '../../shared/lessons/lesson.ts';
import { type Move, nextMove } from '../../shared/next-move.ts';
import type { ProtocolError } from '../../shared/protocol.ts';
import { Timeline } from '../../shared/timeline.ts';
import { disagreements } from '../../shared/witness.ts';
import type { Labs } from '../rooms/labs.ts';

/** No event and nothing to do for so long: it hangs. The calm timers' first retransmission comes after 60 s. */
const STALL_MS = 20_000;
/** A lab that does not come to rest is moved on nevertheless after this long without an event. */
const SETTLE_MS = 1_000;
/** Problems told of one run; what follows the first ones follows from them. */
const PROBLEMS_TOLD = 5;

export interface RunOptions {
  readonly labs: Labs;
  readonly lesson: Lesson;
  /** Each event with the state just after it. */
  readonly seen: (event: LabEvent, state: LabState) => void;
  /** Settles when somebody wants it to end. */
  readonly ended: Promise<void>;
}

/** One lesson from its first line to its last, each move the one that the page's primary button would make. */
export class LessonRun {
  readonly timeline = new Timeline();
  readonly problems: string[] = [];
  readonly #options: RunOptions;
  #wake = (): void => {};
  #over = false;

  constructor(options: RunOptions) {
    this.#options = options;
  }

  /** Settles when the lesson is over, well or not: `problems` says which. Never rejects. */
  async run(): Promise<void> {
    const { labs, lesson, ended } = this.#options;
    const lab = 'trace';
    const error = await labs.create(lab, lesson, {
      events: (events) => this.#take(events),
      died: () => this.#fail('the lab host died'),
    });
    if (error !== null) this.#fail(`no lab: ${sentence(error)}`);
    void ended.then(() => this.#fail('it was interrupted'));
    await this.#drive(lab);
    this.#over = true;
    this.problems.push(...endings(this.timeline.state));
    await labs.end(lab);
  }

  async #drive(lab: string): Promise<void> {
    let askedAt = 0;
    let refused: ProtocolError | null = null;
    let quiet = false;
    while (!this.#over) {
      const { state } = this.timeline;
      const move = nextMove(state);
      const settled = state.atRest || quiet;
      if (move !== null && isEnd(move) && settled) return;
      if (move !== null && !isEnd(move) && settled && state.seq > askedAt) {
        askedAt = state.seq;
        // Only `new-lab` is not a lab's own command, and that is an end.
        const { command } = move;
        if (command.do !== 'new-lab') refused = await this.#options.labs.command(lab, command);
      }
      // Events that came while the move was made are to be looked at first.
      quiet = false;
      if (this.timeline.head !== state.seq) continue;
      const canMove = move !== null && state.seq > askedAt;
      await this.#event(canMove ? SETTLE_MS : STALL_MS);
      quiet = this.timeline.head === state.seq;
      if (quiet && !canMove) this.#fail(stall(state, refused));
    }
  }

  #take(events: readonly LabEvent[]): void {
    if (this.#over) return;
    for (const event of events) {
      this.timeline.append([event]);
      const { state } = this.timeline;
      this.#options.seen(event, state);
      for (const fault of [...conservationFaults(state), ...disagreements(state)])
        if (this.problems.length < PROBLEMS_TOLD) this.problems.push(fault);
    }
    this.#wake();
  }

  #fail(problem: string): void {
    if (this.#over) return;
    this.problems.push(problem);
    this.#over = true;
    this.#wake();
  }

  #event(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function isEnd(move: Move): boolean {
  return move.is === 'run-again' || move.is === 'new-lab';
}

/** What is not as it should be at the end. */
function endings(state: LabState): string[] {
  const { closed } = state;
  const lab = closed === null ? [] : [`the lab was closed: ${sentence(closed)}`];
  const programs = Object.values(state.programs).flatMap(({ program, ended }) => {
    if (ended === 'finished') return [];
    const thread = Object.values(state.threads).find((t) => t.program === program);
    if (ended === null) return [`${program} did not end: its thread is ${thread?.status ?? 'nowhere'}`];
    const exception = thread?.exception ?? null;
    return [`${program} ended: ${exception === null ? ended : `${exception.name}: ${exception.message}`}`];
  });
  return [...lab, ...programs];
}

function stall(state: LabState, refused: ProtocolError | null): string {
  const threads = Object.values(state.threads).map((t) => `${t.thread} is ${t.status}`);
  const held = state.wire.chips.filter((chip) => chip.held.length > 0).length;
  const last = refused === null ? '' : `; the last move was refused: ${sentence(refused)}`;
  return `nothing happened for ${STALL_MS / 1000} s: ${threads.join(', ')}, ${held} on the wire${last}`;
}

function sentence({ code, detail }: { readonly code: string; readonly detail?: string }): string {
  return detail === undefined ? code : `${code} (${detail})`;
}
