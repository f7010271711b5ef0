import { lazyPart } from '../../../ui/lazy-part.tsx';

/** Followers need no QR code. */
export const ClassPanel = lazyPart(() => import('./class-panel.tsx').then((m) => m.ClassPanel));
