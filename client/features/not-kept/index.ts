import { lazyPart } from '../../ui/lazy-part.tsx';

export const NotKept = lazyPart(() => import('./not-kept.tsx').then((m) => m.NotKept));
