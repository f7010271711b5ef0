import {
  composed,
  varied,
  type Experiment,
  type Lesson,
  type LessonPrograms,
} from '../../shared/lessons/lesson.ts';
import type { WireSettings } from '../../shared/log/wire-settings.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import type { Command } from '../../shared/protocol/server-messages.ts';

const UNTITLED: Experiment = { title: '', expectation: '' };

/** Edited literals are kept, or are again as they were. */
export type Literals = 'keep' | 'reset';

/** The lesson of a room, and what its controller has made of it: the next lab is made accordingly. */
export class RoomLesson {
  readonly lesson: Lesson;
  /** The lesson, a variation of it, or a composed experiment, as it was before literals were edited. */
  #origin: Lesson;
  #timers: Lesson['timers'];

  constructor(lesson: Lesson) {
    this.lesson = lesson;
    this.#origin = lesson;
    this.#timers = lesson.timers;
  }

  /** Follows a command. Returns null, and changes nothing, if there is no such variation. */
  choose(command: Extract<Command, { type: 'new-lab' }>): Literals | null {
    const { variation, programs, experiment, wire, timers, steadySyn, reset } = command;
    const chosen =
      variation === undefined
        ? this.#origin
        : variation === null
          ? this.lesson
          : varied(this.lesson, variation);
    if (chosen === null) return null;
    const isOther = chosen !== this.#origin || programs !== undefined;
    this.#origin =
      programs === undefined
        ? chosen
        : {
            ...composed(chosen, experiment ?? UNTITLED, programs as LessonPrograms),
            ...(wire && { wire }),
            ...(steadySyn && { steadySyn }),
          };
    this.#timers = timers ?? (isOther ? chosen.timers : this.#timers);
    return isOther || reset === true ? 'reset' : 'keep';
  }

  /** The lesson of the next lab. `programs` are those of the lab before, with its edits and added clients. */
  next(literals: Literals, programs: LabState['programs'] = {}, wire?: WireSettings): Lesson {
    const edited = literals === 'keep' ? Object.values(programs) : [];
    const trees = Object.fromEntries(edited.map(({ program, tree }) => [program, tree]));
    return {
      ...this.#origin,
      programs: { ...this.#origin.programs, ...trees },
      timers: this.#timers,
      // A wire that is asked for stays as it is: a set-up would set it for the lesson.
      ...(wire && { wire, setup: [] }),
    };
  }
}
