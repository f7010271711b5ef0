import { untilFetched } from '../../fetch-code.ts';

/** The first picture needs no words for what the server refuses. */
export const fetchRefusals = () => untilFetched(() => import('./messages.ts').then((m) => m.refusalMessages));
