import type { RecordingProblem } from '../../connection/recording-file.ts';
import type { ShellText } from '../../text/shell.en.ts';

/** What went wrong with a recording, in words. */
export function recordingProblem(problem: RecordingProblem, text: ShellText): string {
  const sentence = text.recording[problem.code];
  return typeof sentence === 'string' ? sentence : sentence(problem.line ?? 0);
}
