import { READINESS, type Readiness } from '../../../shared/programs/socket-vocabulary.ts';
import { errnoOf } from './errno.ts';
import { addressOf } from './files.ts';
import { callNow, callOnThread } from './libc.ts';
import type { Result } from './result.ts';
import { withinBudget } from './thread-budget.ts';

/*
 * Calls that wait for time to pass. No file's end wakes them, so that a signal has to
 * (`interruptThread`). /proc shows the address of their argument, by which a waiting call is recognised.
 */

/** A call that is ready to be made, and the address of the memory that it will be given. */
export interface Prepared<T> {
  readonly address: number;
  readonly make: () => Promise<Result<T>>;
}

const CLOCK_MONOTONIC = 1;
const TIMER_ABSTIME = 1;

/** The time of CLOCK_MONOTONIC in ns. */
export const monotonicNanos = (): bigint => process.hrtime.bigint();

/** clock_nanosleep(2) until a time of CLOCK_MONOTONIC, as CPython sleeps (Modules/timemodule.c, `pysleep`). */
export function sleepUntil(nanos: bigint): Prepared<number> {
  const time = Buffer.alloc(16);
  time.writeBigInt64LE(nanos / 1_000_000_000n, 0);
  time.writeBigInt64LE(nanos % 1_000_000_000n, 8);
  return {
    address: Number(addressOf(time)),
    make: () =>
      withinBudget(async () => {
        // Unlike other calls, it returns the errno.
        const result = await callOnThread('clock_nanosleep', CLOCK_MONOTONIC, TIMER_ABSTIME, time, null);
        return result.ok && result.value !== 0 ? { ok: false, errno: result.value } : result;
      }),
  };
}

const EVENTS = { in: 0x1, out: 0x4, connected: 0x4 | 0x8 } as const;

/** poll(2) of one file. An interrupted call is made again for what is left of the time. */
export function pollFor(fd: number, events: keyof typeof EVENTS, milliseconds: number): Prepared<number> {
  const file = Buffer.alloc(8);
  file.writeInt32LE(fd, 0);
  file.writeInt16LE(EVENTS[events], 4);
  const end = performance.now() + milliseconds;
  let next = milliseconds;
  return {
    address: Number(addressOf(file)),
    make: () =>
      withinBudget(async () => {
        const result = await callOnThread('poll', file, 1, next);
        next = Math.max(0, Math.ceil(end - performance.now()));
        return result;
      }),
  };
}

/** The numbers of the files in each of select()'s three sets. */
export type FileSets = Readonly<Record<Readiness, readonly number[]>>;

/**
 * pselect(2), which glibc makes of select(2), too. `isReady` reads the sets once it
 * has returned; the kernel has cleared them if the time was over. The kernel reads as much
 * of a set as the greatest number needs, also beyond C's FD_SETSIZE. An interrupted call is made again for what is left
 * of the time; null is no bound.
 */
export function selectFor(
  files: FileSets,
  nanos: bigint | null,
): { readonly prepared: Prepared<number>; readonly isReady: (how: Readiness, fd: number) => boolean } {
  const highest = Math.max(-1, ...READINESS.flatMap((how) => files[how]));
  const words = Math.max(1, Math.ceil((highest + 1) / 64));
  const sets = Object.fromEntries(READINESS.map((how) => [how, Buffer.alloc(8 * words)])) as Record<
    Readiness,
    Buffer
  >;
  const deadline = nanos === null ? null : monotonicNanos() + nanos;
  const time = Buffer.alloc(16);
  let next = nanos ?? 0n;
  const make = (): Promise<Result<number>> =>
    withinBudget(async () => {
      for (const how of READINESS) {
        sets[how].fill(0);
        for (const fd of files[how]) sets[how][fd >> 3]! |= 1 << (fd & 7);
      }
      time.writeBigInt64LE(next / 1_000_000_000n, 0);
      time.writeBigInt64LE(next % 1_000_000_000n, 8);
      const { read, write, urgent } = sets;
      const bound = deadline === null ? null : time;
      const result = await callOnThread('pselect', highest + 1, read, write, urgent, bound, null);
      const left = (deadline ?? 0n) - monotonicNanos();
      next = left > 0n ? left : 0n;
      return result;
    });
  return {
    prepared: { address: Number(addressOf(sets.read)), make },
    isReady: (how, fd) => ((sets[how][fd >> 3] ?? 0) & (1 << (fd & 7))) !== 0,
  };
}

export const isInterrupted = (result: Result<unknown>): boolean =>
  !result.ok && errnoOf(result.errno).name === 'EINTR';

/** The number of tgkill(2), for which not every C library has a function. */
const TGKILL: Partial<Record<string, number>> = { x64: 234, arm64: 131 };
/** A signal that a process ignores unless it asks for it, and that nothing else here uses. */
const SIGNAL = 'SIGURG';
const SIGURG = 23;
let isCaught = false;

/** Ends a waiting call of a thread of this process with EINTR. Calls on sockets go on (signal(7), SA_RESTART). */
export function interruptThread(tid: number): void {
  const number = TGKILL[process.arch];
  if (number === undefined) return;
  // A signal that is ignored interrupts nothing.
  if (!isCaught) process.on(SIGNAL, () => {});
  isCaught = true;
  callNow('syscall', number, process.pid, tid, SIGURG);
}
