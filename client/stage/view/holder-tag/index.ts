import { lazyPart } from '../../../ui/lazy-part.tsx';

/** Only in a class, where somebody has got a part of its room. */
export const HolderTag = lazyPart(() => import('./holder-tag.tsx').then((m) => m.HolderTag));
