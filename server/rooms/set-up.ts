import type { LabEvent } from '../../shared/log/events.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import type { Lesson } from '../../shared/lessons/lesson.ts';
import { Walkthrough } from '../../shared/lessons/walkthrough.ts';
import type { LabCommand, ProtocolError } from '../../shared/protocol/server-messages.ts';

/** A set-up that takes longer than this many ms is given up. The learner makes the moves that are left. */
const PATIENCE_MS = 5000;

/**
 * Makes the moves with which a lesson sets its lab up, each as a command of its own, so that the log holds them as
 * real calls. A move that is refused or that comes to nothing is not tried again.
 */
export class SetUp {
  /** Settles when the set-up is done or given up. Never rejects. */
  readonly done: Promise<void>;
  readonly #walkthrough: Walkthrough;
  readonly #command: (command: LabCommand) => Promise<ProtocolError | null>;
  #timer: NodeJS.Timeout | undefined;
  #settle = (): void => {};
  #newest: LabState | null = null;
  #isReady = false;
  #isOver = false;
  /** The newest move was made after this event. */
  #askedAt = 0;

  constructor(
    { setup = [] }: Pick<Lesson, 'setup'>,
    command: (command: LabCommand) => Promise<ProtocolError | null>,
  ) {
    this.#walkthrough = new Walkthrough({ setup, moves: [], predictions: [] });
    this.#command = command;
    this.done = new Promise((resolve) => {
      this.#settle = resolve;
    });
    if (this.#walkthrough.isSetUp) this.end();
  }

  /** The lab takes commands from now on. */
  begin(): void {
    if (this.#isOver) return;
    this.#isReady = true;
    // The lab may have waited for its turn to be made.
    this.#timer = setTimeout(() => this.end(), PATIENCE_MS);
    this.#go();
  }

  /** `state` is the state just after the event. */
  see(event: LabEvent, state: LabState): void {
    if (this.#isOver) return;
    this.#newest = state;
    this.#walkthrough.see(event, state);
    if (this.#walkthrough.isSetUp) this.end();
    else this.#go();
  }

  /** Gives up the moves that are left. */
  end(): void {
    clearTimeout(this.#timer);
    this.#isOver = true;
    this.#settle();
  }

  #go(): void {
    const state = this.#newest;
    if (this.#isOver || !this.#isReady || state === null || !state.atRest || state.seq <= this.#askedAt)
      return;
    const command = this.#walkthrough.next(state)?.command;
    // A lab has neither of these two commands, and no lesson asks for them.
    if (command === undefined || command.type === 'new-lab' || command.type === 'stay') return;
    this.#askedAt = state.seq;
    void this.#command(command).then((refusal) => {
      if (refusal !== null) this.end();
    });
  }
}
