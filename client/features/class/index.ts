import { lazyPart } from '../../ui/lazy-part.tsx';

export const ClassBadge = lazyPart(() => import('./class-badge.tsx').then((m) => m.ClassBadge));

export const ClassLine = lazyPart(() => import('./class-line.tsx').then((m) => m.ClassLine));

export const JoinForm = lazyPart(() => import('./join-form.tsx').then((m) => m.JoinForm));
