import { useEffect } from 'react';
import { EMPTY_LAB_STATE, type LabState } from '../../shared/model/lab-state.ts';
import type { LabEvent } from '../../shared/log/events.ts';
import { composed, type Lesson, varied } from '../../shared/lessons/lesson.ts';
import { applyEvent } from '../../shared/model/reducer/apply-event.ts';
import { isEditOf } from '../../shared/programs/listing.ts';
import { usePlayhead } from '../playback/playhead-store.ts';
import { NO_WALKTHROUGH, predictions, type WalkthroughRun, useWalkthrough } from './walkthrough-store.ts';
import { useLesson } from './use-lesson.ts';

/** Follows the lesson's walkthrough along the log, the same fold as on the command line. */
export function useFollowWalkthrough(): void {
  const lesson = useLesson();
  const variation = usePlayhead(({ events }) => {
    const [opened] = events;
    return opened?.type === 'lab-opened' ? (opened.variation ?? null) : null;
  });
  const experiment = usePlayhead(({ events }) => {
    const [opened] = events;
    return opened?.type === 'lab-opened' ? (opened.experiment ?? null) : null;
  });
  const first = usePlayhead(({ events }) => events[0] ?? null);
  useEffect(() => {
    // A log whose beginning was folded away cannot be followed from its beginning.
    if (lesson === null || first === null || first.seq !== 1) {
      useWalkthrough.setState(NO_WALKTHROUGH);
      return undefined;
    }
    let stop = (): void => {};
    let current = true;
    useWalkthrough.setState({ ...NO_WALKTHROUGH, pending: true });
    Promise.all([import('../../shared/lessons/walkthrough.ts'), import('../../shared/lessons/load.ts')]).then(
      ([{ Walkthrough }, { lessonIdAfter }]) => {
        if (!current) return;
        // What somebody composed has no way through it, whatever lesson it began from.
        const followed =
          experiment !== null
            ? composed(lesson, experiment)
            : variation === null
              ? lesson
              : varied(lesson, variation);
        if (followed === null) {
          useWalkthrough.setState(NO_WALKTHROUGH);
          return;
        }
        const walkthrough = new Walkthrough(followed);
        let state: LabState = EMPTY_LAB_STATE;
        const see = (events: readonly LabEvent[]): void => {
          if (events[0] !== first || events.length === state.seq) return;
          let { movedAt, steppedAt, answered }: WalkthroughRun = useWalkthrough.getState();
          for (const event of events.slice(state.seq)) {
            if (isForeign(event, followed)) {
              stop();
              useWalkthrough.setState(NO_WALKTHROUGH);
              return;
            }
            const { index } = walkthrough;
            const open = followed.predictions.filter(({ id }) => walkthrough.answer(id) === undefined);
            state = applyEvent(state, event);
            walkthrough.see(event, state);
            if (event.type === 'thread-step') steppedAt = event.seq;
            if (walkthrough.index === index) continue;
            movedAt = event.seq;
            const prediction = open.find(({ id }) => walkthrough.answer(id) !== undefined);
            if (prediction !== undefined) answered = { prediction, at: event.seq };
          }
          useWalkthrough.setState({ seen: state.seq, movedAt, steppedAt, answered });
        };
        const live = usePlayhead.getState().mode !== 'recording';
        useWalkthrough.setState({
          ...NO_WALKTHROUGH,
          lesson: followed,
          walkthrough,
          following: lessonIdAfter(followed.id),
          live,
          predicted: live ? predictions.read(followed) : {},
        });
        see(usePlayhead.getState().events);
        stop = usePlayhead.subscribe(({ events }, before) => {
          if (events !== before.events) see(events);
        });
      },
      (): void => {
        // Without it the run goes on, and nothing is asked.
        if (current) useWalkthrough.setState(NO_WALKTHROUGH);
      },
    );
    return () => {
      current = false;
      stop();
    };
  }, [lesson, variation, experiment, first]);
}

/** A program of the learner's own in the lesson's place: the lesson knows no way through it. */
function isForeign(event: LabEvent, { moves, programs }: Lesson): boolean {
  if (event.type !== 'program-loaded' || moves.length === 0) return false;
  const own = programs[event.program];
  return own !== undefined && !isEditOf(event.tree, own);
}
