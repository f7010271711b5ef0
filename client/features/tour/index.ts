import { lazyPart } from '../../ui/lazy-part.tsx';

export const TourBar = lazyPart(() => import('./tour-bar.tsx').then((m) => m.TourBar));
