const TENTH = 100_000;
const SECOND = 1_000_000;
/** A timer's tenths are shown while they matter, because the page is painted for each. */
const SHOWS_TENTHS_BELOW = 10 * SECOND;

/** A running timer of so many µs: `4.2 s`, `42 s`, `2:05 min`, or `2:05` where there is little room. */
export function timerText(micros: number, compact = false): string {
  if (micros < SHOWS_TENTHS_BELOW) return `${(Math.max(0, micros) / SECOND).toFixed(1)} s`;
  const seconds = Math.floor(micros / SECOND);
  if (seconds < 60) return `${seconds} s`;
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return compact ? time : `${time} min`;
}

/** The time at which the text of a timer since or until `of` last changed, as of `now`, µs. */
export function shownTime(now: number, of: number): number {
  const step = Math.abs(now - of) < SHOWS_TENTHS_BELOW ? TENTH : SECOND;
  return of + Math.floor((now - of) / step) * step;
}
