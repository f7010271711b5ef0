import { loadVariationNotes } from '../../../../shared/content/presenter-notes/index.ts';
import { asNoted } from '../../../../shared/content/presenter-notes/note.ts';
import { isForeignTo } from '../../../../shared/lessons/followed.ts';
import type { Lesson } from '../../../../shared/lessons/lesson.ts';
import type { Walkthrough } from '../../../../shared/lessons/walkthrough.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../../shared/model/reducer/apply-event.ts';
import { untilFetched } from '../../../fetch-code.ts';
import { fetchWalkthrough } from '../../../lab/index.ts';
import { useWalkthrough } from '../../../lab/walkthrough-store.ts';
import { usePlayhead } from '../../../playback/playhead-store.ts';
import type { Report } from '../channel.ts';

type Place = Pick<Report, 'done' | 'moves'>;

interface Following {
  readonly noted: Lesson;
  readonly walkthrough: Walkthrough;
  /** The state after the last event that the walkthrough has seen. */
  readonly state: LabState;
}

const NOWHERE: Place = { done: null, moves: 0 };

/**
 * Follows the moves of which notes speak where a variation has none of its own. The page's own walkthrough leads the
 * primary button, and the button of such a variation goes where it likes.
 */
export class NotedWay {
  readonly #fetched: () => void;
  /** The index is the log's: another log has another one. */
  #log: object | null = null;
  #lesson: Lesson | null = null;
  #following: Following | null = null;

  /** `fetched` is called once a place can be given that could not before. */
  constructor(fetched: () => void) {
    this.#fetched = fetched;
  }

  /** Returns the place at the event shown, or null if the run has moves of its own, which the page follows. */
  placeAt(cursor: number): Place | null {
    const { index, events } = usePlayhead.getState();
    const { lesson } = useWalkthrough.getState();
    if (lesson?.variation === undefined || lesson.moves.length > 0) return null;
    if (index !== this.#log || lesson !== this.#lesson) {
      this.#log = index;
      this.#lesson = lesson;
      this.#following = null;
      void this.#begin(lesson, lesson.variation);
    }
    if (this.#following === null) return NOWHERE;
    const { noted, walkthrough } = this.#following;
    let now = this.#following.state;
    // A run that follows a lesson has its log from the first event on.
    for (const event of events.slice(now.seq)) {
      if (isForeignTo(event, noted)) {
        this.#following = null;
        return NOWHERE;
      }
      now = applyEvent(now, event);
      walkthrough.see(event, now);
    }
    this.#following = { noted, walkthrough, state: now };
    return { done: walkthrough.doneAt.filter((seq) => seq <= cursor).length, moves: noted.moves.length };
  }

  async #begin(lesson: Lesson, variation: string): Promise<void> {
    const [notes, [{ Walkthrough }]] = await untilFetched(() =>
      Promise.all([loadVariationNotes(lesson.id, variation), fetchWalkthrough()]),
    );
    if (notes === null || lesson !== this.#lesson) return;
    const noted = asNoted(lesson, notes);
    this.#following = { noted, walkthrough: new Walkthrough(noted), state: EMPTY_LAB_STATE };
    this.#fetched();
  }
}
