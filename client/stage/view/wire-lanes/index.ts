import { lazyPart } from '../../../ui/lazy-part.tsx';

/** Only labs with several clients need it. */
export const WireLanes = lazyPart(() => import('./wire-lanes.tsx').then((m) => m.WireLanes));
