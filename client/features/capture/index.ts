import { lazyAction } from '../../ui/lazy-part.tsx';

export const saveCapture = lazyAction(() => import('./capture-file.ts').then((m) => m.saveCapture));
