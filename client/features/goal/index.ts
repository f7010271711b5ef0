import { lazyPart } from '../../ui/lazy-part.tsx';

export const Goal = lazyPart(() => import('./goal.tsx').then((m) => m.Goal));
