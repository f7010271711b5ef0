import { lazyPart } from '../../ui/lazy-part.tsx';

export const GuideSheet = lazyPart(() => import('./guide-sheet.tsx').then((m) => m.GuideSheet));
export const LinkedVariation = lazyPart(() =>
  import('./linked-variation.tsx').then((m) => m.LinkedVariation),
);
