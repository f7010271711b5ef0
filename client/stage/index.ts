import { lazyAction, lazyPart } from '../ui/lazy-part.tsx';

/** Nothing is drawn before the lab's first events are there: the stage is fetched while the page connects. */
export const Stage = lazyPart(() => import('./view/stage.tsx').then((m) => m.Stage));
export const stepOn = lazyAction(() => import('./step-on.ts').then((m) => m.stepOn));
