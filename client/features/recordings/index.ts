import { lazyAction } from '../../ui/lazy-part.tsx';

export const playRecordingFile = lazyAction(() => import('./open-file.ts').then((m) => m.playRecordingFile));
export const playShippedRecording = lazyAction(() =>
  import('./recording-file.ts').then((m) => m.playShippedRecording),
);
export const saveRecording = lazyAction(() => import('./recording-file.ts').then((m) => m.saveRecording));
export const showLostLog = lazyAction(() => import('./recording-file.ts').then((m) => m.showLostLog));
