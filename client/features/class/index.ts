import { lazyAction, lazyPart } from '../../ui/lazy-part.tsx';

export const ClassBadge = lazyPart(() => import('./class-badge.tsx').then((m) => m.ClassBadge));

/** Stands on the stage of a page that has come to a class and has nothing to show yet. */
export const ClassWaits = lazyPart(() => import('./class-waits.tsx').then((m) => m.ClassWaits));

export const ClassLine = lazyPart(() => import('./class-line.tsx').then((m) => m.ClassLine));

export const JoinForm = lazyPart(() => import('./join-form.tsx').then((m) => m.JoinForm));

export const turnPointing = lazyAction(() =>
  import('../pointing/turn-pointing.ts').then((m) => m.turnPointing),
);
