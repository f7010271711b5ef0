import { lazyPart } from '../../../ui/lazy-part.tsx';

/** Most classes never come to labs of their followers' own. */
export const OwnLine = lazyPart(() => import('./own-line.tsx').then((m) => m.OwnLine));

export const OwnRunLine = lazyPart(() => import('./own-run-line.tsx').then((m) => m.OwnRunLine));

export const PresenterLine = lazyPart(() => import('./presenter-line.tsx').then((m) => m.PresenterLine));
