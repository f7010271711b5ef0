import { lazyPart } from '../../../ui/lazy-part.tsx';

/** Only a presenter needs it. */
export const AskSheet = lazyPart(() => import('./ask-sheet.tsx').then((m) => m.AskSheet));
