import type { PythonException, ProgramId, ThreadId } from '../log/events.ts';
import type { LabState } from '../model/lab-state.ts';
import { type Move, nextMove } from '../model/next-move.ts';
import { type Wait, waitsOf } from '../model/waits.ts';
import type { Command } from '../protocol/server-messages.ts';
import type { Lesson } from './lesson.ts';
import { sameSettings } from '../log/wire-settings.ts';
import type { Stray } from './strays.ts';

/** The answer to what is to be done next. There is one whatever has happened. */
export type Guidance =
  | { readonly is: 'move'; readonly move: Move }
  /** Nobody has anything to do, and it goes on by itself. */
  | { readonly is: 'wait'; readonly wait: Wait }
  /** It does not go on, or not as the lesson does: why, and what helps. The first is the best. */
  | { readonly is: 'stuck'; readonly why: Why; readonly helps: readonly [Help, ...Help[]] }
  /** The run is over. */
  | { readonly is: 'run-again' | 'new-lab'; readonly commands: readonly Command[] }
  | { readonly is: 'explanation' }
  /** The lesson's idea has been seen, and the lines that its programs have left run by themselves. */
  | { readonly is: 'finish'; readonly commands: readonly Command[] }
  | { readonly is: 'next-lesson'; readonly lesson: string }
  /** The free lab's lesson leads to an experiment of one's own. */
  | { readonly is: 'compose' };

/** The state explained, beside the calls in which threads wait (model/deadlock.ts). */
export interface Why {
  readonly strays: readonly Stray[];
  readonly failed: readonly Failure[];
  /** The program that the lesson needs and that cannot go on. */
  readonly lost: ProgramId | null;
}

/** An exception that has ended a thread. */
export interface Failure {
  readonly program: ProgramId;
  readonly thread: ThreadId;
  readonly line: number | null;
  readonly exception: PythonException;
}

export type Help =
  /** The literals get the lesson's own values, and the programs begin anew. */
  | { readonly is: 'set-back' | 'run-again' | 'new-lab'; readonly commands: readonly Command[] }
  /** The lesson's way is left: what goes on is what lets the conversation go on. */
  | { readonly is: 'go-on' };

/** A walkthrough (walkthrough.ts), which is fetched with its lesson: nothing else here knows the lesson's moves. */
export interface Guide {
  readonly isOver: boolean;
  readonly guide: (state: LabState, way: Way) => Guidance;
  readonly strays: (lesson: Lesson, state: LabState) => Stray[];
}

/** How a learner goes through a run; a pure part of what the page knows. */
export interface Way {
  readonly lesson: Lesson | null;
  readonly walkthrough: Guide | null;
  /** The learner has chosen to go on without the lesson. */
  readonly left: boolean;
  /** The lesson's explanation has been opened since its end. */
  readonly explained: boolean;
  /** The lesson after this one. */
  readonly following: string | null;
}

/** A run that follows no lesson. */
export const NO_LESSON: Way = {
  lesson: null,
  walkthrough: null,
  left: false,
  explained: false,
  following: null,
};

export function guidance(state: LabState, way: Way): Guidance {
  if (state.closed !== null) return { is: 'new-lab', commands: [{ type: 'new-lab' }] };
  const { lesson, walkthrough, left } = way;
  if (lesson === null || walkthrough === null || lesson.moves.length === 0) return freely(state, way);
  return left && !walkthrough.isOver ? freely(state, way) : walkthrough.guide(state, way);
}

/** Answers with what lets the conversation go on, whatever a lesson has in mind. */
export function freely(state: LabState, way: Way): Guidance {
  const move = nextMove(state);
  if (move !== null) return { is: 'move', move };
  const [wait] = waitsOf(state);
  if (wait !== undefined) return { is: 'wait', wait };
  // The threads that are left wait for a program that has ended, so that only a new run can go on.
  if (Object.values(state.programs).some(({ ended }) => ended !== null))
    return { is: 'run-again', commands: runAgain(state, way) };
  return stuck(state, way, null);
}

/** The answer where it does not go on. `lost` is the program that the lesson needs and that cannot go on. */
export function stuck(state: LabState, way: Way, lost: ProgramId | null): Guidance {
  const { lesson, walkthrough, left } = way;
  const strays = lesson === null ? [] : (walkthrough?.strays(lesson, state) ?? []);
  const again = runAgain(state, way);
  const back = strays.flatMap((stray): Command[] =>
    stray.is === 'edited'
      ? [{ type: 'set', program: stray.program, parameter: stray.parameter.id, value: stray.own }]
      : [],
  );
  const canGoOn =
    !left &&
    lesson !== null &&
    lesson.moves.length > 0 &&
    freely(state, { ...way, left: true }).is !== 'stuck';
  const others: Help[] = [
    ...(canGoOn ? [{ is: 'go-on' } as const] : []),
    { is: 'new-lab', commands: [{ type: 'new-lab', reset: true }] },
  ];
  const afresh: Help = { is: 'run-again', commands: again };
  return {
    is: 'stuck',
    why: { strays, failed: failuresIn(state), lost },
    helps:
      back.length > 0
        ? [{ is: 'set-back', commands: [...back, ...again] }, afresh, ...others]
        : [afresh, ...others],
  };
}

/** The server sets a lesson up only in a new lab. */
export function runAgain(state: LabState, { lesson }: Way): Command[] {
  const isSetUp = lesson?.setup !== undefined && lesson.setup.length > 0;
  return isSetUp ? [{ type: 'new-lab' }] : runOnSameHosts(state, lesson);
}

/** A lesson with moves begins with its own wire, which its moves may have set. Without them the wire is the learner's. */
export function runOnSameHosts(state: LabState, lesson: Lesson | null): Command[] {
  const isOwn =
    lesson === null ||
    lesson.moves.length === 0 ||
    state.lab?.capture !== 'wire' ||
    sameSettings(lesson.wire, state.wire.settings);
  return [...(isOwn ? [] : [{ type: 'wire', settings: lesson.wire } as const]), { type: 'run-again' }];
}

export function failuresIn({ threads }: LabState): Failure[] {
  return Object.values(threads).flatMap(({ program, thread, line, exception }) =>
    exception === null ? [] : [{ program, thread, line, exception }],
  );
}
