import { lazyPart } from '../../../ui/lazy-part.tsx';

/** It is fetched with the question, so that the answer need not wait for it. */
export const Outcome = lazyPart(() => import('./outcome.tsx').then((m) => m.fetchOutcome()));
