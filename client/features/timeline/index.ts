import { lazyPart } from '../../ui/lazy-part.tsx';

export const Dock = lazyPart(() => import('./dock.tsx').then((m) => m.Dock));
export const MomentDots = lazyPart(() => import('./moment-dots.tsx').then((m) => m.MomentDots));
