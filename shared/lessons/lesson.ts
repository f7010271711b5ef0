import type { Localized } from '../languages.ts';
import type { Outside } from '../programs/standalone.ts';
import type { Program, SystemCall } from '../programs/tree.ts';
import { setParameter, type ParameterValue } from '../programs/params.ts';
import type { NetworkInfo } from '../protocol/server-messages.ts';
import type { WireSettings } from '../log/wire-settings.ts';
import type { Fact } from './facts.ts';
import type { WalkthroughMove } from './moves.ts';
import type { Timers } from '../schema.ts';

/**
 * A lesson is data. The learner reads the task, predicts (which locks stepping), runs the programs, sees what
 * has changed, reads the explanation and tries more. The lesson's promises are checked against the log of
 * this very run, so that the page can say where this kernel did something else.
 */
export interface Lesson {
  /** The id, such as `L1`, as it stands in links and on the command line. */
  readonly id: string;
  /** This is set if it is one of a lesson's variations. */
  readonly variation?: string;
  /** This is set if a learner composed the programs. */
  readonly experiment?: Experiment;
  readonly title: Localized;
  readonly task: Localized;
  /** A belief that many have before the lesson, in one sentence. */
  readonly myth: Localized;
  /**
   * On a held wire the learner delivers each segment. On an automatic one, segments cross by themselves after
   * the delay.
   */
  readonly wire: WireSettings;
  /**
   * With `calm` timers a held segment is not sent again for a minute. The `kernel` timers are the kernel's
   * own, for lessons about retransmission. They cannot change after a lab's first socket.
   */
  readonly timers: Timers;
  /**
   * The kernel sends an unanswered SYN again each second (`tcp_syn_linear_timeouts`), for lessons that wait
   * for it.
   */
  readonly steadySyn?: true;
  /**
   * The lesson cannot be shown without this; if it is absent, any network with live labs will do. `wire`: the
   * learner holds segments. `isolated`: the lab has hosts of its own, with its own kernel settings.
   */
  readonly needs?: 'wire' | 'isolated';
  /** The reasons why its scripts may show something else when they run without the lab. */
  readonly outside?: readonly Outside[];
  readonly programs: LessonPrograms;
  /**
   * The server makes these moves before anybody sees the lab. They repeat what earlier lessons have taught, up to
   * where this lesson's own idea begins. Without them the lab begins with the programs' first lines.
   */
  readonly setup?: readonly WalkthroughMove[];
  /**
   * The moves of the lesson, which the primary button makes one by one. After the last, the button makes
   * whatever goes on.
   */
  readonly moves: readonly WalkthroughMove[];
  readonly predictions: readonly Prediction[];
  /** The facts that the run has to show. The lesson holds if all of them do. */
  readonly checks: readonly LessonCheck[];
  /** These too must be seen whole, beside what the checks speak of (`evidence.ts`). */
  readonly seen?: readonly Seen[];
  /** The paragraphs that are read after the run, with `code` in backticks and *emphasis* in asterisks. */
  readonly explanation: readonly Localized[];
  readonly variations: readonly Variation[];
}

/** The words of a composed experiment's author. */
export interface Experiment {
  /** An empty title means that there is none. */
  readonly title: string;
  /** The author's own words about what should happen. Nobody judges them. */
  readonly expectation: string;
}

/** Something on the stage that must not be cut off, covered or shortened. */
export type Seen =
  /** The line that makes this call of the program, with its result and with the variables that it sets. */
  | {
      readonly see: 'call';
      readonly program: string;
      readonly call: SystemCall;
      readonly nth: number;
    }
  | { readonly see: 'output'; readonly program: string; readonly includes: string }
  | { readonly see: 'literal'; readonly program: string; readonly parameter: string }
  | { readonly see: 'line'; readonly program: string; readonly line: number };

/** The programs are `client`, `server`, and further clients `client2`, `client3` and so on. */
export interface LessonPrograms {
  readonly client: Program;
  readonly server: Program;
  readonly [client: string]: Program;
}

export interface Prediction {
  readonly id: string;
  /**
   * The question is asked before the move with this index (from 0). The log answers it once move `until` is
   * done.
   */
  readonly before: number;
  readonly until: number;
  readonly question: Localized;
  /**
   * Exactly one option's fact must hold when the question is answered. The first one that does is the answer.
   */
  readonly options: readonly PredictionOption[];
}

export interface PredictionOption {
  readonly text: Localized;
  /** The reason why it is so, or the mistake in the belief. */
  readonly because: Localized;
  readonly when: Fact;
}

export interface LessonCheck {
  readonly text: Localized;
  readonly fact: Fact;
}

/**
 * Something else to try, in a new lab. Fields that are absent stay as in the lesson. Without a set-up of its own, the
 * lab is set up as the lesson's if moves, programs, literals and wire are absent too.
 */
export interface Variation {
  readonly id: string;
  readonly title: Localized;
  /** The text says what to do and what to look for. */
  readonly text: Localized;
  /** Its own set-up, where it does not begin as the lesson does. */
  readonly setup?: readonly WalkthroughMove[];
  /** The way through it, where what lets the conversation go on would not do what the text asks for. */
  readonly moves?: readonly WalkthroughMove[];
  readonly programs?: Partial<LessonPrograms>;
  readonly wire?: WireSettings;
  readonly timers?: Timers;
  readonly set?: readonly {
    readonly program: string;
    readonly parameter: string;
    readonly value: ParameterValue;
  }[];
}

/** Says whether labs on this network have what the lesson needs. */
export function canShow(
  { needs }: Pick<Lesson, 'needs'>,
  { capture, isolated }: Pick<NetworkInfo, 'capture' | 'isolated'>,
): boolean {
  if (needs === 'wire') return capture === 'wire';
  return needs === undefined || isolated;
}

/** Returns a lesson with the programs that a learner composed. It has no moves and promises nothing. */
export function composed(lesson: Lesson, experiment: Experiment, programs = lesson.programs): Lesson {
  const { variation: _, steadySyn: __, setup: ___, ...rest } = lesson;
  return { ...rest, experiment, programs, moves: [], predictions: [], checks: [], variations: [] };
}

/**
 * Returns the lesson with one of its variations, or null if it has none of that id. A variation has only
 * the moves that it brings itself, and promises nothing.
 */
export function varied(lesson: Lesson, id: string): Lesson | null {
  const variation = lesson.variations.find((one) => one.id === id);
  if (variation === undefined) return null;
  const { text, programs, wire, timers, set, moves = [] } = variation;
  const base: LessonPrograms = { ...lesson.programs, ...(programs as LessonPrograms | undefined) };
  const edited = (set ?? []).reduce<LessonPrograms>((all, { program, parameter, value }) => {
    const result = setParameter(all[program] ?? { statements: [] }, parameter, value);
    return result.ok ? { ...all, [program]: result.program } : all;
  }, base);
  const { setup = [], ...rest } = lesson;
  const beginsAlike = moves.length === 0 && programs === undefined && wire === undefined && set === undefined;
  return {
    ...rest,
    setup: variation.setup ?? (beginsAlike ? setup : []),
    variation: id,
    task: text,
    programs: edited,
    wire: wire ?? lesson.wire,
    timers: timers ?? lesson.timers,
    moves,
    predictions: [],
    checks: [],
  };
}
