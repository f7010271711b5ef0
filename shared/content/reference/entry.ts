import type { Localized } from '../../languages.ts';

/** How a call fails, as Python shows it. */
export interface Failure {
  /** As errno(3) names it; null: Python refuses before any system call is made. */
  readonly errno: string | null;
  readonly exception: string;
  readonly cause: Localized;
}

interface Common {
  /** As in links: a name of Python's, or a term in lower case with hyphens. */
  readonly id: string;
  /** One or two sentences; `code` in backticks, *emphasis* in asterisks, as in all texts here. */
  readonly text: Localized;
  /** Lessons in which it is seen, by id. */
  readonly seenIn: readonly string[];
  /** Man pages as `recv(2)`, standards as `RFC 9293 §3.4`, kernel settings by their sysctl names. */
  readonly sources: readonly string[];
  /** Other words for it, to be found by. */
  readonly aliases?: readonly string[];
  /** Ids of entries to read next. */
  readonly related?: readonly string[];
}

/** A function or method of a listing. */
export interface CallEntry extends Common {
  readonly is: 'call';
  readonly signature: string;
  /** What CPython asks the kernel for, on Linux; null: nothing. */
  readonly systemCall: string | null;
  /** What it does to which buffer or queue. */
  readonly buffer: Localized;
  /** When the thread sleeps in it, and what wakes it. */
  readonly waits: Localized;
  readonly returns: Localized;
  readonly failures: readonly Failure[];
}

/** A name of the socket module that stands for a number. */
export interface ConstantEntry extends Common {
  readonly is: 'constant';
  /** On Linux (x86-64, arm64). */
  readonly value: number;
}

/** An exception that a listing may name. */
export interface ExceptionEntry extends Common {
  readonly is: 'exception';
  /** The errno values that Python turns into it. */
  readonly errnos: readonly string[];
}

/** A word of the field. */
export interface TermEntry extends Common {
  readonly is: 'term';
  readonly name: Localized;
}

export type Entry = CallEntry | ConstantEntry | ExceptionEntry | TermEntry;
