import { type ChildProcess, execFile, spawn } from 'node:child_process';
import type { NetworkChoice } from './messages.ts';
import { affordablePoolThreads } from './thread-limits.ts';
import { LIMITS } from '../../shared/limits.ts';

/** Each lab needs three blocked calls, and a lab host has some to spare. */
const CALLS_OF_A_LAB = 3;
const SPARE_CALLS = 112;

/**
 * unshare(1) of util-linux makes a user and a network namespace, in which the caller is root, and then
 * executes Node.
 */
const UNSHARE = ['--user', '--map-root-user', '--net', '--'];

/**
 * Finds out by trying why the lab host cannot have its own namespaces. Resolves with null if it can, with
 * `not-installed` if unshare(1) is missing, and otherwise with the name of the errno that unshare(1) reports.
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
  /** The path of the lab host's program, as built for Node. */
  readonly script: string;
  readonly network: NetworkChoice;
  /** The number of lab hosts that share the labs and what the machine affords. */
  readonly share: number;
  /** The result of `userNamespaceFailure`. */
  readonly noUserns: string | null;
}

/**
 * Starts a lab host. Its pid is the pid of Node even through unshare(1), which executes Node in place; its
 * `ipc` channel carries the messages of messages.ts. It has its own process group, so that Ctrl-C in the
 * terminal reaches only the server, which then ends the lab host in order. The lab host ends by itself when
 * the channel closes.
 */
export function spawnLabHost({ script, network, share, noUserns }: SpawnOptions): ChildProcess {
  const node = [script, `--network=${network}`];
  // The machine's own `lo` cannot be reached from a private namespace.
  const isolated = noUserns === null && network !== 'shared-loopback';
  if (noUserns !== null) node.push(`--no-userns=${noUserns}`);
  const [command, args] = isolated
    ? ['unshare', [...UNSHARE, process.execPath, ...node]]
    : [process.execPath, node];
  const threads = affordablePoolThreads(CALLS_OF_A_LAB * Math.ceil(LIMITS.labs / share) + SPARE_CALLS, share);
  return spawn(command, args, {
    // Standard output is reserved for the trace that a command prints.
    stdio: ['ignore', 2, 2, 'ipc'],
    serialization: 'advanced',
    detached: true,
    env: { UV_THREADPOOL_SIZE: String(threads), ...process.env },
  });
}
