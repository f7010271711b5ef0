import { readdirSync, readFileSync } from 'node:fs';
import type { NetworkInfo } from '../../shared/protocol/server-messages.ts';
import { callsForAnotherLab } from './libc/thread-budget.ts';
import { SystemError } from './libc/result.ts';

/** Namespaces, NICs, netlink sockets: 8 were counted for a new lab, 12 in the middle of L1; more with ten clients. */
const FILES_PER_LAB = 32;
/** Namespaces that all labs have in common (hosts/network-namespace.ts). */
const COMMON_NAMESPACES = 2;

export type Lacking = 'threads' | 'files' | 'namespaces' | 'memory';

/**
 * What a further lab would lack: `threads` for calls that block, `files` (RLIMIT_NOFILE of getrlimit(2)),
 * `namespaces` (user.max_net_namespaces of namespaces(7)); null where there is enough, as far as one can see.
 * Asked before a lab is made, since running out harms every lab there is.
 */
export function lackingFor(labs: number, { grade, isolated }: NetworkInfo): Lacking | null {
  if (!callsForAnotherLab()) return 'threads';
  if (openFilesLimit() - openFiles() < FILES_PER_LAB) return 'files';
  if (!isolated) return null;
  const hosts = grade === 'two-hosts' ? 2 : 1;
  return hosts * (labs + 1) + COMMON_NAMESPACES > namespacesLimit() ? 'namespaces' : null;
}

/** What errno says that there is no more of. The limits of the user namespaces above this one cannot be read. */
const EXHAUSTED: Readonly<Record<string, Lacking>> = {
  ENOSPC: 'namespaces',
  EUSERS: 'namespaces',
  EMFILE: 'files',
  ENFILE: 'files',
  ENOMEM: 'memory',
  ENOBUFS: 'memory',
};

/** What ran out while a lab was being made, or null where it failed for another reason. */
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
