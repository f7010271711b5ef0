import type { Localized } from '../../languages.ts';
import type { Fact } from '../../lessons/facts.ts';

/** A statement of the source lesson in our own words, and the moment that shows it. */
export interface Statement {
  /** The id in links. */
  readonly id: string;
  /** The text has `code` in backticks and *emphasis* in asterisks. */
  readonly text: Localized;
  /** The lesson whose shipped recording shows it, or that of a variation, at the first event after which the fact holds. */
  readonly lesson: string;
  readonly variation?: string;
  readonly fact: Fact;
}

type Query = Readonly<Record<string, string>>;

/** The query of the link to the moment that shows a statement. */
export function momentOf({ id, lesson, variation }: Statement): Query {
  return { replay: lesson, ...(variation !== undefined && { variation }), see: id };
}

/** The query of the link to the lesson, live. */
export function liveOf({ lesson, variation }: Statement): Query {
  return { lesson, ...(variation !== undefined && { variation }) };
}

/** A part of the source lesson, with its statements in order. */
export interface Group {
  readonly id: string;
  readonly title: Localized;
  readonly statements: readonly Statement[];
}

/** A place where the source lesson is wrong or incomplete. The statement says what is right. */
export interface Erratum extends Statement {
  readonly source: Localized;
}
