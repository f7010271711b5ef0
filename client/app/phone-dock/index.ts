import { lazyPart } from '../../ui/lazy-part.tsx';

/** Only a narrow screen fetches it. */
export const PhoneDock = lazyPart(() => import('./phone-dock.tsx').then((m) => m.PhoneDock));
