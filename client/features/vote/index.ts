import { lazyPart } from '../../ui/lazy-part.tsx';

export const VoteCard = lazyPart(() => import('./vote-card.tsx').then((m) => m.VoteCard));
