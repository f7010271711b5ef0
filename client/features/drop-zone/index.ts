import { lazyPart } from '../../ui/lazy-part.tsx';
import { PRELOAD_AFTER_MS } from '../../ui/use-preload.ts';

/** Nobody drops a file into the first picture. */
export const DropZone = lazyPart(async () => {
  await new Promise((resolve) => setTimeout(resolve, PRELOAD_AFTER_MS));
  return (await import('./drop-zone.tsx')).DropZone;
});
