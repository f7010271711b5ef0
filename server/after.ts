import type { After } from '../shared/throttle.ts';

/** A timer that does not keep the process alive. */
export const after: After = (ms, then) => {
  const timer = setTimeout(then, ms);
  timer.unref();
  return () => clearTimeout(timer);
};
