import { lazyPart } from '../../../ui/lazy-part.tsx';

export const HandsSheet = lazyPart(() => import('./hands-sheet.tsx').then((m) => m.HandsSheet));
