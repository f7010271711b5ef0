/** Why a command could not be carried out. Stable; the sentence is for the person at the terminal. */
export type FailureCode =
  | 'usage'
  | 'port-busy'
  | 'cannot-listen'
  | 'page-not-built'
  | 'no-live-lab'
  | 'cannot-write'
  | 'run-failed';

/** Something that ends the command with one line: exit code 2 for a wrong command line, otherwise 1. */
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
