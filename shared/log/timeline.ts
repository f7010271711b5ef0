import type { LabEvent } from './events.ts';
import { EMPTY_LAB_STATE, type LabState } from '../model/lab-state.ts';
import { applyEvent } from '../model/reducer/apply-event.ts';

/** A state is kept after every 64 events, so that a seek applies at most 64 events. */
const CHECKPOINT_EVERY = 64;
/** So many states are kept that are likely asked for: several views ask for the state at the cursor and for the one before. */
const KEPT_ANSWERS = 4;

/** An event's seq is not the next one. The sender must never leave a gap or repeat an event. */
export class SequenceError extends Error {
  readonly expected: number;
  readonly got: number;

  constructor(expected: number, got: number) {
    super(`expected event ${expected}, got ${got}`);
    this.name = 'SequenceError';
    this.expected = expected;
    this.got = got;
  }
}

/**
 * Returns the event, and the state after it. An event that cannot be read takes its place in the log as a notice that says
 * so: one fault of the sender must not take the rest of the log from anybody.
 */
function read(before: LabState, event: LabEvent): readonly [LabEvent, LabState] {
  try {
    return [event, applyEvent(before, event)];
  } catch (error) {
    const detail = `${event.type}: ${String(error)}`.slice(0, 512);
    const gap = {
      seq: event.seq,
      at: before.at,
      source: 'derived',
      type: 'notice',
      code: 'event-unreadable',
      detail,
    } as const;
    return [gap, applyEvent(before, gap)];
  }
}

/**
 * A log with checkpoints. Events are appended at its end, and the state after any of them can be asked for.
 */
export class Timeline {
  #start: LabState;
  readonly #events: LabEvent[] = [];
  readonly #checkpoints: LabState[];
  #head: LabState;
  /** The states that were asked for last, and the one before the head; the newest first. */
  #answers: readonly LabState[] = [];

  /** `start` is the state after the events that are no longer kept. */
  constructor(start: LabState = EMPTY_LAB_STATE) {
    this.#start = start;
    this.#head = start;
    this.#checkpoints = [start];
  }

  /** `base` is the seq before the first event that is kept, and `head` is that of the last. */
  get base(): number {
    return this.#start.seq;
  }

  get head(): number {
    return this.#head.seq;
  }

  get state(): LabState {
    return this.#head;
  }

  get events(): readonly LabEvent[] {
    return this.#events;
  }

  /**
   * Appends events, and calls `see` with each event and the state after it. Throws SequenceError on a gap or a
   * repeat. The events before it stay appended.
   */
  append(events: readonly LabEvent[], see?: (event: LabEvent, after: LabState) => void): void {
    let before = this.#head;
    for (const event of events) {
      if (event.seq !== this.head + 1) throw new SequenceError(this.head + 1, event.seq);
      before = this.#head;
      const [readable, after] = read(this.#head, event);
      this.#events.push(readable);
      this.#head = after;
      if (this.#events.length % CHECKPOINT_EVERY === 0) this.#checkpoints.push(after);
      see?.(readable, after);
    }
    this.#keep(before);
  }

  /**
   * Forgets the oldest events if more than `keep` are held, and keeps the state after them as the new base.
   * It cuts at checkpoints, so that up to 64 events more than `keep` may stay. Returns the forgotten events.
   */
  foldOldest(keep: number): readonly LabEvent[] {
    const checkpoints = Math.floor((this.#events.length - keep) / CHECKPOINT_EVERY);
    const start = this.#checkpoints[checkpoints];
    if (checkpoints <= 0 || start === undefined) return [];
    const forgotten = this.#events.splice(0, checkpoints * CHECKPOINT_EVERY);
    this.#checkpoints.splice(0, checkpoints);
    this.#start = start;
    this.#answers = this.#answers.filter(({ seq }) => seq >= start.seq);
    return forgotten;
  }

  eventAt(seq: number): LabEvent | null {
    return this.#events[seq - this.base - 1] ?? null;
  }

  /** Returns the state after event `seq`. A `seq` outside the log means the nearest one inside it. */
  stateAt(seq: number): LabState {
    const to = Math.min(Math.max(seq, this.base), this.head);
    if (to === this.head) return this.#head;
    const checkpoint = this.#checkpoints[Math.floor((to - this.base) / CHECKPOINT_EVERY)] ?? this.#start;
    let state = this.#answers.reduce(
      (nearest, known) => (known.seq <= to && known.seq > nearest.seq ? known : nearest),
      checkpoint,
    );
    for (let next = state.seq + 1; next <= to; next += 1) {
      const event = this.eventAt(next);
      if (event !== null) state = applyEvent(state, event);
    }
    this.#keep(state);
    return state;
  }

  #keep(state: LabState): void {
    if (!this.#answers.includes(state)) this.#answers = [state, ...this.#answers].slice(0, KEPT_ANSWERS);
  }
}
