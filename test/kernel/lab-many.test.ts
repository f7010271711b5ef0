import { describe, expect, test } from 'vitest';
import type { EventOf, LabEvent, LabEventType } from '../../shared/log/events.ts';
import { experiment } from '../support/experiment.ts';
import { lacks } from '../support/machine.ts';
import { checkLog } from '../support/log-checks.ts';

const missing = lacks('two-hosts', 'many clients and threads on the real kernel');

function ofType<T extends LabEventType>(events: readonly LabEvent[], type: T): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

function expectLawful(events: readonly LabEvent[]): void {
  expect(checkLog(events).faults).toEqual([]);
}

describe.skipIf(missing !== undefined)('many clients', () => {
  test.each(['tenOnThreads', 'tenOnOneThread'] as const)(
    '[PROG2] %s: all ten are served',
    async (scenario) => {
      const { events, ended } = await experiment(scenario);
      expect(ended).toBe(10);
      const ports = ofType(events, 'call-returned').flatMap(({ result }) =>
        result.ok && result.fd !== undefined && result.ends ? [result.ends.remote.port] : [],
      );
      expect(new Set(ports).size).toBe(10);
      const threads = ofType(events, 'thread-started').filter(({ by }) => by === 'server/main');
      expect(threads).toHaveLength(scenario === 'tenOnThreads' ? 10 : 0);
      expectLawful(events);
    },
  );

  test('a silent first client holds up the second on one thread, and not on many', async () => {
    const one = await experiment('silentFirstSingle');
    const many = await experiment('silentFirstThreaded');
    expect([one.served, many.served]).toEqual([false, true]);
    // The page names the starved thread: the second client is connected and waits behind the first.
    expect(one.hungry).toEqual(['client2/main behind client/main']);
    expect(many.hungry).toEqual([]);
    expectLawful(one.events);
    expectLawful(many.events);
  });

  test('a client that is killed gives its server b’’, and nobody else anything', async () => {
    const { events, ended } = await experiment('clientKilled');
    expect(ended).toBe('stopped');
    expect(ofType(events, 'program-removed').map(({ program }) => program)).toEqual(['client2']);
    expectLawful(events);
  });

  test.each([0, 1, 2] as const)(
    '[OBS6] listen(%i) and five clients: one more than it says gets in',
    async (backlog) => {
      const { events, states, queue } = await experiment(`backlog${backlog}`);
      expect(states.filter((state) => state === 'ESTABLISHED')).toHaveLength(backlog + 1);
      expect(states.filter((state) => state === 'SYN_SENT')).toHaveLength(4 - backlog);
      expect(queue).toEqual([backlog + 1, backlog]);
      // The server's kernel dropped and counted the SYNs of the clients that did not get in.
      const dropped = ofType(events, 'listen-overflow').reduce((sum, event) => sum + event.dropped, 0);
      expect(dropped).toBeGreaterThanOrEqual(4 - backlog);
      expectLawful(events);
    },
  );
});

describe.skipIf(missing !== undefined)('a deadlock', () => {
  test('of two ends that both send more than the buffers hold is found and named', async () => {
    const { events, cycle, before } = await experiment('bothSend');
    expect(before).toEqual([]);
    expect(cycle.toSorted()).toEqual(['client/main send server/main', 'server/main send client/main']);
    expectLawful(events);
  });
});

describe.skipIf(missing !== undefined)('threads', () => {
  test('two in accept on one listener: one wakes, and the lab rests with the other asleep', async () => {
    const { events, waiting } = await experiment('twinsAccept');
    expect(waiting).toEqual([2, 1, 0]);
    expectLawful(events);
  });

  test('[PROG5] one that raises ends with its exception; the others go on', async () => {
    const { events, statuses } = await experiment('threadRaises');
    expect(statuses).toEqual(['main blocked', 'Thread-1 (handle) failed', 'Thread-2 (handle) ended']);
    const [traceback] = ofType(events, 'output').filter(({ text }) => text.startsWith('Exception in thread'));
    expect(traceback?.text).toContain("AttributeError: 'bytes' object has no attribute 'encode'");
    expectLawful(events);
  });

  test('[PROG4] join waits for the thread; a daemon ends with its program', async () => {
    const { events } = await experiment('joinAndDaemon');
    expect(ofType(events, 'thread-joins')).toHaveLength(1);
    const printed = ofType(events, 'output').filter(({ program }) => program === 'server');
    expect(printed.map(({ text }) => text)).toEqual(['hello', 'joined']);
    expect(ofType(events, 'thread-ended').filter(({ cutOff }) => cutOff === true)).toMatchObject([
      { thread: 'server/Thread-1 (wait)' },
    ]);
    expect(ofType(events, 'program-ended').find(({ program }) => program === 'server')?.cause).toBe(
      'finished',
    );
    expectLawful(events);
  });
});

describe.skipIf(missing !== undefined)('labs side by side', () => {
  test('neither see each other’s listeners or segments, nor end with each other', async () => {
    const { errno, ports, logs } = await experiment('sideBySide');
    expect(errno).toBe(111);
    // Each lab has the same addresses and the same well-known port, and sees only its own client port.
    expect(ports.quiet).toHaveLength(2);
    expect(ports.served).toHaveLength(2);
    expect(ports.quiet).toContain(8080);
    for (const log of logs) expectLawful(log);
  });
});
