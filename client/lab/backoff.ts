const FIRST_MS = 500;
/** A page is back within three seconds of its server's return. */
const LONGEST_MS = 2_000;

/**
 * The time before the next attempt, ms. It doubles from half a second to two, and its upper half is drawn
 * at random (`random` in 0…1), so that a class does not reconnect in one instant after a restart.
 */
export function retryDelayMs(attempt: number, random: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(whole / 2 + (whole / 2) * random);
}
