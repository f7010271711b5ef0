import { lazyPart } from '../../ui/lazy-part.tsx';

export const ReplayPage = lazyPart(() => import('./replay-page.tsx').then((m) => m.ReplayPage));
