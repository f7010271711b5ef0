import { LIMITS } from '../../../shared/limits.ts';
import { monotonicNanos, sleepUntil } from '../libc/waits.ts';
import { raise } from '../python/exceptions.ts';
import { nanosFrom } from '../python/seconds.ts';
import type { Value } from '../python/values.ts';
import type { SystemCalls } from './system-calls.ts';

/** Does `time.sleep(seconds)` (Modules/timemodule.c). */
export async function sleep(calls: SystemCalls, seconds: Value): Promise<void> {
  const nanos = nanosFrom(seconds);
  if (nanos < 0n) return raise('ValueError', 'sleep length must be non-negative');
  const waitMicros = boundedMicros(nanos, 'sleep');
  const { call, result } = await calls.blockInterruptibly('sleep', { name: 'sleep', waitMicros }, () =>
    sleepUntil(monotonicNanos() + nanos),
  );
  calls.leave(call, result);
}

/** Returns a time to wait in µs, as events carry it. */
export function boundedMicros(nanos: bigint, what: string): number {
  if (nanos > BigInt(LIMITS.waitSeconds) * 1_000_000_000n)
    return raise('LabRefusal', `${what}: a lab waits for at most ${LIMITS.waitSeconds} s`);
  return Math.ceil(Number(nanos) / 1000);
}
