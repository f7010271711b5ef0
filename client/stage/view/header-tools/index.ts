import { lazyPart } from '../../../ui/lazy-part.tsx';

/** The first lines can be stepped without them. */
export const AddClient = lazyPart(() => import('./add-client.tsx').then((m) => m.AddClient));
export const SaveScript = lazyPart(() => import('./save-script.tsx').then((m) => m.SaveScript));
