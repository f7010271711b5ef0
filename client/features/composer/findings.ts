import type { Program } from '../../../shared/programs/tree.ts';

export interface TextRange {
  /** Offsets in the text, UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

/** A fault or a hint at a place of the text. The views make the sentence from it. */
export interface Finding extends TextRange {
  /** Error: it cannot be run. Warning: Python would raise here. Info: allowed, and what will come of it. */
  readonly severity: 'error' | 'warning' | 'info';
  readonly code: FindingCode;
  /** The subject of the sentence: a name, a word of the text, or a bound. */
  readonly about: string;
  /** The Python that was probably meant. */
  readonly instead?: string;
}

export type FindingCode =
  | 'syntax'
  | 'unexpected-indent'
  | 'missing-block'
  | 'uneven-dedent'
  | 'mixed-tabs'
  | 'empty'
  | 'unsupported'
  /* It is Python, and `about` is an {@link OtherWay} that programs have for it. */
  | 'other-way'
  | 'loop-else'
  | 'raise-from'
  | 'identity'
  | 'format-spec'
  | 'in-f-string'
  | 'unknown-method'
  | 'unknown-function'
  | 'unknown-exception'
  | 'unknown-constant'
  | 'datagrams'
  | 'waitall'
  | 'no-selectors'
  | 'no-memoryview'
  | 'one-loop'
  | 'nonlocal'
  | 'global-place'
  | 'default-order'
  | 'twice'
  | 'unknown-encoding'
  | 'bad-name'
  | 'out-of-range'
  | 'too-long'
  | 'too-many'
  | 'lone-surrogate'
  | 'not-an-address'
  | 'no-name-service'
  | 'string-form'
  | 'bad-escape'
  | 'not-ascii'
  | 'outside-loop'
  | 'outside-function'
  | 'too-large'
  | 'unknown-module'
  | 'not-imported'
  /* A line of a saved script that stands for the lab's own address. */
  | 'lab-address'
  /* An effect that running the program would have. */
  | 'not-yet'
  | 'never-made'
  | 'not-connected'
  | 'not-listening'
  | 'closed'
  | 'text-not-bytes'
  | 'not-a-tuple'
  | 'wrong-arguments'
  | 'unresolved'
  | 'loopback-connect'
  | 'loopback-bind'
  | 'accept-gives-two';

/** Python that is refused because a program can say it in another way. */
export type OtherWay =
  | 'conditional'
  | 'dict-comprehension'
  | 'set'
  | 'generator'
  | 'lambda'
  | 'class'
  | 'assert'
  | 'strings-in-a-row'
  | 'named-expression'
  | 'division'
  | 'power'
  | 'union'
  | 'print-end';

/** The place in the text of a piece of the tree. */
export type TextRanges = WeakMap<object, TextRange>;

export interface Reading {
  /** Null where something cannot be read. */
  readonly program: Program | null;
  readonly findings: readonly Finding[];
  readonly places: TextRanges;
}

export class Unreadable extends Error {
  readonly finding: Finding;
  constructor(place: TextRange, code: FindingCode, about: string, instead: string | null = null) {
    super(code);
    const { from, to } = place;
    this.finding = { from, to, severity: 'error', code, about, ...(instead !== null && { instead }) };
  }
}
