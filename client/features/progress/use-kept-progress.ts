import { useEffect } from 'react';
import { keepProgress } from './index.ts';

/** Keeps the progress of this stage on the device. */
export function useKeptProgress(): void {
  useEffect(() => {
    const kept = keepProgress();
    return () => void kept.then((end) => end());
  }, []);
}
