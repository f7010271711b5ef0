import type { Localized } from '../../languages.ts';

/** A way in which a call fails, as Python shows it. */
export interface Failure {
  /** The name of errno(3), or null if Python refuses before any system call. */
  readonly errno: string | null;
  readonly exception: string;
  readonly cause: Localized;
}

interface Common {
  /** The id in links: a name of Python's, or a term in lower case with hyphens. */
  readonly id: string;
  /**
   * The text has one or two sentences, with `code` in backticks and *emphasis* in asterisks, as all texts
   * here.
   */
  readonly text: Localized;
  /** The ids of lessons that show it. */
  readonly seenIn: readonly string[];
  /**
   * Man pages are written as `recv(2)`, standards as `RFC 9293 §3.4`, and kernel settings by their sysctl
   * names.
   */
  readonly sources: readonly string[];
  /** Other words by which a reader may look for it. */
  readonly aliases?: readonly string[];
  /** The ids of entries to read next. */
  readonly related?: readonly string[];
}

/** A function or method of a listing. */
export interface CallEntry extends Common {
  readonly is: 'call';
  readonly signature: string;
  /** The system call that CPython makes on Linux, or null if it makes none. */
  readonly systemCall: string | null;
  /** The text says what the call does to which buffer or queue. */
  readonly buffer: Localized;
  /** The text says when the thread sleeps in the call, and what wakes it. */
  readonly waits: Localized;
  readonly returns: Localized;
  readonly failures: readonly Failure[];
}

/** A name of the socket module that stands for a number. */
export interface ConstantEntry extends Common {
  readonly is: 'constant';
  /** The value on Linux (x86-64 and arm64). */
  readonly value: number;
}

/** An exception that a listing may name. */
export interface ExceptionEntry extends Common {
  readonly is: 'exception';
  /** Python turns these errno values into it. */
  readonly errnos: readonly string[];
}

/** A term of the field. */
export interface TermEntry extends Common {
  readonly is: 'term';
  readonly name: Localized;
}

export type Entry = CallEntry | ConstantEntry | ExceptionEntry | TermEntry;
