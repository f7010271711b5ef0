import type { EventOf, LabEvent } from '../../shared/log/events.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import { followedIn, isForeignTo } from '../../shared/lessons/followed.ts';
import type { Lesson, Prediction } from '../../shared/lessons/lesson.ts';
import type { Walkthrough } from '../../shared/lessons/walkthrough.ts';
import type { Follower, OpenLog, Projection } from '../playback/session.ts';
import { fetchWalkthrough } from './index.ts';
import { useRoom } from './room-store.ts';
import { NO_WALKTHROUGH, predictions, useWalkthrough, type WalkthroughRun } from './walkthrough-store.ts';

type Modules = Awaited<ReturnType<typeof fetchWalkthrough>>;

/** Follows the lesson's walkthrough along the log, as the command line does, and keeps `useWalkthrough`. */
export const followWalkthrough: Follower = (log, replay) => new WalkthroughProjection(log, replay);

class WalkthroughProjection implements Projection {
  readonly #kind: OpenLog['kind'];
  readonly #replay: Parameters<Follower>[1];
  /** Null where they cannot be had: the run then goes on, and nothing is asked. */
  readonly #modules: Promise<Modules | null> = fetchWalkthrough().catch(() => null);
  #followed: { readonly lesson: Lesson; readonly walkthrough: Walkthrough } | null = null;
  /** The predictions that the run has not answered. */
  #open: readonly Prediction[] = [];
  /** True once the programs stand before their first lines. */
  #setUp = false;
  /** True if the lesson does not follow this log, or no longer does. */
  #over = false;
  #run: Pick<WalkthroughRun, 'seen' | 'movedAt' | 'steppedAt' | 'answered'> = NO_WALKTHROUGH;
  /** The lesson has begun anew since the last time that this was told. */
  #isAnew = false;

  constructor({ kind, base }: OpenLog, replay: Parameters<Follower>[1]) {
    this.#kind = kind;
    this.#replay = replay;
    useWalkthrough.setState({ ...NO_WALKTHROUGH, pending: true });
    // A log whose beginning was folded away cannot be followed from its beginning.
    if (base.seq > 0) this.#giveUp();
  }

  see(event: LabEvent, after: LabState): void {
    if (this.#over) return;
    if (event.type === 'at-rest' || event.type === 'thread-step' || after.closed !== null) this.#setUp = true;
    if (this.#followed !== null) {
      this.#follow(event, after);
    } else if (event.seq === 1) {
      if (event.type !== 'lab-opened') return this.#giveUp();
      void this.#begin(event);
    }
  }

  publish(): void {
    if (this.#followed === null || useWalkthrough.getState().seen === this.#run.seen) return;
    const anew = this.#isAnew ? { left: false, explained: false } : {};
    this.#isAnew = false;
    useWalkthrough.setState({ ...this.#run, ...anew, pending: !this.#setUp });
  }

  end(): void {
    this.#over = true;
  }

  /** The lesson does not follow this log, so it asks nothing either. */
  #giveUp(): void {
    this.#over = true;
    useWalkthrough.setState(NO_WALKTHROUGH);
  }

  async #begin(opened: EventOf<'lab-opened'>): Promise<void> {
    const modules = await this.#modules;
    const lesson = await modules?.[1].loadLesson(opened.lesson).catch(() => null);
    const followed = lesson ? followedIn(lesson, opened) : null;
    if (this.#over) return;
    if (!modules || followed === null) return this.#giveUp();
    const [{ Walkthrough }, { lessonIdAfter }] = modules;
    const walkthrough = new Walkthrough(followed);
    this.#followed = { lesson: followed, walkthrough };
    this.#open = followed.predictions;
    // Events may have arrived while the lessons were being fetched.
    this.#replay((event, after) => this.see(event, after));
    if (this.#over) return;
    const live = this.#kind === 'live';
    useWalkthrough.setState({
      ...NO_WALKTHROUGH,
      ...this.#run,
      pending: !this.#setUp,
      lesson: followed,
      walkthrough,
      // A follower with a lab of their own is not led out of the class.
      following: useRoom.getState().class?.part === 'follower' ? null : lessonIdAfter(followed.id),
      live,
      predicted: live ? predictions.read(followed) : {},
    });
  }

  #follow(event: LabEvent, after: LabState): void {
    const { lesson, walkthrough } = this.#followed!;
    if (isForeignTo(event, lesson)) return this.#giveUp();
    const { index, began } = walkthrough;
    walkthrough.see(event, after);
    let { movedAt, answered } = this.#run;
    if (walkthrough.began !== began) {
      this.#isAnew = began !== null;
      this.#open = lesson.predictions;
      answered = null;
    }
    if (walkthrough.index !== index) {
      movedAt = event.seq;
      const isOpen = ({ id }: Prediction): boolean => walkthrough.answer(id) === undefined;
      const prediction = this.#open.find((one) => !isOpen(one));
      this.#open = this.#open.filter(isOpen);
      if (prediction !== undefined) answered = { prediction, at: event.seq };
    }
    this.#run = { seen: event.seq, movedAt, steppedAt: walkthrough.wentOnAt, answered };
  }
}
