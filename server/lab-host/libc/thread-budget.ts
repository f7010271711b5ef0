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

/** Calls that each lab can always make: two programs block in two, one with a threaded server in three. */
const CALLS_FOR_EACH = 3;
/** And the most that one lab has: ten clients, a server of so many threads as a program may have, and its main. */
const CALLS_FOR_ONE = 32;

const shares = new Set<CallShare>();

/** What one lab has of the calls that may block: never so many that another has less than its own three. */
export class CallShare {
  #inFlight = 0;

  constructor() {
    shares.add(this);
  }

  /** Whether one more blocking call would be accepted. */
  get mayBlock(): boolean {
    if (this.#inFlight < CALLS_FOR_EACH) return inFlight < maxBlockedCalls;
    if (this.#inFlight >= CALLS_FOR_ONE) return false;
    return callsFree() > 0;
  }

  async hold<T>(call: () => Promise<T>): Promise<T> {
    this.#inFlight += 1;
    try {
      return await call();
    } finally {
      this.#inFlight -= 1;
    }
  }

  /** The lab is no more. */
  release(): void {
    shares.delete(this);
  }

  /** Calls that nobody else can have. */
  get kept(): number {
    return Math.max(CALLS_FOR_EACH, this.#inFlight);
  }
}

/** Calls that are nobody's: neither made, nor kept for a lab there is. */
function callsFree(): number {
  let kept = 0;
  for (const share of shares) kept += share.kept;
  return maxBlockedCalls - Math.max(kept, inFlight);
}

/** Whether one more lab would have its calls. */
export function callsForAnotherLab(): boolean {
  return callsFree() >= CALLS_FOR_EACH;
}

/** Runs a call that may block, within the budget; rejects with `SystemError('blocked-calls-full')` beyond it. */
export async function withinBudget<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
  if (inFlight >= maxBlockedCalls)
    throw new SystemError('blocked-calls-full', { detail: `limit ${maxBlockedCalls}` });
  inFlight += 1;
  try {
    return await call();
  } finally {
    inFlight -= 1;
  }
}
