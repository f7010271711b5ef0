import { lazyPart } from '../../ui/lazy-part.tsx';

export const GradeBadge = lazyPart(() => import('./grade-badge.tsx').then((m) => m.GradeBadge));
