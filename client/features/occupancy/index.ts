import { lazyPart } from '../../ui/lazy-part.tsx';

export const OccupancyPlot = lazyPart(() => import('./occupancy-plot.tsx').then((m) => m.OccupancyPlot));
