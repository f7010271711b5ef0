import { libcIfLoaded } from './libc.ts';

/**
 * Ends the process at once by `_exit` (_exit(2)): no exit handlers, nothing flushed.
 * `process.exit` would wait for ever for pool threads that are blocked in a socket call.
 */
export function exitNow(code: number): never {
  libcIfLoaded()?.functions._exit(code);
  // Without the C library no thread of ours can be blocked.
  process.exit(code);
}
