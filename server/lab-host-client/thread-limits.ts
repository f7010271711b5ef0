import { readFileSync } from 'node:fs';

/** libuv's own bound on its pool (threadpool.c, MAX_THREADPOOL_SIZE). */
const LIBUV_MOST = 1024;

/** This many threads are left for the rest of the user or the container: V8, the web server, the shell. */
const RESERVE = 64;

/**
 * Returns how many pool threads a process may have here, from 4 to `wanted`. libuv aborts the process if the
 * kernel refuses it a thread (RLIMIT_NPROC of getrlimit(2), pids.max of cgroups(7)). The result is for
 * `UV_THREADPOOL_SIZE`, which must be in the environment before the process starts. `share` processes share
 * what is free.
 */
export function affordablePoolThreads(
  wanted: number,
  share = 1,
  limits: readonly (number | undefined)[] = threadLimits(),
): number {
  const most = Math.min(
    LIBUV_MOST,
    wanted,
    ...limits.map((limit) => ((limit ?? Infinity) - RESERVE) / share),
  );
  return Math.max(4, Math.floor(most));
}

/**
 * Returns what is still free under each limit of this process, or undefined if there is no such limit. Linux
 * only.
 */
function threadLimits(): (number | undefined)[] {
  const nproc = /^Max processes\s+(\d+)/m.exec(text('/proc/self/limits'))?.[1];
  const group = /^0::(.*)$/m.exec(text('/proc/self/cgroup'))?.[1] ?? '/';
  // A container sees its own cgroup as the root of the tree; a service sees its cgroup in a folder below the
  // root.
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
