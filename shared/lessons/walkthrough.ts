import type { HostId, LabEvent } from '../log/events.ts';
import type { ChipState, LabState, ThreadState } from '../model/lab-state.ts';
import { isSteppable, type Move } from '../model/next-move.ts';
import { threadsOf } from '../model/queries.ts';
import { kindOf, type SegmentKind } from '../tcp/segment-kind.ts';
import { parametersOf } from '../programs/params.ts';
import type { WireSettings } from '../log/wire-settings.ts';
import type { Lesson, Prediction } from './lesson.ts';
import type { WalkthroughMove } from './moves.ts';
import { FactLog } from './facts.ts';

/** The place of a prediction in the log, as seqs; null means that it is not reached yet. */
export interface PredictionSpan {
  /** The event at which the move after the prediction became the next one. */
  readonly asked: number;
  readonly answered: number | null;
  /** The first line that is executed after the answer. */
  readonly left: number | null;
}

/**
 * Follows a lesson through a run: it folds from the log which moves are done. A move is looked at only while
 * the lab is at rest, when all effects of the move before are there.
 */
export class Walkthrough {
  readonly facts = new FactLog();
  readonly #setup: number;
  /** The moves that set the lab up come before the lesson's own. */
  readonly #moves: readonly WalkthroughMove[];
  readonly #predictions: readonly Prediction[];
  readonly #answers = new Map<string, number | null>();
  readonly #spans = new Map<string, PredictionSpan>();
  #index = 0;
  #setUpLines = 0;
  readonly #doneAt: number[] = [];
  /** The state when the present move became the next one. Lines and segments are counted from there. */
  #since: LabState | null = null;

  constructor({ setup = [], moves, predictions }: Pick<Lesson, 'setup' | 'moves' | 'predictions'>) {
    this.#setup = setup.length;
    this.#moves = [...setup, ...moves];
    this.#predictions = predictions;
  }

