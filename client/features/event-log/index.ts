import { lazyPart } from '../../ui/lazy-part.tsx';

export const EventLog = lazyPart(() => import('./event-log.tsx').then((m) => m.EventLog));
