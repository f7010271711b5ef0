import { readdirSync, readFileSync } from 'node:fs';
import type { NetworkInfo } from '../../shared/protocol/server-messages.ts';
import { callsForAnotherLab } from './libc/thread-budget.ts';
import { SystemError } from './libc/result.ts';

/**
 * This many files must be free for a further lab: namespaces, NICs and netlink sockets. A new lab was counted
 * to have 8, and 12 in the middle of L1; ten clients need more.
 */
const FILES_PER_LAB = 32;
/** All labs share this many namespaces (hosts/network-namespace.ts). */
const COMMON_NAMESPACES = 2;

export type Lacking = 'threads' | 'files' | 'namespaces' | 'memory';

/**
 * Returns what a further lab would lack: `threads` for calls that block, `files` (RLIMIT_NOFILE of
 * getrlimit(2)) or `namespaces` (user.max_net_namespaces of namespaces(7)); null if there seems to be enough.
 * It must be asked before a lab is made, because running out harms every lab there is.
 */
export function lackingFor(labs: number, { grade, isolated }: NetworkInfo): Lacking | null {
  if (!callsForAnotherLab()) return 'threads';
  if (openFilesLimit() - openFiles() < FILES_PER_LAB) return 'files';
  if (!isolated) return null;
  const hosts = grade === 'two-hosts' ? 2 : 1;
  return hosts * (labs + 1) + COMMON_NAMESPACES > namespacesLimit() ? 'namespaces' : null;
}

/**
 * The resource that each errno says is exhausted. The limits of the user namespaces above this one cannot be
 * read.
 */
const EXHAUSTED: Readonly<Record<string, Lacking>> = {
  ENOSPC: 'namespaces',
  EUSERS: 'namespaces',
  EMFILE: 'files',
  ENFILE: 'files',
  ENOMEM: 'memory',
  ENOBUFS: 'memory',
};

/** Returns what ran out while a lab was being made, or null if it failed for another reason. */
export function lackingBy(error: unknown): Lacking | null {
  return error instanceof SystemError ? (EXHAUSTED[error.errnoName ?? ''] ?? null) : null;
}

function openFilesLimit(): number {
  const soft = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  return soft === undefined ? Infinity : Number(soft);
}

function openFiles(): number {
  return readdirSync('/proc/self/fd').length;
}

function namespacesLimit(): number {
  try {
    return Number(readFileSync('/proc/sys/user/max_net_namespaces', 'utf8'));
  } catch {
    return Infinity;
  }
}
