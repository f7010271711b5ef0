import { readFileSync } from 'node:fs';

/** libuv's own bound on its pool (threadpool.c, MAX_THREADPOOL_SIZE). */
const LIBUV_MOST = 1024;

/** Threads left to the rest of the user or the container: V8's, the web server's, the shell's. */
const RESERVE = 64;

/**
 * How many pool threads a process may have here, at most `wanted`: libuv aborts the process when the
 * kernel refuses it a thread (RLIMIT_NPROC of getrlimit(2), pids.max of cgroups(7)). For
 * `UV_THREADPOOL_SIZE`, which must be in the environment before the process starts. At least 4.
 */
export function affordablePoolThreads(
  wanted: number,
  limits: readonly (number | undefined)[] = threadLimits(),
): number {
  const most = Math.min(LIBUV_MOST, wanted, ...limits.map((limit) => (limit ?? Infinity) - RESERVE));
  return Math.max(4, Math.floor(most));
}

/** What is still free under each limit of this process; undefined where there is none. Linux only. */
function threadLimits(): (number | undefined)[] {
  const nproc = /^Max processes\s+(\d+)/m.exec(text('/proc/self/limits'))?.[1];
  const group = /^0::(.*)$/m.exec(text('/proc/self/cgroup'))?.[1] ?? '/';
  // A container sees its own group as the root of the tree; a service is in a folder of it.
  const pids = [`/sys/fs/cgroup${group}`, '/sys/fs/cgroup', '/sys/fs/cgroup/pids'].map((folder) => {
    const max = number(text(`${folder}/pids.max`));
    return max === undefined ? undefined : max - (number(text(`${folder}/pids.current`)) ?? 0);
  });
  return [number(nproc ?? ''), ...pids];
}

function number(value: string): number | undefined {
  return /^\d+$/.test(value.trim()) ? Number(value) : undefined;
}

function text(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
