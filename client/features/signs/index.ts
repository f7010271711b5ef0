import { lazyPart } from '../../ui/lazy-part.tsx';

export const SignNote = lazyPart(() => import('./sign-note.tsx').then((m) => m.SignNote));
