import type { Narration } from '../features/narration/messages.en.ts';
import type { ShellText } from './shell.en.ts';
import type { stageEn } from '../stage/messages.en.ts';

/** One language's texts. */
export interface Texts {
  readonly shell: ShellText;
  readonly narration: Narration;
  readonly stage: typeof stageEn;
}
