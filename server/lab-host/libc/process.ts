import { PR_SET_PDEATHSIG, SIGKILL } from './constants.ts';
import { callNow, libcIfLoaded } from './libc.ts';

/**
 * Ends the process at once by _exit(2), without exit handlers or flushing. `process.exit` would wait for ever
 * for pool threads that are blocked in a socket call.
 */
export function exitNow(code: number): never {
  libcIfLoaded()?.functions._exit(code);
  // Without the C library, no thread can be blocked in a socket call.
  process.exit(code);
}

/**
 * Has the kernel kill this process when its parent ends (prctl(2)). The closed channel says so too, but only to an
 * event loop that is free.
 */
export function endWithParent(): void {
  if (libcIfLoaded() !== undefined) callNow('prctl', PR_SET_PDEATHSIG, SIGKILL);
}
