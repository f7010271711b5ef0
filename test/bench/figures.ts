import { readFileSync } from 'node:fs';

/** Returns the middle figure. For an even number of figures it is the upper one of the two in the middle. */
export function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? Number.NaN;
}

/** `share` of the figures, such as 0.99, are below this one. */
export function percentile(figures: readonly number[], share: number): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length * share)] ?? Number.NaN;
}

/** Prints rows under a heading, with aligned columns. */
export function table(heading: string, rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, i) => Math.max(widest[i] ?? 0, cell.length)),
    [],
  );
  const lines = rows.map((row) =>
    `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd(),
  );
  return [heading, ...lines].join('\n');
}

/** A tick of proc(5) in ms, as Linux has had it for long (`getconf CLK_TCK`). */
const TICK_MS = 10;

/** Returns utime and stime in ms, and VmRSS in MB, of a process (proc(5)). */
export function usage(pid: number): { cpuMs: number; rssMb: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const rss = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  return { cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS, rssMb: rss / 1024 };
}
