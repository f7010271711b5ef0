import { type ChildProcess, execFile, spawn } from 'node:child_process';
import type { NetworkChoice } from './messages.ts';
import { affordablePoolThreads } from './thread-limits.ts';
import { LIMITS } from '../../shared/limits.ts';

/** Three blocked calls a lab, and some to spare: fewer where the machine has no room for them. */
const POOL_THREADS = 3 * LIMITS.labs + 112;

/** util-linux: a user and a network namespace of its own, in which the caller is root; it then execs. */
const UNSHARE = ['--user', '--map-root-user', '--net', '--'];

/**
 * Why the lab host cannot have namespaces of its own, or null where it can: `not-installed` where there is
 * no unshare(1), else the errno by its name as far as its sentence gives it away. Found by trying.
 */
export function userNamespaceFailure(): Promise<string | null> {
  return new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: 'C' };
    execFile('unshare', [...UNSHARE, 'true'], { env, timeout: 5_000 }, (error, _, stderr) => {
      if (error === null) resolve(null);
      else resolve(error.code === 'ENOENT' ? 'not-installed' : errnoIn(stderr));
    });
  });
}

const SENTENCES: readonly (readonly [string, string])[] = [
  ['Operation not permitted', 'EPERM'],
  ['Permission denied', 'EACCES'],
  ['No space left on device', 'ENOSPC'],
  ['Invalid argument', 'EINVAL'],
  ['Too many users', 'EUSERS'],
  ['Function not implemented', 'ENOSYS'],
];

function errnoIn(stderr: string): string {
  return SENTENCES.find(([sentence]) => stderr.includes(sentence))?.[1] ?? 'unknown';
}

export interface SpawnOptions {
  /** The lab host's program, built for Node. */
  readonly script: string;
  readonly network: NetworkChoice;
  /** From `userNamespaceFailure`. */
  readonly noUserns: string | null;
}

/**
 * Starts a lab host. Its pid is Node's own, also through unshare, and its `ipc` channel speaks
 * lab-host/messages.ts. It is a process group of its own, so that Ctrl-C at the terminal reaches the
 * server only, which then ends it in order; it leaves by itself when the channel closes.
 */
export function spawnLabHost({ script, network, noUserns }: SpawnOptions): ChildProcess {
  const node = [script, `--network=${network}`];
  // The machine's own `lo` is not to be found in a namespace of one's own.
  const isolated = noUserns === null && network !== 'shared-loopback';
  if (noUserns !== null) node.push(`--no-userns=${noUserns}`);
  const [command, args] = isolated
    ? ['unshare', [...UNSHARE, process.execPath, ...node]]
    : [process.execPath, node];
  return spawn(command, args, {
    // Standard output belongs to whoever reads a trace from it.
    stdio: ['ignore', 2, 2, 'ipc'],
    serialization: 'advanced',
    detached: true,
    env: { UV_THREADPOOL_SIZE: String(affordablePoolThreads(POOL_THREADS)), ...process.env },
  });
}
