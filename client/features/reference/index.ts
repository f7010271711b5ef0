import { lazyAction, lazyPart } from '../../ui/lazy-part.tsx';

export const ReferenceSheet = lazyPart(() => import('./reference-sheet.tsx').then((m) => m.ReferenceSheet));
export const TermCard = lazyPart(() => import('./term-card.tsx').then((m) => m.TermCard));
export const openTerms = lazyAction(() => import('./terms-of-line.ts').then((m) => m.openTerms));
