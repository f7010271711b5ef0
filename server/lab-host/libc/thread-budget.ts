import { callOnThread, setMaxAsyncCalls } from './libc.ts';
import { SystemError, type Result } from './result.ts';

/** This many pool threads are kept free of blocking calls, for closing NICs and for Node's own use. */
export const SPARE_POOL_THREADS = 8;

let maxBlockedCalls = 4;
let inFlight = 0;

/**
 * Sets how many socket calls may block at once, and starts libuv's pool. It must be called once, before any
 * other libc call, in a process that was started with `UV_THREADPOOL_SIZE` in its environment. Throws
 * `SystemError('thread-pool-too-small')` if the pool cannot hold that many blocked calls and {@link
 * SPARE_POOL_THREADS} more: a full pool would starve fs, dns and `import()`.
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
  // libuv starts its threads with the first work item, and a thread stays in the namespace of its creator.
  // Threads started inside a host would keep that host alive, so they are started here.
  await callOnThread('getpid');
}

/** Returns the number of calls that may block (connect, accept, send, recv) and have not returned. */
export function blockedCallsInFlight(): number {
  return inFlight;
}

/**
 * Each lab can always make this many calls: two programs block in two, and a threaded server needs a third.
 */
const CALLS_FOR_EACH = 3;
/**
 * A lab can make at most this many calls: ten clients, and a server with as many threads as a program may
 * have.
 */
const CALLS_FOR_ONE = 32;

const shares = new Set<CallShare>();

/**
 * One lab's share of the calls that may block. A lab never takes so many that another one has fewer than
 * three.
 */
export class CallShare {
  #inFlight = 0;

  constructor() {
    shares.add(this);
  }

  /** Says whether one more blocking call would be accepted. */
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

  /** Must be called when the lab has ended. */
  release(): void {
    shares.delete(this);
  }

  /** The number of calls that no other lab can make. */
  get kept(): number {
    return Math.max(CALLS_FOR_EACH, this.#inFlight);
  }
}

/** Returns the number of calls that are neither made nor kept for an existing lab. */
function callsFree(): number {
  let kept = 0;
  for (const share of shares) kept += share.kept;
  return maxBlockedCalls - Math.max(kept, inFlight);
}

/** Says whether there are enough calls for one more lab. */
export function callsForAnotherLab(): boolean {
  return callsFree() >= CALLS_FOR_EACH;
}

/**
 * Makes a call that may block, within the budget. Rejects with `SystemError('blocked-calls-full')` if the
 * budget is used up.
 */
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
