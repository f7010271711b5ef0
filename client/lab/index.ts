import { lazyAction } from '../ui/lazy-part.tsx';

/* The first picture needs none of this. */

export const showAtFullSpeed = lazyAction(() =>
  import('./full-speed/full-speed.ts').then((m) => m.showAtFullSpeed),
);

export const loadLesson = lazyAction(() => import('../../shared/lessons/load.ts').then((m) => m.loadLesson));

export const fetchWalkthrough = () =>
  Promise.all([import('../../shared/lessons/walkthrough.ts'), import('../../shared/lessons/load.ts')]);
