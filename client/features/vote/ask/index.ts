import { lazyPart } from '../../../ui/lazy-part.tsx';

/** Only a presenter needs it. */
export const AskSheet = lazyPart(() => import('./sheet-here.tsx').then((m) => m.SheetHere));
