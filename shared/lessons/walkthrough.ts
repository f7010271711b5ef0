import type { LabEvent, ProgramId } from '../log/events.ts';
import { isHeld } from '../log/wire-settings.ts';
import type { LabState } from '../model/lab-state.ts';
import type { Move } from '../model/next-move.ts';
import { sequenceLength } from '../tcp/segment.ts';
import type { Program } from '../programs/tree.ts';
import type { Lesson, Prediction } from './lesson.ts';
import type { WalkthroughMove } from './moves.ts';
import { atTheEnd } from './at-the-end.ts';
import { FactLog } from './facts.ts';
import type { Guidance, Guide, Way } from './guidance.ts';
import { type LessonWay, onTheWay } from './on-the-way.ts';
import { type Followed, type Stray, straysFrom } from './strays.ts';
import { isDone, isThreadMove, moveFor, threadKey, threadOf } from './making-moves.ts';

/** The place of a prediction in the log, as seqs; null means that it is not reached yet. */
export interface PredictionSpan {
  /** The event at which the move after the prediction became the next one. */
  readonly asked: number;
  readonly answered: number | null;
  /** The first event after the answer with which the learner goes on (`goesOn`). */
  readonly left: number | null;
}

/**
 * True if the learner goes on with this event: a line is executed, the wire is set, or a held segment is handed over.
 */
function goesOn(event: LabEvent, before: LabState | null): boolean {
  if (event.type !== 'segment-delivered') return event.type === 'thread-step' || event.type === 'wire-set';
  if (before === null) return false;
  const { chips, settings } = before.wire;
  const segment = chips.flatMap(({ held }) => held).find((one) => one.segment === event.segment);
  return segment !== undefined && isHeld(settings.mode, sequenceLength(segment.headers));
}

/**
 * Follows a lesson through a run: it folds from the log which moves are done. A move is looked at only while
 * the lab is at rest, when all effects of the move before are there.
 * When all programs are run again, and the lesson did not ask for it, the lesson begins anew.
 */
export class Walkthrough implements Guide, LessonWay, Followed {
  #facts = new FactLog();
  readonly #setup: number;
  /** The moves that set the lab up come before the lesson's own. */
  readonly #moves: readonly WalkthroughMove[];
  readonly #predictions: readonly Prediction[];
  readonly #answers = new Map<string, number | null>();
  readonly #spans = new Map<string, PredictionSpan>();
  #index = 0;
  #setUpLines = 0;
  #setUpAt = 0;
  #wentOnAt = 0;
  #linesAfterEnd = 0;
  readonly #doneAt: number[] = [];
  #run = 0;
  /** The state in which the lesson began. */
  #began: LabState | null = null;
  /** The state before the next event. */
  #before: LabState | null = null;
  /** The state when the present move became the next one. Segments are counted from there. */
  #since: LabState | null = null;
  /** The lines that the moves done so far asked of each thread. Lines executed ahead of their turn are not lost. */
  readonly #lines = new Map<string, number>();
  readonly #ran = new Map<`${ProgramId}/${number}`, Program>();

  constructor({ setup = [], moves, predictions }: Pick<Lesson, 'setup' | 'moves' | 'predictions'>) {
    this.#setup = setup.length;
    this.#moves = [...setup, ...moves];
    this.#predictions = predictions;
  }

  get facts(): FactLog {
    return this.#facts;
  }

