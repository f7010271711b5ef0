/** A file that takes so many times its usual seconds fails the run: far more than a busy machine explains. */
export const TOLERANCE = 4;

/** Seconds that a test file takes where none is given below. */
const USUAL_SECONDS = 5;

/**
 * Seconds that the longest test files take in `npm test` on two cores. They decide the order, longest first,
 * and the budget of each file, which is TOLERANCE times as much.
 */
export const USUAL: Readonly<Record<string, number>> = {};

export function usualSeconds(file: string): number {
  return USUAL[file] ?? USUAL_SECONDS;
}
