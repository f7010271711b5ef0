import { createElement } from 'react';
import { lazyPart } from '../../../ui/lazy-part.tsx';

/** Only where there are several clients or threads. A row of the column is kept for it. */
export const ThreadLanes = lazyPart(() => import('./thread-lanes.tsx').then((m) => m.ThreadLanes), {
  waiting: createElement('div'),
});
