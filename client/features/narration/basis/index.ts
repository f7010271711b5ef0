import { lazyPart } from '../../../ui/lazy-part.tsx';

/** It is quiet enough to come after its sentence, and to be missing. */
export const BasisWord = lazyPart(() => import('./basis-word.tsx').then((m) => m.BasisWord), {
  failed: () => null,
});
