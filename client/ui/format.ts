/** `0.188 ms`, `9412.007 ms`, `73.412 s`: a moment of the log, from its µs. */
export function formatMoment(micros: number): string {
  return micros < 10_000_000 ? `${(micros / 1000).toFixed(3)} ms` : `${(micros / 1_000_000).toFixed(3)} s`;
}

/** `139 µs`, `4.2 ms`, `3.2 s`: a span between two events. */
export function formatSpan(micros: number): string {
  if (micros < 1000) return `${Math.round(micros)} µs`;
  if (micros < 1_000_000) return `${Number((micros / 1000).toPrecision(2))} ms`;
  return `${(micros / 1_000_000).toFixed(1)} s`;
}

/** `3600×`, `1.5×`. */
export function formatTimes(factor: number): string {
  return `${factor >= 10 ? Math.round(Number(factor.toPrecision(2))) : Number(factor.toPrecision(2))}×`;
}

/** ¼, ½, 1, 2, 4. */
export function formatSpeed(speed: number): string {
  return `${speed === 0.25 ? '¼' : speed === 0.5 ? '½' : speed}×`;
}
