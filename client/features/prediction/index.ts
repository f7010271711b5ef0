import { lazyPart } from '../../ui/lazy-part.tsx';

export const PredictionCard = lazyPart(() => import('./prediction-card.tsx').then((m) => m.PredictionCard));
