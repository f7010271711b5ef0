import { lazyPart } from '../../ui/lazy-part.tsx';

export const Notices = lazyPart(() => import('./notices.tsx').then((m) => m.Notices));
