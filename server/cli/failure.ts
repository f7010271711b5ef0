/**
 * The stable codes for the reasons why a command could not be carried out. A person at the terminal reads the
 * message instead.
 */
export type FailureCode =
  | 'usage'
  | 'port-busy'
  | 'cannot-listen'
  | 'page-not-built'
  | 'page-unreadable'
  | 'no-live-lab'
  | 'cannot-write'
  | 'run-failed';

/** A failure ends the command with one line, and with exit code 2 for a wrong command line, otherwise 1. */
export class Failure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = 'Failure';
    this.code = code;
  }

  get exitCode(): 1 | 2 {
    return this.code === 'usage' ? 2 : 1;
  }
}
