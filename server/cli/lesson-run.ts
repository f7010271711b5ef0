import { conservationFaults } from '../../shared/model/conservation.ts';
import { DEFAULT_LANGUAGE } from '../../shared/languages.ts';
import type { LabEvent } from '../../shared/log/events.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import { guidance, NO_LESSON } from '../../shared/lessons/guidance.ts';
import type { Lesson } from '../../shared/lessons/lesson.ts';
import { Walkthrough } from '../../shared/lessons/walkthrough.ts';
import type { ProtocolError } from '../../shared/protocol/server-messages.ts';
import { Timeline } from '../../shared/log/timeline.ts';
import { disagreements } from '../../shared/model/witness.ts';
import type { Labs } from '../rooms/labs.ts';

/**
 * A move that may have to wait for a timer hangs if no event comes for this long. The kernel's own timers need up to
 * some ten seconds for a fifth copy; the calm timers' first retransmission comes after 60 s.
 */
const STALL_MS = 20_000;
/** Any other move is stuck if no event comes for this long. */
const STUCK_MS = 5_000;
/** If the lab does not come to rest, the next move is made after this long without an event. */
const SETTLE_MS = 1_000;
/** At most this many problems of a run are printed, because later ones follow from the first. */
const PROBLEMS_TOLD = 5;

export interface RunOptions {
  readonly labs: Pick<Labs, 'create' | 'command' | 'end'>;
  readonly lesson: Lesson;
  /** The literals are not the lesson's own, so that its promises about them are not checked. */
  readonly edited: boolean;
  /** Called with each event and the state just after it. */
  readonly seen: (event: LabEvent, state: LabState) => void;
  /** This promise settles when the user wants the run to end. */
  readonly ended: Promise<void>;
}

/**
 * Runs a lesson from its first move to its last. Each move is the one that the page's primary button would
 * make.
 */
export class LessonRun {
  readonly timeline = new Timeline();
  readonly problems: string[] = [];
  readonly #options: RunOptions;
  readonly #walkthrough: Walkthrough;
  #wake = (): void => {};
  #over = false;

  constructor(options: RunOptions) {
    this.#options = options;
    this.#walkthrough = new Walkthrough(options.lesson);
  }

  /** Settles when the lesson is over; `problems` says whether it went well. Never rejects. */
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
    this.problems.push(
      ...(this.#options.edited ? [] : promises(this.#options.lesson, this.#walkthrough)),
      ...unfinished(this.#options.lesson, this.#walkthrough, this.timeline.state),
    );
    await labs.end(lab);
  }

  async #drive(lab: string): Promise<void> {
    let askedAt = 0;
    let refused: ProtocolError | null = null;
    let quiet = false;
    while (!this.#over) {
      const { state } = this.timeline;
      if (this.#walkthrough.isOver || state.closed !== null) return;
      const next = guidance(state, {
        ...NO_LESSON,
        lesson: this.#options.lesson,
        walkthrough: this.#walkthrough,
      });
      const move = next.is === 'move' ? next.move : null;
      // A lab may come to rest in the midst of a handshake: what is not the lesson's own move has time.
      const isDue = this.#walkthrough.next(state) ? state.atRest || quiet : quiet;
      if (move !== null && isDue && state.seq > askedAt) {
        askedAt = state.seq;
        // A lab has neither of these two commands, and no lesson asks for them.
        const { command } = move;
        if (command.type !== 'new-lab' && command.type !== 'stay')
          refused = await this.#options.labs.command(lab, command);
      }
      // Events that came while the move was made are read before the next move.
      quiet = false;
      if (this.timeline.head !== state.seq) continue;
      const canMove = move !== null && state.seq > askedAt;
      const waits = this.#walkthrough.waits;
      await this.#event(canMove ? SETTLE_MS : waits ? STALL_MS : STUCK_MS);
      quiet = this.timeline.head === state.seq;
      if (quiet && !canMove)
        this.#fail(stall(waits ? STALL_MS : STUCK_MS, this.#walkthrough.index, state, refused));
    }
  }

  #take(events: readonly LabEvent[]): void {
    if (this.#over) return;
    for (const event of events) {
      this.timeline.append([event]);
      const { state } = this.timeline;
      this.#walkthrough.see(event, state);
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

/** Returns what the lesson promises and the run did not show, as far as this network can show it. */
function promises({ checks, predictions }: Lesson, walkthrough: Walkthrough): string[] {
  const { facts } = walkthrough;
  const unseen = checks
    .filter(({ fact }) => facts.canShow(fact) && !facts.holds(fact))
    .map(({ text }) => `not seen: ${text[DEFAULT_LANGUAGE]}`);
  const open = predictions
    .filter(
      ({ id, options }) =>
        options.every(({ when }) => facts.canShow(when)) && typeof walkthrough.answer(id) !== 'number',
    )
    .map(({ question }) => `no option is what happened: ${question[DEFAULT_LANGUAGE]}`);
  return [...unseen, ...open];
}

function unfinished({ moves }: Lesson, { isOver, index }: Walkthrough, state: LabState): string[] {
  return isOver ? [] : [`move ${index + 1} of ${moves.length} was not done`, ...failures(state)];
}

/** Returns the programs that an exception has ended, which is why the lesson cannot go on. */
function failures({ programs, threads }: LabState): string[] {
  return Object.values(programs).flatMap(({ program, ended }) => {
    if (ended !== 'exception') return [];
    const thread = Object.values(threads).find((t) => t.program === program);
    return [`${program} ended: ${thread?.exception?.name ?? ''}: ${thread?.exception?.message ?? ''}`];
  });
}

function stall(afterMs: number, move: number, state: LabState, refused: ProtocolError | null): string {
  const threads = Object.values(state.threads).map((t) => `${t.thread} is ${t.status}`);
  const held = state.wire.chips.filter((chip) => chip.held.length > 0).length;
  const last = refused === null ? '' : `; the last move was refused: ${sentence(refused)}`;
  return `nothing happened for ${afterMs / 1000} s at move ${move + 1}: ${threads.join(', ')}, ${held} on the wire${last}`;
}

function sentence({ code, detail }: { readonly code: string; readonly detail?: string }): string {
  return detail === undefined ? code : `${code} (${detail})`;
}
