import { lazyAction, lazyPart } from '../ui/lazy-part.tsx';

/** Nothing is drawn before the lab's first events are there: the stage is fetched while the page connects. */
export const Stage = lazyPart(() => import('./view/stage.tsx').then((m) => m.Stage));
export const onChip = lazyAction(() => import('./step-on.ts').then((m) => m.onChip));
export const turnWire = lazyAction(() => import('./step-on.ts').then((m) => m.turnWire));
export const stepOn = lazyAction(() => import('./step-on.ts').then((m) => m.stepOn));
