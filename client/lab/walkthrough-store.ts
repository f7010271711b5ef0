import { create } from 'zustand';
import type { Lesson, Prediction } from '../../shared/lessons/lesson.ts';
import type { Walkthrough } from '../../shared/lessons/walkthrough.ts';
import { inTab, parsed } from '../storage.ts';
import { useRoom } from './room-store.ts';

/** The progress of the present run along its lesson's moves. */
export interface WalkthroughRun {
  /** The lab is not set up yet, or what follows its log is being fetched: whether the lesson asks is not known. */
  readonly pending: boolean;
  /** The lesson, or its variation, that the walkthrough follows; null while there is none to follow. */
  readonly lesson: Lesson | null;
  readonly walkthrough: Walkthrough | null;
  /** The id of the lesson after this one, where there is one. */
  readonly following: string | null;
  /** False for a recording, which nobody operates. */
  readonly live: boolean;
  /** Grows with every event that the walkthrough has seen: it changes in place. */
  readonly seen: number;
  /** The event (seq) at which the present move came up, and the newest with which the learner went on. */
  readonly movedAt: number;
  readonly steppedAt: number;
  /** The run's newest answer to a prediction, and its event. */
  readonly answered: { readonly prediction: Prediction; readonly at: number } | null;
  /** The learner's predictions: the option's index by the prediction's id; −1 for only watching. */
  readonly predicted: Readonly<Record<string, number>>;
  /** The run is over, and the lesson's explanation has been opened since. */
  readonly explained: boolean;
  /** The learner has chosen to go on from here without the lesson. */
  readonly left: boolean;
}

export const NO_WALKTHROUGH: WalkthroughRun = {
  pending: false,
  lesson: null,
  walkthrough: null,
  following: null,
  live: false,
  seen: 0,
  movedAt: 0,
  steppedAt: 0,
  answered: null,
  predicted: {},
  explained: false,
  left: false,
};

export const useWalkthrough = create<WalkthroughRun>(() => NO_WALKTHROUGH);

/** Predictions are kept for this tab: neither a reload nor another run of the lesson asks again. */
export const predictions = {
  key: ({ id, variation }: Lesson): string =>
    `socketscope.predicted.${useRoom.getState().room ?? ''}.${id}.${variation ?? ''}`,
  read(lesson: Lesson): Readonly<Record<string, number>> {
    const kept = parsed(inTab.read(this.key(lesson)));
    const entries = typeof kept === 'object' && kept !== null ? Object.entries(kept) : [];
    return Object.fromEntries(entries.filter(([, option]) => Number.isInteger(option)));
  },
  give(lesson: Lesson, prediction: string, option: number): void {
    const predicted = { ...useWalkthrough.getState().predicted, [prediction]: option };
    useWalkthrough.setState({ predicted });
    // A recording asks its predictions anew each time, and its answers do not count for the room's own run.
    if (!useWalkthrough.getState().live) return;
    inTab.keep(this.key(lesson), JSON.stringify(predicted));
  },
};

/** The question that is to be answered before the next move; null where none is. */
export function openQuestion({
  lesson,
  walkthrough,
  predicted,
}: Pick<WalkthroughRun, 'lesson' | 'walkthrough' | 'predicted'>): Prediction | null {
  if (lesson === null || walkthrough?.isSetUp !== true) return null;
  return (
    lesson.predictions.find(
      ({ id, before }) =>
        before === walkthrough.index && predicted[id] === undefined && walkthrough.answer(id) === undefined,
    ) ?? null
  );
}

/** A lesson with a way through it has come to its end. A free lab has none, nor have most variations. */
export function isFinished({ lesson, walkthrough }: Pick<WalkthroughRun, 'lesson' | 'walkthrough'>): boolean {
  return lesson !== null && walkthrough !== null && lesson.moves.length > 0 && walkthrough.isOver;
}