  /** The number of the lesson's own moves that are done. */
  get index(): number {
    return Math.max(0, this.#index - this.#setup);
  }

  /** Says whether the moves with which the server sets the lab up are done. */
  get isSetUp(): boolean {
    return this.#index >= this.#setup;
  }

  /** The moves that are done, those of the set-up included, and those that are not. */
  get done(): readonly WalkthroughMove[] {
    return this.#moves.slice(0, this.#index);
  }

  get rest(): readonly WalkthroughMove[] {
    return this.#moves.slice(this.#index);
  }

  /** Undefined after the last. */
  get present(): WalkthroughMove | undefined {
    return this.#moves[this.#index];
  }

  /** The state in which the way began; null before the first event. */
  get began(): LabState | null {
    return this.#began;
  }

  get isOver(): boolean {
    return this.#index >= this.#moves.length;
  }

  /** Returns the event (seq) at which each of the lesson's own moves was done, in their order. */
  get doneAt(): readonly number[] {
    return this.#doneAt;
  }

  /** Returns the number of lines that the set-up has executed. */
  get setUpLines(): number {
    return this.#setUpLines;
  }

  /** Returns the event (seq) at which the set-up was done; 0 before, and where there is none. */
  get setUpAt(): number {
    return this.#setUpAt;
  }

  /** Returns the newest event (seq) with which the learner went on (`goesOn`). */
  get wentOnAt(): number {
    return this.#wentOnAt;
  }

  /** Returns the number of lines that have been executed since the last move was done. */
  get linesAfterEnd(): number {
    return this.#linesAfterEnd;
  }

  /** Says whether the present move may have to wait for a timer: of a program, or of the kernel, which sends again. */
  get waits(): boolean {
    const type = this.present?.type;
    return type === 'wait' || type === 'deliver' || type === 'drop';
  }

  /**
   * Returns the index of the option that the run showed, or null if it showed none; undefined if the run has
   * not come so far.
   */
  answer(prediction: string): number | null | undefined {
    return this.#answers.get(prediction);
  }

  /** Returns undefined if the prediction has not been asked. */
  span(prediction: string): PredictionSpan | undefined {
    return this.#spans.get(prediction);
  }

  ranAs(program: ProgramId, line: number): Program | undefined {
    return this.#ran.get(`${program}/${line}`);
  }

  /** `state` is the state just after the event. */
  see(event: LabEvent, state: LabState): void {
    if (event.type === 'program-loaded' && event.run > this.#run) {
      if (this.#run > 0 && this.present?.type !== 'again') this.#restart();
      this.#lines.clear();
      this.#ran.clear();
      this.#run = event.run;
    }
    this.#facts.see(event, state);
    this.#since ??= state;
    this.#began ??= state;
    if (event.type === 'thread-step') {
      const program = state.programs[state.threads[event.thread]?.program ?? ''];
      if (program !== undefined) this.#ran.set(`${program.program}/${event.line}`, program.tree);
      if (!this.isSetUp) this.#setUpLines += 1;
      if (this.isOver) this.#linesAfterEnd += 1;
    }
    if (goesOn(event, this.#before)) {
      this.#wentOnAt = event.seq;
      for (const [id, turn] of this.#spans)
        if (turn.answered !== null && turn.left === null) this.#spans.set(id, { ...turn, left: event.seq });
    }
    this.#before = state;
    if (!state.atRest) return;
    for (let move = this.present; move !== undefined; move = this.present) {
      if (!isDone(move, { now: state, since: this.#since, lines: this.#lines, facts: this.#facts })) break;
      this.#answer(this.#index - this.#setup, event.seq);
      if (isThreadMove(move)) this.#lines.set(threadKey(move), this.#linesAfter(move, state));
      this.#index += 1;
      if (this.#index === this.#setup) this.#setUpAt = event.seq;
      if (this.#index > this.#setup) this.#doneAt.push(event.seq);
      this.#since = state;
    }
    for (const { id, before } of this.#predictions)
      if (before === this.#index - this.#setup && !this.#spans.has(id))
        this.#spans.set(id, { asked: event.seq, answered: null, left: null });
  }

  #restart(): void {
    this.#facts = new FactLog();
    this.#index = 0;
    this.#setUpLines = 0;
    this.#setUpAt = 0;
    this.#linesAfterEnd = 0;
    this.#doneAt.length = 0;
    this.#began = null;
    this.#since = null;
    this.#answers.clear();
    this.#spans.clear();
  }

  #linesAfter(move: Extract<WalkthroughMove, { type: 'step' | 'run' | 'run-on' }>, state: LabState): number {
    if (move.type === 'step') return (this.#lines.get(threadKey(move)) ?? 0) + (move.times ?? 1);
    return threadOf(state, move)?.steps ?? 0;
  }

  #answer(done: number, seq: number): void {
    for (const { id, until, options } of this.#predictions) {
      if (until !== done) continue;
      // Something that cannot be seen here may have happened all the same, so that no option is known to be
      // the answer.
      const isSeen = options.every(({ when }) => this.#facts.canShow(when));
      const found = isSeen ? options.findIndex(({ when }) => this.#facts.holds(when)) : -1;
      this.#answers.set(id, found < 0 ? null : found);
      const turn = this.#spans.get(id);
      if (turn !== undefined) this.#spans.set(id, { ...turn, answered: seq });
    }
  }

  /**
   * Returns the move that would do the present step, null if it can only be waited for, undefined after the
   * last one.
   */
  next(state: LabState): Move | null | undefined {
    return this.present === undefined ? undefined : moveFor(this.present, state);
  }

  guide(state: LabState, way: Way): Guidance {
    return this.isOver ? atTheEnd(state, way) : onTheWay(state, way, this);
  }

  strays(lesson: Lesson, state: LabState): Stray[] {
    return straysFrom(lesson, this, state);
  }

  /**
   * Returns the program of which this run still needs lines that it can no longer execute: an exception or a
   * person has ended it, or it was removed. Returns null if there is none. Moves of a later run do not count.
   */
  lost(state: LabState): string | null {
    const lines = new Map(this.#lines);
    for (const move of this.rest) {
      if (move.type === 'again') return null;
      if (!isThreadMove(move)) continue;
      const key = threadKey(move);
      const before = lines.get(key) ?? 0;
      const after = move.type === 'step' ? before + (move.times ?? 1) : Infinity;
      lines.set(key, after);
      const program = state.programs[move.program];
      const thread = threadOf(state, move);
      const hasFailed = thread?.status === 'failed' || program?.ended === 'stopped';
      const lacks = move.type === 'step' ? (thread?.steps ?? 0) < after : (thread?.steps ?? 0) <= before;
      // A program that is not there yet comes with a client that the lesson adds.
      const isGone = program === undefined && this.#began?.programs[move.program] !== undefined;
      if (isGone || (hasFailed && lacks)) return move.program;
    }
    return null;
  }
}
