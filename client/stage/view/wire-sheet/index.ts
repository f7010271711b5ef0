import { lazyPart } from '../../../ui/lazy-part.tsx';

export const WireSheet = lazyPart(() => import('./wire-sheet.tsx').then((m) => m.WireSheet));
