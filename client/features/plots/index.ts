import { lazyPart } from '../../ui/lazy-part.tsx';

export const PlotsSheet = lazyPart(() => import('./plots-sheet.tsx').then((m) => m.PlotsSheet));
