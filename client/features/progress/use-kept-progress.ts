import { useEffect } from 'react';

/** Keeps the progress of this stage on the device. */
export function useKeptProgress(): void {
  useEffect(() => {
    const kept = import('./progress-store.ts').then(({ keepProgress }) => keepProgress());
    return () => void kept.then((end) => end());
  }, []);
}
