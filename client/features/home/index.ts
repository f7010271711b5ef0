import { createElement } from 'react';
import { lazyPart } from '../../ui/lazy-part.tsx';
import styles from './run-strip.module.css';

/** The page's own player, which the page can be used without. Its card stands there from the first picture on. */
export const RunStrip = lazyPart(
  () => import('./run-strip.tsx').then((m) => m.RunStrip),
  createElement('div', { className: styles['strip'] }),
);
