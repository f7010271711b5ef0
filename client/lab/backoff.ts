const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * The time before the next attempt, ms. It doubles from half a second to ten, and its upper half is drawn
 * at random (`random` in 0…1), so that a class does not reconnect in one instant after a restart.
 */
export function retryDelayMs(attempt: number, random: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(whole / 2 + (whole / 2) * random);
}
