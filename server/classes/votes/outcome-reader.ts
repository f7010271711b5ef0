import { findLesson } from '../../../shared/lessons/index.ts';
import { optionShown } from '../../../shared/protocol/next-segment.ts';
import type { LabLog, Position } from '../../rooms/lab-log.ts';
import type { Entry } from './ballot.ts';
import { RunReader } from './run-reader.ts';

/** Reads from a room's log what came of a question. */
export interface OutcomeReader {
  /** Says whether this log can answer it. */
  follows(log: LabLog): boolean;
  /** The option that the run has shown; null if it has shown none of them, undefined if it has not come so far. */
  answer(log: LabLog): number | null | undefined;
}

/** Returns null for a question that no run answers. */
export function readerOf({
  about,
  after,
}: Pick<Extract<Entry, { is: 'asked' }>, 'about' | 'after'>): OutcomeReader | null {
  if ('options' in about) return null;
  if ('next' in about) return after === undefined ? null : new NextSegment(after);
  const lesson = findLesson(about.lesson);
  const prediction = lesson?.predictions.find(({ id }) => id === about.prediction);
  if (lesson === null || prediction === undefined) return null;
  const reader = new RunReader(lesson);
  return {
    follows: (log) => reader.follows(log),
    answer: (log) => reader.answer(log, prediction.id),
  };
}

/** The first segment that leaves after an event. No later lab answers for that event's own. */
class NextSegment implements OutcomeReader {
  #at: Position;
  #shown: number | null | undefined;

  constructor(after: Position) {
    this.#at = after;
  }

  follows({ epoch, state }: LabLog): boolean {
    const capture = state.lab?.capture;
    return epoch === this.#at.epoch && capture !== undefined && capture !== 'counters';
  }

  answer(log: LabLog): number | null | undefined {
    const { epoch, seq } = this.#at;
    // The log may have forgotten the event with which the segment left.
    if (log.epoch !== epoch || log.start.seq > seq) this.#shown = this.#shown ?? null;
    if (this.#shown !== undefined) return this.#shown;
    for (const event of log.after(seq)) {
      this.#at = { epoch, seq: event.seq };
      this.#shown = optionShown(event);
      if (this.#shown !== undefined) break;
    }
    return this.#shown;
  }
}
