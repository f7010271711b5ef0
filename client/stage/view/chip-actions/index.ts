import { lazyPart } from '../../../ui/lazy-part.tsx';

/** Few segments are delayed or doubled by hand. */
export const ChipActions = lazyPart(() => import('./chip-actions.tsx').then((m) => m.ChipActions));
