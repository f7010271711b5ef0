import { useSettings } from '../../../settings/settings-store.ts';
import { say } from '../../../ui/panels-store.ts';
import type { RecordingProblem } from '../recording-file.ts';
import { type ProblemMessages, problemMessages } from './messages.ts';

/** The problem of a recording, in words. */
export function problemText({ code, line = 0 }: RecordingProblem, texts: ProblemMessages): string {
  const sentence = texts[code];
  return typeof sentence === 'string' ? sentence : sentence(line);
}

export async function sayProblem(problem: RecordingProblem): Promise<void> {
  say(problemText(problem, await problemMessages.read(useSettings.getState().language)), true);
}
