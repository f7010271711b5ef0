import type { Localized } from '../languages.ts';
import type { Outside } from '../programs/standalone.ts';
import type { Program } from '../programs/tree.ts';
import { setParameter, type ParameterValue } from '../programs/params.ts';
import type { NetworkInfo } from '../protocol/server-messages.ts';
import type { WireSettings } from '../log/wire-settings.ts';
import type { Fact } from './facts.ts';
import type { WalkthroughMove } from './moves.ts';
import type { Timers } from '../schema.ts';

/**
 * A lesson is data. Its flow: task → predict (locks stepping) → run → what changed → explanation → try.
 * What it promises is checked against the log of the run in front of the learner, so that it can say
 * where this kernel did something else.
 */
export interface Lesson {
  /** `L1` … as in links and on the command line. */
  readonly id: string;
  /** Set where this is one of a lesson's variations. */
  readonly variation?: string;
  /** Set where its programs were composed by a learner. */
  readonly experiment?: Experiment;
  readonly title: Localized;
  readonly task: Localized;
  /** What many believe before it, as one sentence. */
  readonly myth: Localized;
  /** Held: the learner is the wire. Auto: segments cross by themselves after the delay. */
  readonly wire: WireSettings;
  /**
   * Calm: a held segment is not sent again for a minute. Kernel: as the kernel has them, for lessons about
   * retransmission. Fixed before a lab's first socket.
   */
  readonly timers: Timers;
  /** A SYN is tried again each second (`tcp_syn_linear_timeouts`), for lessons that wait for it. */
  readonly steadySyn?: true;
  /**
   * What it cannot be shown without; absent: any network with live labs will do. Wire: that the learner
   * holds segments. Isolated: hosts of the lab's own, whose kernel settings are the lab's.
   */
  readonly needs?: 'wire' | 'isolated';
  /** Where its scripts, run without the lab, may show something else: for what reasons. */
  readonly outside?: readonly Outside[];
  readonly programs: LessonPrograms;
  /**
   * What earlier lessons have taught, up to where its own idea begins: the server makes these moves before anybody
   * sees the lab. Absent: it begins with the programs' first lines.
   */
  readonly setup?: readonly WalkthroughMove[];
  /** The way through it: what the primary button does next. After the last, it does what goes on. */
  readonly moves: readonly WalkthroughMove[];
  readonly predictions: readonly Prediction[];
  /** What the run has to show; the lesson holds where every one of them does. */
  readonly checks: readonly LessonCheck[];
  /** Paragraphs, read after the run. `code` in backticks, *emphasis* in asterisks. */
  readonly explanation: readonly Localized[];
  readonly variations: readonly Variation[];
}

/** What the author of a composed experiment says of it. */
export interface Experiment {
  /** Empty: it has none. */
  readonly title: string;
  /** What they expect to happen, in their own words; never judged. */
  readonly expectation: string;
}

/** `client`, `server`, and more clients as `client2`, `client3` … */
export interface LessonPrograms {
  readonly client: Program;
  readonly server: Program;
  readonly [client: string]: Program;
}

export interface Prediction {
  readonly id: string;
  /** Asked before the move of this index (from 0); answered by the log once move `until` is done. */
  readonly before: number;
  readonly until: number;
  readonly question: Localized;
  /** Exactly one option's fact must hold when it is answered; the first that does is what happened. */
  readonly options: readonly PredictionOption[];
}

export interface PredictionOption {
  readonly text: Localized;
  /** Why it is so, or what the belief overlooks. */
  readonly because: Localized;
  readonly when: Fact;
}

export interface LessonCheck {
  readonly text: Localized;
  readonly fact: Fact;
}

/**
 * Something else to try, in a new lab. What is absent stays as in the lesson; where programs, literals and wire do,
 * the lab is set up as the lesson's.
 */
export interface Variation {
  readonly id: string;
  readonly title: Localized;
  /** What to do and what to look for. */
  readonly text: Localized;
  readonly programs?: Partial<LessonPrograms>;
  readonly wire?: WireSettings;
  readonly timers?: Timers;
  readonly set?: readonly {
    readonly program: string;
    readonly parameter: string;
    readonly value: ParameterValue;
  }[];
}

/** Whether labs on this network have what the lesson needs. */
export function canShow(
  { needs }: Lesson,
  { capture, isolated }: Pick<NetworkInfo, 'capture' | 'isolated'>,
): boolean {
  if (needs === 'wire') return capture === 'wire';
  return needs === undefined || isolated;
}

/** What a learner composed in place of the lesson's programs: no way through it, nothing promised, nothing set for it. */
export function composed(lesson: Lesson, experiment: Experiment, programs = lesson.programs): Lesson {
  const { variation: _, steadySyn: __, setup: ___, ...rest } = lesson;
  return { ...rest, experiment, programs, moves: [], predictions: [], checks: [], variations: [] };
}

/** The lesson as one of its variations has it: with no way through it and nothing promised. Null: it has none such. */
export function varied(lesson: Lesson, id: string): Lesson | null {
  const variation = lesson.variations.find((one) => one.id === id);
  if (variation === undefined) return null;
  const { programs, wire, timers, set } = variation;
  const base: LessonPrograms = { ...lesson.programs, ...(programs as LessonPrograms | undefined) };
  const edited = (set ?? []).reduce<LessonPrograms>((all, { program, parameter, value }) => {
    const result = setParameter(all[program] ?? { statements: [] }, parameter, value);
    return result.ok ? { ...all, [program]: result.program } : all;
  }, base);
  const { setup = [], ...rest } = lesson;
  const beginsAlike = programs === undefined && wire === undefined && set === undefined;
  return {
    ...rest,
    setup: beginsAlike ? setup : [],
    variation: id,
    programs: edited,
    wire: wire ?? lesson.wire,
    timers: timers ?? lesson.timers,
    moves: [],
    predictions: [],
    checks: [],
  };
}
