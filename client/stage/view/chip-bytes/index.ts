import { lazyPart } from '../../../ui/lazy-part.tsx';

export const ChipBytes = lazyPart(() => import('./chip-bytes.tsx').then((m) => m.ChipBytes));
