import { useMemo, useSyncExternalStore } from 'react';

/** True while the media query holds. */
export function useMedia(query: string): boolean {
  // To make a list of the query is slow, and it would be asked for at each drawing.
  const [subscribe, now] = useMemo(() => {
    const media = matchMedia(query);
    const listen = (changed: () => void): (() => void) => {
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    };
    return [listen, () => media.matches] as const;
  }, [query]);
  return useSyncExternalStore(subscribe, now);
}
