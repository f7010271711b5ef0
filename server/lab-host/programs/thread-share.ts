import type { EventLog } from '../event-log.ts';
import { turn } from './turns.ts';

/** A thread gives way after this many lines, or after this many ms without a wait. */
const LINES_PER_TURN = 50;
const MS_PER_TURN = 5;
/**
 * A thread gives way after operations on this many bytes: they take some milliseconds, and no single piece of one
 * takes more than a few.
 */
const BYTES_PER_TURN = 4 * 1024 * 1024;
/**
 * A turn has at least this many lines, so that a server started together with its clients reaches listen()
 * first.
 */
const LEAST_LINES_PER_TURN = 10;
/** The start of a thread counts as so many lines, because the new thread has lines of its own. */
const LINES_PER_START = 10;

/** A thread's share of the lab host's time: it goes on for some lines or bytes, and then lets others have a turn. */
export class ThreadShare {
  readonly #log: EventLog;
  readonly #continueOrStop: () => void;
  #linesOfTurn = 0;
  #bytesOfTurn = 0;
  #turnBeganMs = performance.now();

  /**
   * A thread begins in the turn of the one that starts it. If each had a turn of its own, threads that start threads
   * would never give way. `continueOrStop` throws if the thread has to end.
   */
  constructor(log: EventLog, continueOrStop: () => void, by: ThreadShare | null) {
    this.#log = log;
    this.#continueOrStop = continueOrStop;
    if (by !== null) this.#linesOfTurn = by.#linesOfTurn += LINES_PER_START;
  }

  /** The thread has waited, so that others have had their turn. */
  waited(): void {
    this.#turnBeganMs = performance.now();
  }

  /**
   * A call that returns at once gives no other thread a turn. Without this, a loop of such calls would stop
   * everything else.
   */
  async giveWay(): Promise<void> {
    const now = performance.now();
    if (this.#linesOfTurn === 0) this.#turnBeganMs = now;
    this.#linesOfTurn += 1;
    const isLong = this.#linesOfTurn > LEAST_LINES_PER_TURN && now - this.#turnBeganMs >= MS_PER_TURN;
    if (this.#linesOfTurn < LINES_PER_TURN && !isLong) return;
    await this.#nextTurn();
    await this.#log.readerCameNear();
  }

  /** Gives way in the middle of a line, too, after as much work as {@link BYTES_PER_TURN} says. */
  charge(bytes: number): Promise<void> | null {
    this.#continueOrStop();
    this.#bytesOfTurn += bytes;
    return this.#bytesOfTurn < BYTES_PER_TURN ? null : this.#nextTurn();
  }

  async #nextTurn(): Promise<void> {
    await turn(this.#log);
    this.#linesOfTurn = 0;
    this.#bytesOfTurn = 0;
    this.#turnBeganMs = performance.now();
    this.#continueOrStop();
  }
}
