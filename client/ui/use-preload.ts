import { useEffect } from 'react';

/** After the first picture there is time for it. */
const AFTER_MS = 1500;

/** A part that is not needed at once is there before it is: also when the server has gone by then. */
export function usePreload(load: () => Promise<unknown>): void {
  useEffect(() => {
    // If it cannot be fetched now, opening it tries again.
    const timer = setTimeout(() => load().catch(() => {}), AFTER_MS);
    return () => clearTimeout(timer);
  }, [load]);
}
