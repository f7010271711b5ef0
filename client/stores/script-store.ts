import { create } from 'zustand';
import type { Lesson } from '../../shared/lessons/lesson.ts';
import type { Script } from '../../shared/lessons/script.ts';
import { useSession } from './session-store.ts';

/** How far the run in front of the learner has come on its lesson's way. */
export interface ScriptRun {
  /** The lesson, or its variation, that the script follows; null while there is none to follow. */
  readonly lesson: Lesson | null;
  readonly script: Script | null;
  /** Grows with every event that the script has seen: it changes in place. */
  readonly seen: number;
  /** What the learner has predicted: the option's index, by the prediction's id; −1 for only watching. */
  readonly predicted: Readonly<Record<string, number>>;
}

export const useScriptRun = create<ScriptRun>(() => ({ lesson: null, script: null, seen: 0, predicted: {} }));

/** What was predicted, kept for this tab: neither a reload nor another run of the lesson asks again. */
export const predictions = {
  key: ({ id, variation }: Lesson): string =>
    `socketscope.predicted.${useSession.getState().room ?? ''}.${id}.${variation ?? ''}`,
  read(lesson: Lesson): Readonly<Record<string, number>> {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(this.key(lesson)) ?? '{}');
      const entries = typeof kept === 'object' && kept !== null ? Object.entries(kept) : [];
      return Object.fromEntries(entries.filter(([, option]) => Number.isInteger(option)));
    } catch {
      return {};
    }
  },
  give(lesson: Lesson, prediction: string, option: number): void {
    const predicted = { ...useScriptRun.getState().predicted, [prediction]: option };
    useScriptRun.setState({ predicted });
    try {
      sessionStorage.setItem(this.key(lesson), JSON.stringify(predicted));
    } catch {
      // Without storage a reload asks again.
    }
  },
};

/** The question that is to be answered before the next move; null where none is. */
export function openQuestion({ lesson, script, predicted }: ScriptRun): Lesson['predictions'][number] | null {
  if (lesson === null || script === null) return null;
  return (
    lesson.predictions.find(
      ({ id, before }) =>
        before === script.index && predicted[id] === undefined && script.answer(id) === undefined,
    ) ?? null
  );
}
