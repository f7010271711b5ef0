import type { Localized } from '../../languages.ts';
import type { Fact } from '../../lessons/facts.ts';

/** Something that the source lesson says, in our own words, and where it is seen to happen. */
export interface Statement {
  /** As in links. */
  readonly id: string;
  /** `code` in backticks, *emphasis* in asterisks. */
  readonly text: Localized;
  /** The lesson whose shipped recording shows it: at the first event at which the fact holds. */
  readonly lesson: string;
  readonly fact: Fact;
}

/** A part of the source lesson, in its order. */
export interface Group {
  readonly id: string;
  readonly title: Localized;
  readonly statements: readonly Statement[];
}

/** Where the source lesson is wrong, or leaves out what matters: the statement is what is so. */
export interface Erratum extends Statement {
  readonly source: Localized;
}
