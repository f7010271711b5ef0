import { lazyPart } from '../../../ui/lazy-part.tsx';

export const ValueCard = lazyPart(() => import('./value-card.tsx').then((m) => m.ValueCard));
