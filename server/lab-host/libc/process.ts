import { libcIfLoaded } from './libc.ts';

/**
 * Ends the process at once by _exit(2), without exit handlers or flushing. `process.exit` would wait for ever
 * for pool threads that are blocked in a socket call.
 */
export function exitNow(code: number): never {
  libcIfLoaded()?.functions._exit(code);
  // Without the C library, no thread can be blocked in a socket call.
  process.exit(code);
}
