import { lazyPart } from '../../ui/lazy-part.tsx';

/** Only a presenter needs it, and few do. */
export const NowYouSheet = lazyPart(() => import('./labs/now-you-sheet.tsx').then((m) => m.NowYouSheet));
