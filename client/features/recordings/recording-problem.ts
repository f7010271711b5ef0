import type { RecordingProblem } from './recording-file.ts';
import type { ShellText } from '../../i18n/shell.en.ts';

/** The problem of a recording, in words. */
export function recordingProblem(problem: RecordingProblem, text: ShellText): string {
  const sentence = text.recording[problem.code];
  return typeof sentence === 'string' ? sentence : sentence(problem.line ?? 0);
}
