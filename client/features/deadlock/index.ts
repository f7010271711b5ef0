import { lazyPart } from '../../ui/lazy-part.tsx';

export const Standstill = lazyPart(() => import('./standstill.tsx').then((m) => m.Standstill));
