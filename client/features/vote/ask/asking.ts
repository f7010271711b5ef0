import type { Localized } from '../../../../shared/languages.ts';
import type { PastQuestion, Question } from '../../../../shared/protocol/vote-schema.ts';

/** All that the presenter's sheet of questions knows and does, in the window that presents or in the presenter view. */
export interface Asking {
  /** The reason why nothing can be done in the class now; null if it can. */
  readonly whyNot: string | null;
  /** A question is open already. */
  readonly isBusy: boolean;
  /** The whole class sees the sheet. */
  readonly onWall: boolean;
  /** The class's code. */
  readonly code: string;
  readonly lesson: string;
  /** The predictions that can be asked, of the lesson itself. */
  readonly predictions: readonly { readonly id: string; readonly question: Localized }[];
  /** Segments are seen, so that the next one can be asked for. */
  readonly hasNext: boolean;
  readonly ask: (about: Question['about'], right: number | null) => void;
  /** All questions so far. It is left unanswered where the connection is lost meanwhile, or by a later call. */
  readonly results: () => Promise<readonly PastQuestion[]>;
  readonly close: () => void;
}
