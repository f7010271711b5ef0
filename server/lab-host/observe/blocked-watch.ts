import { createBlockedProbe, type BlockedProbe, type BlockingCall } from '../kernel/blocked-probe.ts';

/**
 * If the kernel does not show what its threads do, a call that has not returned after this long counts as
 * blocked.
 */
const UNOBSERVED_AFTER_MS = 50;
const FIRST_LOOK_MS = 1;
const SLOWEST_LOOK_MS = 20;
/**
 * Looks at /proc take at most this share of the time: a look at 700 threads takes 3 ms, and calls may come
 * each ms. A pause is bounded all the same, because the first look opens a file for each thread and would
 * cause a noticeable one.
 */
const MOST_OF_THE_TIME = 0.02;
const LONGEST_PAUSE_MS = 50;

/** A call in progress. */
export interface Watched {
  /** The lab host's own fd, or the address of what the call was given (kernel/blocked-probe.ts). */
  readonly argument: number;
  readonly call: BlockingCall;
  readonly since: number;
  /** `tid` is null if the kernel does not say. */
  readonly onBlocked: (tid: number | null) => void;
  reported: boolean;
  /**
   * The thread that was seen asleep in this call; a call stays with its thread until it returns. If two
   * threads are in the same call with the same argument, it may be the other one.
   */
  tid: number | null;
}

/**
 * Finds out which calls in progress have put their threads to sleep. One look at /proc serves all labs of the
 * process, and no look is made while every call is known to sleep.
 */
export class BlockedWatch {
  readonly #probe: BlockedProbe = createBlockedProbe();
  readonly #watched = new Set<Watched>();
  #timer: NodeJS.Timeout | null = null;
  #delayMs = FIRST_LOOK_MS;
  /** The earliest time of the next look, on the clock of performance.now(). */
  #notBefore = 0;

  /** Watches a call until {@link end}, which must be called when the call has returned. */
  begin(argument: number, call: BlockingCall, onBlocked: Watched['onBlocked']): Watched {
    const watched: Watched = { argument, call, onBlocked, since: Date.now(), reported: false, tid: null };
    this.#watched.add(watched);
    this.#delayMs = FIRST_LOOK_MS;
    this.#schedule();
    return watched;
  }

  end(watched: Watched): void {
    this.#watched.delete(watched);
  }

  /** Looks again, and says whether all of these calls sleep now. */
  allAsleep(calls: readonly Watched[]): boolean {
    if (calls.some(({ reported }) => !reported)) return false;
    if (!this.#probe.available) return true;
    const sleepsThere = ({ tid, call, argument }: Watched): boolean =>
      tid !== null && this.#probe.isBlocked({ tid, call, argument });
    const threads = new Set(calls.map(({ tid }) => tid));
    if (threads.size === calls.length && calls.every(sleepsThere)) return true;
    // Two threads in the same call with the same argument cannot be told apart, so that they are counted.
    const asleep = this.#probe.blockedCalls();
    const among = <T>(all: readonly T[], is: (one: T) => boolean): number => all.filter(is).length;
    return calls.every(
      ({ call, argument }) =>
        among(asleep, (one) => one.argument === argument && one.call === call) >=
        among(calls, (one) => one.argument === argument && one.call === call),
    );
  }

  #schedule(): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        this.#look();
      },
      Math.max(this.#delayMs, this.#notBefore - performance.now()),
    );
  }

  #look(): void {
    const open = [...this.#watched].filter((watched) => !watched.reported);
    if (open.length === 0) return;
    const beganAt = performance.now();
    const known = new Set<number>();
    for (const { tid } of this.#watched) if (tid !== null) known.add(tid);
    const asleep = this.#probe.blockedCalls(known);
    const endedAt = performance.now();
    this.#notBefore = endedAt + Math.min(LONGEST_PAUSE_MS, (endedAt - beganAt) / MOST_OF_THE_TIME);
    for (const watched of open) {
      const at = asleep.findIndex(
        ({ argument, call }) => argument === watched.argument && call === watched.call,
      );
      // Two calls of the same kind with the same argument get a thread each.
      const [found] = at < 0 ? [] : asleep.splice(at, 1);
      if (found !== undefined) this.#report(watched, found.tid);
      else if (!this.#probe.available && Date.now() - watched.since >= UNOBSERVED_AFTER_MS)
        this.#report(watched, null);
    }
    this.#delayMs = Math.min(this.#delayMs * 2, SLOWEST_LOOK_MS);
    this.#schedule();
  }

  #report(watched: Watched, tid: number | null): void {
    watched.reported = true;
    watched.tid = tid;
    watched.onBlocked(tid);
  }
}
