import { lazyPart } from '../../ui/lazy-part.tsx';

/** In the window that presents: it says what the presenter view shows, and does what is pressed there. */
export const Projector = lazyPart(() => import('./projector/projector.tsx').then((m) => m.Projector));
