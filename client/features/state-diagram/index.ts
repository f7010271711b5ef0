import { lazyPart } from '../../ui/lazy-part.tsx';

export const StatesSheet = lazyPart(() => import('./states-sheet.tsx').then((m) => m.StatesSheet));
