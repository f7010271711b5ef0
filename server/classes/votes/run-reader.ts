import type { EventOf, LabEvent } from '../../../shared/log/events.ts';
import { isEditOf } from '../../../shared/programs/listing.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import { Walkthrough } from '../../../shared/lessons/walkthrough.ts';
import { EMPTY_LAB_STATE } from '../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';
import type { LabLog } from '../../rooms/lab-log.ts';

/** Follows a lesson through a room's log, as its pages do, and goes on where it stopped. */
export class RunReader {
  readonly lesson: Lesson;
  #epoch: string | null = null;
  #walkthrough: Walkthrough | null = null;
  #state = EMPTY_LAB_STATE;

  constructor(lesson: Lesson) {
    this.lesson = lesson;
  }

  /** Says whether the log is one of the lesson's own runs, from its beginning. */
  follows(log: LabLog): boolean {
    this.#read(log);
    return this.#walkthrough !== null && this.#state.seq > 0;
  }

  /** As `Walkthrough.answer`. It is undefined, too, if the log is none of the lesson's own runs. */
  answer(log: LabLog, prediction: string): number | null | undefined {
    this.#read(log);
    return this.#walkthrough?.answer(prediction);
  }

  #read(log: LabLog): void {
    if (log.epoch !== this.#epoch) {
      this.#epoch = log.epoch;
      this.#state = EMPTY_LAB_STATE;
      this.#walkthrough = new Walkthrough(this.lesson);
    }
    // A log that has forgotten what was not read yet cannot be followed any more.
    if (log.start.seq > this.#state.seq) this.#walkthrough = null;
    if (this.#walkthrough === null || log.head === this.#state.seq) return;
    for (const event of log.after(this.#state.seq)) {
      if (this.#isForeign(event)) {
        this.#walkthrough = null;
        return;
      }
      this.#state = applyEvent(this.#state, event);
      this.#walkthrough.see(event, this.#state);
    }
  }

  /** The lab runs a variation, an experiment, or a program of somebody's own. */
  #isForeign(event: LabEvent): boolean {
    if (event.type === 'lab-opened') return this.#isOther(event);
    if (event.type !== 'program-loaded') return false;
    const own = this.lesson.programs[event.program];
    return own !== undefined && !isEditOf(event.tree, own);
  }

  #isOther({ lesson, variation, experiment }: EventOf<'lab-opened'>): boolean {
    return lesson !== this.lesson.id || variation !== undefined || experiment !== undefined;
  }
}
