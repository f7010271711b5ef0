import { CLONE_NEWNET, O_RDONLY } from './constants.ts';
import { open } from './files.ts';
import { callNow } from './libc.ts';
import type { Result } from './result.ts';

/**
 * unshare(2). Moves the calling thread into a new network namespace. Fails with EPERM without CAP_SYS_ADMIN.
 */
export function unshareNetwork(): Result<number> {
  return callNow('unshare', CLONE_NEWNET);
}

/** setns(2). Moves the calling thread into the network namespace of `fd`. */
export function enterNetwork(fd: number): Result<number> {
  return callNow('setns', fd, CLONE_NEWNET);
}

/** Returns an fd of the calling thread's network namespace (namespaces(7)). It keeps the namespace alive. */
export function openCurrentNetwork(): Result<number> {
  return open('/proc/thread-self/ns/net', O_RDONLY);
}
