import { createElement } from 'react';
import { lazyPart } from '../../ui/lazy-part.tsx';
import styles from './run-strip.module.css';

/** The lessons are 36 kB of script, and the page's first button is there before them. */
export const LessonList = lazyPart(() => import('./lesson-list.tsx').then((m) => m.LessonList));

/** The page's own player, which the page can be used without. Its card stands there from the first picture on. */
export const RunStrip = lazyPart(() => import('./run-strip.tsx').then((m) => m.RunStrip), {
  waiting: createElement('div', { className: styles['strip'] }),
});
