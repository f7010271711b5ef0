/** `12 B`, `85 KiB`, `1.5 MiB`: binary units, as the kernel counts. */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KiB'] : [bytes / 1024 / 1024, 'MiB'];
  return `${value >= 10 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)} ${unit}`;
}

/** A length of time: `61 µs`, `1.3 ms`, `4.2 s`, `2 min 5 s`. */
export function durationText(micros: number): string {
  if (micros < 1000) return `${Math.round(micros)} µs`;
  if (micros < 10_000) return `${(micros / 1000).toFixed(1)} ms`;
  if (micros < 1_000_000) return `${Math.round(micros / 1000)} ms`;
  if (micros < 60_000_000) return `${(micros / 1_000_000).toFixed(1)} s`;
  const seconds = Math.round(micros / 1_000_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A moment of the ladder, in at most eight characters: `+61 µs`, `+11.2 s`, `+95 s`, `+9:05`, `+1:02:05`. */
export function momentText(micros: number): string {
  if (micros < 1) return '0';
  if (micros < 60_000_000) return `+${durationText(micros).replace(/^60.0 s$/, '60 s')}`;
  const seconds = Math.round(micros / 1_000_000);
  if (seconds < 100) return `+${seconds} s`;
  const two = (n: number): string => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours === 0 ? `+${minutes}:${two(seconds % 60)}` : `+${hours}:${two(minutes)}:${two(seconds % 60)}`;
}
