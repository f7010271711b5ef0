import { lazyPart } from '../../ui/lazy-part.tsx';

export const DropZone = lazyPart(() => import('./drop-zone.tsx').then((m) => m.DropZone));
