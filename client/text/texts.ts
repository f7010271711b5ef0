import type { Narration } from './narration.en.ts';
import type { ShellText } from './shell.en.ts';

/** One language's texts, all that is said around the stage. */
export interface Texts {
  readonly shell: ShellText;
  readonly narration: Narration;
}
