import { lazyAction } from '../../ui/lazy-part.tsx';

export const keepProgress = lazyAction(() => import('./progress-store.ts').then((m) => m.keepProgress));
