import { useEffect } from 'react';

/** The delay lets the first picture come first. */
export const PRELOAD_AFTER_MS = 1500;

/** Fetches a lazy part before it is needed, so that it opens at once even if the server has gone by then. */
export function usePreload(load: () => Promise<unknown>): void {
  useEffect(() => {
    // If it cannot be fetched now, opening it tries again.
    const timer = setTimeout(() => load().catch(() => {}), PRELOAD_AFTER_MS);
    return () => clearTimeout(timer);
  }, [load]);
}
