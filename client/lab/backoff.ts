const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * How long to wait before trying again, ms: doubling from half a second to ten, with the upper half drawn
 * by lot (`random` in 0…1), so that a class whose server restarted does not come back in one instant.
 */
export function retryDelayMs(attempt: number, random: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(whole / 2 + (whole / 2) * random);
}
