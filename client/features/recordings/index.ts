import { lazyAction } from '../../ui/lazy-part.tsx';
import type { RecordingProblem } from './recording-file.ts';

export const playRecordingFile = lazyAction(() => import('./open-file.ts').then((m) => m.playRecordingFile));
export const playShippedRecording = lazyAction(() =>
  import('./recording-file.ts').then((m) => m.playShippedRecording),
);
export const saveRecording = lazyAction(() => import('./recording-file.ts').then((m) => m.saveRecording));
export const showLostLog = lazyAction(() => import('./recording-file.ts').then((m) => m.showLostLog));

const sayLater = lazyAction(() => import('./problem/problem-text.ts').then((m) => m.sayProblem));

/** Says why a recording could not be played, if it could not. */
export function sayProblem(problem: RecordingProblem | null): void {
  if (problem !== null) void sayLater(problem);
}
