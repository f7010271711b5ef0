import { lazyPart } from '../../../ui/lazy-part.tsx';

/** Only where a program waits for a line. */
export const InputField = lazyPart(() => import('./input-field.tsx').then((m) => m.InputField));
