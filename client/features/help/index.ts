import { lazyPart } from '../../ui/lazy-part.tsx';

export const HelpSheet = lazyPart(() => import('./help-sheet.tsx').then((m) => m.HelpSheet));
