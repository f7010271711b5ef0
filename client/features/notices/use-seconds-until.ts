import { useEffect, useState } from 'react';

/** Counts down; 0 where there is nothing to wait for. */
export function useSecondsUntil(at: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  // A new time does not begin the clock anew, or it would stand still while times follow each other quickly.
  const runs = at !== null;
  useEffect(() => {
    if (!runs) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [runs]);
  return at === null ? 0 : Math.max(0, Math.ceil((at - now) / 1000));
}