  /** The number of the lesson's own moves that are done. */
  get index(): number {
    return Math.max(0, this.#index - this.#setup);
  }

  /** Says whether the moves with which the server sets the lab up are done. */
  get isSetUp(): boolean {
    return this.#index >= this.#setup;
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

  /** Says whether the present move may have to wait for a timer: of a program, or of the kernel, which sends again. */
  get waits(): boolean {
    const type = this.#moves[this.#index]?.type;
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

  /** `state` is the state just after the event. */
  see(event: LabEvent, state: LabState): void {
    this.facts.see(event, state);
    this.#since ??= state;
    if (event.type === 'thread-step' && !this.isSetUp) this.#setUpLines += 1;
    if (event.type === 'thread-step')
      for (const [id, turn] of this.#spans)
        if (turn.answered !== null && turn.left === null) this.#spans.set(id, { ...turn, left: event.seq });
    if (!state.atRest) return;
    for (let move = this.#moves[this.#index]; move !== undefined; move = this.#moves[this.#index]) {
      if (!isDone(move, state, this.#since, this.facts)) break;
      this.#answer(this.#index - this.#setup, event.seq);
      this.#index += 1;
      if (this.#index > this.#setup) this.#doneAt.push(event.seq);
      this.#since = state;
    }
    for (const { id, before } of this.#predictions)
      if (before === this.#index - this.#setup && !this.#spans.has(id))
        this.#spans.set(id, { asked: event.seq, answered: null, left: null });
  }

  #answer(done: number, seq: number): void {
    for (const { id, until, options } of this.#predictions) {
      if (until !== done) continue;
      // Something that cannot be seen here may have happened all the same, so that no option is known to be
      // the answer.
      const isSeen = options.every(({ when }) => this.facts.canShow(when));
      const found = isSeen ? options.findIndex(({ when }) => this.facts.holds(when)) : -1;
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
    const move = this.#moves[this.#index];
    return move === undefined ? undefined : moveFor(move, state);
  }
}

function isDone(move: WalkthroughMove, now: LabState, since: LabState, facts: FactLog): boolean {
  switch (move.type) {
    case 'step': {
      const thread = threadOf(now, move);
      const before = since.threads[thread?.thread ?? '']?.steps ?? 0;
      return thread !== null && (hasEnded(thread) || thread.steps >= before + (move.times ?? 1));
    }
    case 'run':
    case 'run-on': {
      const thread = threadOf(now, move);
      const before = since.threads[thread?.thread ?? ''];
      if (thread === null) return false;
      const waits = thread.status === 'blocked' || thread.status === 'joining' || hasEnded(thread);
      return waits && (thread.steps > (before?.steps ?? 0) || hasEnded(thread));
    }
    case 'deliver':
      if (now.lab?.capture !== 'wire') return true;
      return move.times === undefined
        ? held(now, move) === null
        : carried(now, move.from) >= carried(since, move.from) + move.times;
    case 'drop':
      if (now.lab?.capture !== 'wire') return true;
      return now.wire.thrownAway >= since.wire.thrownAway + (move.times ?? 1);
    case 'wire':
      return now.lab?.capture !== 'wire' || sameSettings(now.wire.settings, move.settings);
    case 'set': {
      const tree = now.programs[move.program]?.tree ?? { statements: [] };
      return parametersOf(tree).some(({ id, value }) => id === move.parameter && value === move.value);
    }
    case 'add-client':
      return Object.keys(now.programs).length > Object.keys(since.programs).length;
    case 'stop':
      return now.programs[move.program]?.ended !== null;
    case 'again':
      return runOf(now) > runOf(since);
    case 'wait':
      // A fact that this network cannot show cannot be waited for.
      return facts.holds(move.until) || !facts.canShow(move.until);
    default:
      return move satisfies never;
  }
}

function moveFor(move: WalkthroughMove, state: LabState): Move | null {
  switch (move.type) {
    case 'step': {
      const thread = threadOf(state, move);
      if (thread === null || !isSteppable(thread)) return null;
      const command = { type: 'step', program: thread.program, thread: thread.thread } as const;
      return { is: 'step', command, thread };
    }
    case 'run':
    case 'run-on': {
      const thread = threadOf(state, move);
      if (thread === null || !isSteppable(thread)) return null;
      const command = { type: move.type, program: thread.program, thread: thread.thread } as const;
      return { is: 'run', command, thread };
    }
    case 'deliver': {
      const chip = held(state, move);
      return chip === null ? null : { is: 'deliver', command: { type: 'deliver', chip: chip.chip }, chip };
    }
    case 'drop': {
      const chip = held(state, move);
      return chip === null ? null : { is: 'drop', command: { type: 'drop', chip: chip.chip }, chip };
    }
    case 'wire':
      return { is: 'wire', command: { type: 'wire', settings: move.settings } };
    case 'set': {
      const { program, parameter, value } = move;
      return { is: 'set', command: { type: 'set', program, parameter, value } };
    }
    case 'add-client':
      return { is: 'add-client', command: { type: 'add-client' } };
    case 'stop':
      return { is: 'stop', command: { type: 'stop', program: move.program } };
    case 'again':
      return { is: 'run-again', command: { type: 'run-again' } };
    case 'wait':
      return null;
    default:
      return move satisfies never;
  }
}

function threadOf(
  state: LabState,
  { program, thread }: { readonly program: string; readonly thread?: string },
): ThreadState | null {
  return threadsOf(state, program).find(({ name }) => (thread ?? name) === name) ?? null;
}

const hasEnded = ({ status }: ThreadState): boolean => status === 'ended' || status === 'failed';

/**
 * Finds the segment to deliver. One that has not crossed yet comes before copies of those that have:
 * otherwise a SYN that is sent again each second would keep a slow learner from ever delivering its answer.
 */
function held(
  { wire }: LabState,
  { what, from }: { readonly what?: SegmentKind; readonly from?: HostId },
): ChipState | null {
  const all = wire.chips.filter(({ held: [top], from: sender }) => {
    if (top === undefined || top.dueAt !== null || (from ?? sender) !== sender) return false;
    return what === undefined || kindOf(top.headers) === what;
  });
  return all.find(({ delivered }) => delivered === 0) ?? all[0] ?? null;
}

/** Counts the segments that have crossed, from one host or from both. */
function carried({ hosts }: LabState, from: HostId | undefined): number {
  return Object.values(hosts)
    .filter(({ host }) => from === undefined || host !== from)
    .reduce((sum, { nic }) => sum + (nic?.received ?? 0), 0);
}

function sameSettings(a: WireSettings, b: WireSettings): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function runOf({ programs }: LabState): number {
  return Math.max(0, ...Object.values(programs).map(({ run }) => run));
}
