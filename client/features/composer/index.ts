import { lazyAction, lazyPart } from '../../ui/lazy-part.tsx';

export const ComposeSheet = lazyPart(() => import('./compose-sheet.tsx').then((m) => m.ComposeSheet));
export const DamagedLink = lazyPart(() => import('./damaged-link.tsx').then((m) => m.DamagedLink));
export const openShared = lazyAction(() => import('./shared-experiment.ts').then((m) => m.openShared));
export const openComposition = lazyAction(() => import('./file.ts').then((m) => m.openComposition));
