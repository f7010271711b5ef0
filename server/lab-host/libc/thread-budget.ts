import { callOnThread, setMaxAsyncCalls } from './libc.ts';
import { SystemError, type Result } from './result.ts';

/** Pool threads kept free of blocking calls, for closing NICs and for Node's own use. */
export const SPARE_POOL_THREADS = 8;

let maxBlockedCalls = 4;
let inFlight = 0;

/**
 * Sets how many socket calls may block at once, and starts libuv's pool. Call it once, before any
 * other libc call, with `UV_THREADPOOL_SIZE` in the environment since the process began.
 * Throws `SystemError('thread-pool-too-small')` where the pool cannot hold that many blocked calls
 * and {@link SPARE_POOL_THREADS} more: a full pool starves fs, dns and `import()`.
 */
export async function configureLibc(options: { maxBlockedCalls: number }): Promise<void> {
  const poolSize = Math.min(1024, Number(process.env['UV_THREADPOOL_SIZE'] ?? 4));
  if (options.maxBlockedCalls + SPARE_POOL_THREADS > poolSize) {
    throw new SystemError('thread-pool-too-small', {
      detail: `UV_THREADPOOL_SIZE is ${poolSize}; ${options.maxBlockedCalls} blocked calls need ${options.maxBlockedCalls + SPARE_POOL_THREADS}`,
    });
  }
  maxBlockedCalls = options.maxBlockedCalls;
  setMaxAsyncCalls(poolSize * 2);
  // libuv starts its threads with the first work item. A thread stays in the network namespace of
  // its creator, so start them at home: inside a host they would keep that host alive.
  await callOnThread('getpid');
}

/** Calls that may block (connect, accept, send, recv) and have not returned yet. */
export function blockedCallsInFlight(): number {
  return inFlight;
}

/** How many calls may block at once, and how many do. */
export function callCapacity(): { readonly limit: number; readonly inFlight: number } {
  return { limit: maxBlockedCalls, inFlight };
}

/** Whether one more blocking call would be accepted. */
export function canBlockAnotherCall(): boolean {
  return inFlight < maxBlockedCalls;
}

/** Runs a call that may block, within the budget; rejects with `SystemError('blocked-calls-full')` beyond it. */
export async function withinBudget<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
  if (!canBlockAnotherCall())
    throw new SystemError('blocked-calls-full', { detail: `limit ${maxBlockedCalls}` });
  inFlight += 1;
  try {
    return await call();
  } finally {
    inFlight -= 1;
  }
}
