import { lazyPart } from '../../../ui/lazy-part.tsx';

/** Only a narrow screen fetches it. */
export const PhoneStage = lazyPart(() => import('./phone-stage.tsx').then((m) => m.PhoneStage));
