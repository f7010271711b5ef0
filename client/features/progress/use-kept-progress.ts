import { useEffect } from 'react';

/** What is done on this stage is remembered on the device. */
export function useKeptProgress(): void {
  useEffect(() => {
    const kept = import('./progress-store.ts').then(({ keepProgress }) => keepProgress());
    return () => void kept.then((end) => end());
  }, []);
}
