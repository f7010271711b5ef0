import { messagesNow } from '../../i18n/catalogue.ts';
import { recordingsMessages } from './messages.ts';
import type { RecordingProblem } from './recording-file.ts';

/** The problem of a recording, in words. */
export function recordingProblem(problem: RecordingProblem): string {
  const sentence = messagesNow(recordingsMessages)[problem.code];
  return typeof sentence === 'string' ? sentence : sentence(problem.line ?? 0);
}
