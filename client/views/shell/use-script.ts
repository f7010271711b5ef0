import { useEffect } from 'react';
import { EMPTY_LAB_STATE, type LabState } from '../../../shared/lab-state.ts';
import type { LabEvent } from '../../../shared/events.ts';
import { usePlayhead } from '../../stores/playhead-store.ts';
import { predictions, useScriptRun } from '../../stores/script-store.ts';
import { useLesson } from '../../stores/use-lesson.ts';

/** Follows the lesson's script along the log, the same fold as on the command line. */
export function useScript(): void {
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
      useScriptRun.setState({ lesson: null, script: null, seen: 0 });
      return undefined;
    }
    let stop = (): void => {};
    let current = true;
    void Promise.all([
      import('../../../shared/lessons/script.ts'),
      import('../../../shared/lessons/lesson.ts'),
      import('../../../shared/reducer/apply-event.ts'),
    ]).then(([{ Script }, { composed, varied }, { applyEvent }]) => {
      if (!current) return;
      // What somebody composed has no way through it, whatever lesson it began from.
      const followed =
        experiment !== null
          ? composed(lesson, experiment)
          : variation === null
            ? lesson
            : varied(lesson, variation);
      if (followed === null) return;
      const script = new Script(followed);
      let state: LabState = EMPTY_LAB_STATE;
      const see = (events: readonly LabEvent[]): void => {
        if (events[0] !== first || events.length === state.seq) return;
        for (const event of events.slice(state.seq)) {
          state = applyEvent(state, event);
          script.see(event, state);
        }
        useScriptRun.setState({ lesson: followed, script, seen: state.seq });
      };
      useScriptRun.setState({ lesson: followed, script, seen: 0, predicted: predictions.read(followed) });
      see(usePlayhead.getState().events);
      stop = usePlayhead.subscribe(({ events }, before) => {
        if (events !== before.events) see(events);
      });
    });
    return () => {
      current = false;
      stop();
    };
  }, [lesson, variation, experiment, first]);
}
