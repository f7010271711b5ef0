import { expect, test } from 'vitest';
import { type CallSite, SystemCalls } from '../../../../server/lab-host/programs/system-calls.ts';
import type { Watched } from '../../../../server/lab-host/observe/blocked-watch.ts';

/** Returns what is shut down when a poll() on file 7 is to end, as far as the kernel has shown its thread. */
async function shutDown(seen: Pick<Watched, 'reported' | 'tid'>): Promise<readonly number[]> {
  const shut: number[] = [];
  const site = {
    log: { append: () => {} },
    watch: { begin: () => seen, end: () => {} },
    share: { mayBlock: true, hold: (run: () => Promise<unknown>) => run() },
    closing: { begin: () => {}, end: () => {}, interrupt: (realFd: number) => shut.push(realFd) },
    nextCall: () => 1,
    line: () => 1,
    isStopped: () => true,
    onWaited: () => {},
  } as unknown as CallSite;
  const calls = new SystemCalls(site);
  const make = (): Promise<{ ok: true; value: number }> => {
    calls.interrupt();
    return Promise.resolve({ ok: true, value: 0 });
  };
  await calls.blockInterruptibly('poll', { name: 'poll', fd: 3 }, () => ({ address: 0, make }), [7]);
  return shut;
}

test('[PROG5] a call whose thread is not found yet is not ended by shutdown(2), but once it is found', async () => {
  expect(await shutDown({ reported: false, tid: null })).toEqual([]);
});

test('[PROG5] a call whose thread the kernel does not show is ended by shutdown(2)', async () => {
  expect(await shutDown({ reported: true, tid: null })).toEqual([7]);
});
