import { lazyPart } from '../../../ui/lazy-part.tsx';

export const GradeDetails = lazyPart(() => import('./grade-details.tsx').then((m) => m.GradeDetails));
