import { lazyPart } from '../../../ui/lazy-part.tsx';

/** Only while a thread sleeps. */
export const CauseLines = lazyPart(() => import('./cause-lines.tsx').then((m) => m.CauseLines));
