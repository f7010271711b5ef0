import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Counts of what processes hold. */
export interface Resources {
  readonly files: number;
  readonly threads: number;
  readonly namespaces: number;
  readonly tuns: number;
  readonly rssMb: number;
}

/** Returns what these processes hold together (proc(5)). */
export function resourcesOf(pids: readonly number[]): Resources {
  const all = pids.map((pid) => {
    const files = readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`));
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return {
      // A lab host looks at each of its threads through a file, and opens these little by little.
      files: files.filter((name) => !name.startsWith('/proc/')).length,
      threads: field('Threads'),
      namespaces: files.filter((name) => name.startsWith('net:')).length,
      tuns: files.filter((name) => name === '/dev/net/tun').length,
      rssMb: field('VmRSS') / 1024,
    };
  });
  const sum = (name: keyof Resources): number => all.reduce((total, one) => total + one[name], 0);
  return {
    files: sum('files'),
    threads: sum('threads'),
    namespaces: sum('namespaces'),
    tuns: sum('tuns'),
    rssMb: sum('rssMb'),
  };
}

/** A file may be closed between two looks. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/**
 * Fits a line to equally spaced figures. Returns by how much it grows from the first to the last, and the least growth
 * that their scatter leaves possible (three standard errors of the slope).
 */
export function growth(figures: readonly number[]): { readonly fitted: number; readonly least: number } {
  const n = figures.length;
  const middle = (n - 1) / 2;
  const mean = figures.reduce((sum, y) => sum + y, 0) / n;
  const spread = figures.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
  const slope = figures.reduce((sum, y, i) => sum + (i - middle) * (y - mean), 0) / spread;
  const squares = figures.reduce((sum, y, i) => sum + (y - mean - slope * (i - middle)) ** 2, 0);
  const error = Math.sqrt(squares / Math.max(1, n - 2) / spread);
  return { fitted: slope * (n - 1), least: (slope - 3 * error) * (n - 1) };
}
