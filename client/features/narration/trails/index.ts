import { createElement } from 'react';
import { lazyPart } from '../../../ui/lazy-part.tsx';
import styles from '../narration-bar.module.css';

/** Nothing has been told before the first press. The button's place is kept. */
export const NarrationTrail = lazyPart(() => import('./trails.ts').then((m) => m.NarrationTrail), {
  waiting: createElement('span', { className: styles['toggle'] }),
});

export const StandingTrail = lazyPart(() => import('./trails.ts').then((m) => m.StandingTrail));
