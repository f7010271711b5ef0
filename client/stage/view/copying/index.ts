import { lazyPart } from '../../../ui/lazy-part.tsx';

/** A send of many bytes is in no program that is loaded first. */
export const Copying = lazyPart(() => import('./copying.tsx').then((m) => m.Copying));
