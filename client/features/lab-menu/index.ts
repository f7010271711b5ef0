import { lazyPart } from '../../ui/lazy-part.tsx';

export const LabMenuItems = lazyPart(() => import('./lab-menu-items.tsx').then((m) => m.LabMenuItems));
