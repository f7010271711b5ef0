import { lazyAction } from '../../../ui/lazy-part.tsx';

export const saveScript = lazyAction(() => import('./script-file.ts').then((m) => m.saveScript));
