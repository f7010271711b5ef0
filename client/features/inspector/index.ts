import { lazyAction, lazyPart } from '../../ui/lazy-part.tsx';

export const Inspector = lazyPart(() => import('./inspector.tsx').then((m) => m.Inspector));
export const toggleInspector = lazyAction(() =>
  import('./toggle-inspector.ts').then((m) => m.toggleInspector),
);
export const followByte = lazyAction(() => import('./follow-byte.ts').then((m) => m.followByte));
