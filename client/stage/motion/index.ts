import { lazyPart } from '../../ui/lazy-part.tsx';

/** framer-motion comes after the first picture, which does not need it. */
export const MotionOverlay = lazyPart(() => import('./motion-overlay.tsx').then((m) => m.MotionOverlay));
