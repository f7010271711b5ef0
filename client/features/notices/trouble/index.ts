import { lazyPart } from '../../../ui/lazy-part.tsx';

/* These parts say that a connection has failed, or that a lab will close. Most pages never need them. */

const trouble = () => import('./trouble.tsx');

export const Trouble = lazyPart(() => trouble().then((m) => m.Trouble));
export const Lost = lazyPart(() => trouble().then((m) => m.Lost));
export const Refused = lazyPart(() => trouble().then((m) => m.Refused));
export const Shipped = lazyPart(() => trouble().then((m) => m.Shipped));
export const Idle = lazyPart(() => trouble().then((m) => m.Idle));
