import { createElement } from 'react';
import { lazyPart } from '../../ui/lazy-part.tsx';
import styles from './narration-bar.module.css';

/** Before the first events there is nothing to tell. Its place is kept, so that the button beside it stands still. */
export const Narration = lazyPart(() => import('./narration.tsx').then((m) => m.Narration), {
  waiting: createElement('p', { className: styles['sentence'] }),
});
