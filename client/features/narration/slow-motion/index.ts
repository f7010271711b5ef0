import { lazyPart } from '../../../ui/lazy-part.tsx';

export const SlowMotion = lazyPart(() => import('./slow-motion.tsx').then((m) => m.SlowMotion));
