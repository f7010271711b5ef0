import { lazyPart } from '../../../ui/lazy-part.tsx';

/** Few labs are lost, and their server is there again when it says so. */
export const Replaced = lazyPart(() => import('./replaced.tsx').then((m) => m.Replaced));
