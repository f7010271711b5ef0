import { readdirSync, readFileSync } from 'node:fs';
import { callCapacity } from './libc/thread-budget.ts';

/** A lab with two programs blocks in two calls, one with a threaded server in three. */
const CALLS_PER_LAB = 3;
/** Namespaces, NICs, netlink sockets: 8 were counted for a new lab, 12 in the middle of L1; more with ten clients. */
const FILES_PER_LAB = 32;

/**
 * What a further lab would lack: `threads` for calls that block, or `files` (RLIMIT_NOFILE of getrlimit(2));
 * null where there is enough. Asked before a lab is made, since running out harms every lab there is.
 */
export function lackingFor(labs: number): 'threads' | 'files' | null {
  const { limit, inFlight } = callCapacity();
  if (limit - Math.max(inFlight, CALLS_PER_LAB * labs) < CALLS_PER_LAB) return 'threads';
  return openFilesLimit() - openFiles() < FILES_PER_LAB ? 'files' : null;
}

function openFilesLimit(): number {
  const soft = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  return soft === undefined ? Infinity : Number(soft);
}

function openFiles(): number {
  return readdirSync('/proc/self/fd').length;
}
