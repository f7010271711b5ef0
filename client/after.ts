import type { After } from '../shared/throttle.ts';

/** The page's timer. */
export const after: After = (ms, then) => {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
};
