import { followedIn, isForeignTo } from '../../../shared/lessons/followed.ts';
import { failuresIn, guidance } from '../../../shared/lessons/guidance.ts';
import { findLesson } from '../../../shared/lessons/index.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import { Walkthrough } from '../../../shared/lessons/walkthrough.ts';
import type { LabEvent } from '../../../shared/log/events.ts';
import { deadlockCycle } from '../../../shared/model/deadlock.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import type { OwnLabTold } from '../../../shared/protocol/own-labs-schema.ts';

type Progress = Pick<OwnLabTold, 'standing' | 'why' | 'exception' | 'done' | 'moves'>;

/** The course of one lab: how far it is along its lesson, and whether it goes on. It judges as the lab's own page does. */
export class Course {
  #lesson: Lesson | null = null;
  #walkthrough: Walkthrough | null = null;
  #state: LabState | null = null;
  /** The finding in the newest state. */
  #found: Progress | null = null;

  /** `state` is the state just after the event. */
  see(event: LabEvent, state: LabState): void {
    if (event.type === 'lab-opened') {
      const lesson = findLesson(event.lesson);
      this.#lesson = lesson && followedIn(lesson, event);
      this.#walkthrough = this.#lesson && new Walkthrough(this.#lesson);
    } else if (this.#lesson !== null && isForeignTo(event, this.#lesson)) {
      this.#lesson = null;
      this.#walkthrough = null;
    }
    this.#walkthrough?.see(event, state);
    this.#state = state;
    this.#found = null;
  }

  get progress(): Progress {
    return (this.#found ??= this.#find());
  }

  #find(): Progress {
    const state = this.#state;
    if (state === null) return { standing: 'making' };
    const lesson = this.#lesson;
    const walkthrough = this.#walkthrough;
    const hasMoves = lesson !== null && walkthrough !== null && lesson.moves.length > 0;
    const way = { lesson, walkthrough, left: false, explained: true, following: null };
    const counts = hasMoves ? { done: walkthrough.index, moves: lesson.moves.length } : {};
    if (hasMoves && walkthrough.isOver) {
      const { facts } = walkthrough;
      const isShown = lesson.checks.every(({ fact }) => !facts.canShow(fact) || facts.holds(fact));
      return { standing: isShown ? 'done' : 'over', ...counts };
    }
    const next = guidance(state, way);
    if (next.is === 'stuck') return { standing: 'stuck', ...whyOf(state), ...counts };
    // A run without moves of its own is done when its programs have ended, unless an exception ended one of them.
    if (!hasMoves && next.is === 'run-again')
      return failuresIn(state).length > 0 ? { standing: 'stuck', ...whyOf(state) } : { standing: 'done' };
    return { standing: 'going', ...counts };
  }
}

function whyOf(state: LabState): Pick<Progress, 'why' | 'exception'> {
  const [failure] = failuresIn(state);
  if (deadlockCycle(state).length > 0) return { why: 'deadlock' };
  return failure === undefined
    ? { why: 'standstill' }
    : { why: 'exception', exception: failure.exception.name.slice(0, 64) };
}
