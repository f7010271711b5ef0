import type { Localized } from '../../languages.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import type { WalkthroughMove } from '../../lessons/moves.ts';

/**
 * A note for the teacher, who reads it while the class sees what it speaks of. The texts have `code` in backticks. They
 * claim nothing that another kernel or a busy machine would show differently.
 */
export interface Note {
  readonly say: Localized;
  /** The part of the stage to point at. */
  readonly point?: Localized;
  /** A question to the class. The note does not answer it. */
  readonly ask?: Localized;
  /** The usual misunderstanding. */
  readonly beware?: Localized;
}

export interface LessonNotes {
  /** Before the first move, in the state that the lesson's set-up leaves. */
  readonly begin: Note;
  /** One for each of the lesson's moves, about the state in which the move is done. */
  readonly moves: readonly Note[];
  /** At the end of the lesson, beside the last move's note. */
  readonly end: Note;
}

/**
 * The notes on one variation. A variation without moves of its own leaves open what is done; then the notes bring the
 * moves that they speak of, which are done whoever makes them, and to which the primary button does not lead.
 */
export interface VariationNotes extends LessonNotes {
  readonly way?: readonly WalkthroughMove[];
}

/** Returns the variation with the moves that its notes speak of. */
export function asNoted(variation: Lesson, { way = variation.moves }: VariationNotes): Lesson {
  return { ...variation, moves: way };
}

/** Returns the note on where a run is that has done so many of the lesson's moves. */
export function noteAt({ begin, moves }: LessonNotes, done: number): Note {
  return moves[done - 1] ?? begin;
}
