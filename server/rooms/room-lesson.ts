import {
  composed,
  varied,
  type Experiment,
  type Lesson,
  type LessonPrograms,
} from '../../shared/lessons/lesson.ts';
import type { WalkthroughMove } from '../../shared/lessons/moves.ts';
import { sameSettings, type WireSettings } from '../../shared/log/wire-settings.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import type { Program } from '../../shared/programs/tree.ts';
import type { Command } from '../../shared/protocol/server-messages.ts';

const UNTITLED: Experiment = { title: '', expectation: '' };

/** Edited literals are kept, or are again as they were. */
type Literals = 'keep' | 'reset';

/** The lab of another room had this: a class's own labs begin with it. */
export interface Given {
  /** The programs that are not those of the lesson. */
  readonly programs: Readonly<Record<string, Program>>;
  /** The wire is set so once the lab is set up. It is absent if the lesson's own moves set it. */
  readonly wire?: WireSettings;
}

/** The next lab is made of this. */
export interface Choice {
  /** The lesson, a variation of it, or a composed experiment, as it was before literals were edited. */
  readonly origin: Lesson;
  readonly given?: Given;
  readonly timers: Lesson['timers'];
  readonly literals: Literals;
  /** A wire that was asked for stays as it is: a set-up would set it for the lesson. */
  readonly wire?: WireSettings;
}

/** The lesson of a room, and what its controller has made of it: the next lab is made accordingly. */
export class RoomLesson {
  readonly lesson: Lesson;
  #taken: Choice;

  constructor(lesson: Lesson, taken: Choice = { origin: lesson, timers: lesson.timers, literals: 'reset' }) {
    this.lesson = lesson;
    this.#taken = taken;
  }

  /** The choice of the newest lab. */
  get taken(): Choice {
    return this.#taken;
  }

  /** A lab was made of this choice. A refused one leaves the choice as it was. */
  take(choice: Choice): void {
    this.#taken = choice;
  }

  /** Returns what a command asks for, or null if there is no such variation. */
  choose(command: Extract<Command, { type: 'new-lab' }>): Choice | null {
    const { origin, given, timers: before } = this.#taken;
    const { variation, programs, experiment, wire, timers, steadySyn, reset } = command;
    const chosen =
      variation === undefined ? origin : variation === null ? this.lesson : varied(this.lesson, variation);
    if (chosen === null) return null;
    const isOther = chosen !== origin || programs !== undefined;
    return {
      origin:
        programs === undefined
          ? chosen
          : {
              ...composed(chosen, experiment ?? UNTITLED, programs as LessonPrograms),
              ...(wire && { wire }),
              ...(steadySyn && { steadySyn }),
            },
      timers: timers ?? (isOther ? chosen.timers : before),
      literals: isOther || reset === true ? 'reset' : 'keep',
      ...(given && !isOther && { given }),
      ...(wire && { wire }),
    };
  }

  /** The lesson of the next lab. `programs` are those of the lab before, with its edits and added clients. */
  next({ origin, given, timers, literals, wire }: Choice, programs: LabState['programs'] = {}): Lesson {
    const edited = literals === 'keep' ? treesOf(programs) : {};
    const last: WalkthroughMove[] = given?.wire ? [{ type: 'wire', settings: given.wire }] : [];
    return {
      ...origin,
      programs: { ...origin.programs, ...given?.programs, ...edited },
      timers,
      ...(last.length > 0 && { setup: [...(origin.setup ?? []), ...last] }),
      ...(wire && { wire, setup: last }),
    };
  }

  /** Returns the choice with which a lab of another room begins as this one did, with what it has now. */
  asItIsNow({ programs, wire: { settings }, lab }: Pick<LabState, 'programs' | 'wire' | 'lab'>): Choice {
    const { origin, wire = origin.wire } = this.#taken;
    const own = Object.entries(treesOf(programs)).filter(
      ([id, tree]) => JSON.stringify(tree) !== JSON.stringify(origin.programs[id]),
    );
    const known = [...(origin.setup ?? []), ...origin.moves].flatMap((move) =>
      move.type === 'wire' ? [move.settings] : [],
    );
    const isSet = lab?.capture === 'wire' && ![wire, ...known].some((one) => sameSettings(one, settings));
    const given = { programs: Object.fromEntries(own), ...(isSet && { wire: settings }) };
    return { ...this.#taken, literals: 'reset', given };
  }
}

const treesOf = (programs: LabState['programs']): Record<string, Program> =>
  Object.fromEntries(Object.values(programs).map(({ program, tree }) => [program, tree]));
