import { useEffect } from 'react';

/** The delay lets the first picture come first. */
const AFTER_MS = 1500;

/** Fetches a lazy part before it is needed, so that it opens at once even if the server has gone by then. */
export function usePreload(load: () => Promise<unknown>): void {
  useEffect(() => {
    // If it cannot be fetched now, opening it tries again.
    const timer = setTimeout(() => load().catch(() => {}), AFTER_MS);
    return () => clearTimeout(timer);
  }, [load]);
}
