import { describe, expect, test } from 'vitest';
import { threadBadge } from '../../client/stage/model/thread-badge.ts';
import { inputOf, waitsOf } from '../../shared/model/waits.ts';
import type { EventOf, LabEvent, LabEventType } from '../../shared/log/events.ts';
import { experiment } from '../support/experiment.ts';
import { checkLog, timelineOf } from '../support/log-checks.ts';
import { checkSentences } from '../support/claims/told-sentences.ts';
import { freePort, isListening, type Outcome, outcomesOf, Script } from '../support/python-outcomes.ts';
import { eventually } from '../support/server-process.ts';
import {
  optionsAndFlags,
  selects,
  selectsClosed,
  shortWays,
  timeoutClosed,
  timeoutsKept,
  timeoutsMissed,
  type TimedPrograms,
  unnamed,
} from '../support/timed-programs.ts';
import { lacks } from '../support/machine.ts';

const noPython = lacks('python3', 'programs with timeouts compared with python3');
const missing = lacks('two-hosts', 'waits that end by themselves');

function ofType<T extends LabEventType>(events: readonly LabEvent[], type: T): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

const printed = (events: readonly LabEvent[]): string[] => ofType(events, 'output').map(({ text }) => text);

describe.skipIf(missing !== undefined)('time.sleep()', () => {
  test('[EVENT4] puts its thread to sleep in the kernel until the time is over', async () => {
    const { asleep } = await experiment('sleeps');
    const { state } = timelineOf(asleep);
    expect(printed(asleep)).toEqual(['1']);
    expect(state.threads['client/main']?.status).toBe('blocked');
    expect(ofType(asleep, 'call-blocked').at(-1)).toMatchObject({
      source: 'kernel',
      kernelCall: 'clock_nanosleep',
    });
    const [call] = Object.values(state.calls);
    expect(call).toMatchObject({ name: 'sleep', waitMicros: 3600_000_000 });
    expect(waitsOf(state)).toEqual([
      { for: 'timeout', thread: 'client/main', call: 'sleep', dueAt: (call?.at ?? 0) + 3600_000_000 },
    ]);
    const [short] = ofType(asleep, 'call-entered');
    const back = ofType(asleep, 'call-returned').find((event) => event.call === short?.call);
    expect((back?.at ?? 0) - (short?.at ?? 0)).toBeGreaterThanOrEqual(50_000);
  });

  test('[PROG5] ends at once if its program is stopped', async () => {
    const { events } = await experiment('sleeps');
    expect(ofType(events, 'program-ended')).toContainEqual(
      expect.objectContaining({ program: 'client', cause: 'stopped' }),
    );
    expect(printed(events)).toEqual(['1']);
    expect(ofType(events, 'call-returned').at(-1)).toMatchObject({
      cutOff: true,
      result: { ok: false, errnoName: 'EINTR' },
    });
    expect(checkLog(events).faults).toEqual([]);
    const { counts, faults } = checkSentences(events);
    expect(faults).toEqual([]);
    expect(Object.keys(counts)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('entered.sleep'),
        expect.stringContaining('blocked.sleep'),
      ]),
    );
  });
});

describe.skipIf(missing !== undefined)('input()', () => {
  test('[EVENT4] puts its thread to sleep in the kernel until somebody types a line', async () => {
    const { asleep, codes, events } = await experiment('asksForLines');
    const { state } = timelineOf(asleep);
    expect(state.threads['client/main']?.status).toBe('blocked');
    expect(ofType(asleep, 'call-blocked').at(-1)).toMatchObject({ source: 'kernel', kernelCall: 'read' });
    expect(waitsOf(state)).toEqual([{ for: 'person', thread: 'client/main', dueAt: null }]);
    expect(inputOf(state, 'client')?.prompt).toBe('name? ');
    // Only a program that waits takes a line, and it takes one.
    expect(codes).toEqual(['no-input-waits', null, 'no-input-waits']);
    // A terminal shows the line behind the prompt.
    expect(printed(events)).toEqual(['name? 你好 Anna', '7']);
    const back = ofType(events, 'call-returned').find(({ result }) => result.ok && result.bytes);
    const bytes = Buffer.from('你好 Anna\n').toString('hex');
    expect(back?.result).toMatchObject({ value: 12, bytes: { length: 12, head: bytes } });
  });

  test('[PROG5] ends at once if its program is stopped', async () => {
    const { events } = await experiment('asksForLines');
    expect(ofType(events, 'program-ended')).toContainEqual(
      expect.objectContaining({ program: 'client', cause: 'stopped' }),
    );
    expect(checkLog(events).faults).toEqual([]);
    const { counts, faults } = checkSentences(events);
    expect(faults).toEqual([]);
    const kinds = ['entered.input', 'blocked.input', 'returned.input'];
    expect(Object.keys(counts)).toEqual(
      expect.arrayContaining(kinds.map((kind): unknown => expect.stringContaining(kind))),
    );
  });
});

describe.skipIf(missing !== undefined)('settimeout()', () => {
  test.each([
    'timeoutsKept',
    'timeoutsMissed',
    'optionsAndFlags',
    'shortWays',
    'selects',
    'selectsClosed',
    'timeoutClosed',
    'unnamed',
  ] as const)(
    '[PROG1] prints and raises what it does under python3: %s',
    { timeout: 120_000 },
    async (name) => {
      const { events } = await experiment(name);
      expect(checkLog(events).faults).toEqual([]);
      expect(checkSentences(events).faults).toEqual([]);
      const inLab = outcomesOf(events, ['client', 'server']);
      if (noPython === undefined)
        expect(inLab).toEqual(
          await byPython(
            {
              timeoutsKept,
              timeoutsMissed,
              optionsAndFlags,
              shortWays,
              selects,
              selectsClosed,
              timeoutClosed,
              unnamed,
            }[name],
          ),
        );
    },
  );

  test('[PROG1] a socket that another thread has closed during poll() is closed to the call', async () => {
    const { events } = await experiment('timeoutClosed');
    const [poll, call] = ofType(events, 'call-entered').filter(({ thread }) =>
      thread.startsWith('server/Thread'),
    );
    expect(poll).toMatchObject({ name: 'poll', fd: 4 });
    // Its number may be another file's by now, of another lab even.
    expect(call).toMatchObject({ name: 'recv', fd: -1 });
    expect(call).not.toHaveProperty('realFd');
  });

  test('[EVENT4] waits in poll(), and makes the call when that says that it can be done', async () => {
    const { events } = await experiment('timeoutsKept');
    const calls = ofType(events, 'call-entered').filter(({ thread }) => thread === 'server/main');
    const at = calls.findIndex(({ name }) => name === 'recv');
    expect(calls[at - 1]).toMatchObject({ name: 'poll', within: 'recv', waitMicros: 8_500_000 });
    const asleep = ofType(events, 'call-blocked').map(({ call }) =>
      ofType(events, 'call-entered').find((entered) => entered.call === call),
    );
    expect(asleep.map((entered) => entered?.name)).not.toContain('recv');
    const connecting = ofType(events, 'call-entered').filter(({ thread }) => thread === 'client/main');
    const begun = connecting.findIndex(({ name }) => name === 'connect');
    expect(connecting.slice(begun, begun + 3)).toMatchObject([
      { name: 'connect' },
      { name: 'poll', within: 'connect', waitMicros: 8_000_000 },
      { name: 'getsockopt', option: 'SO_ERROR' },
    ]);
  });

  test('connect() gives up while its SYN is held, and its kernel goes on', async () => {
    const { events } = await experiment('connectTimesOut');
    expect(ofType(events, 'thread-ended')).toContainEqual(
      expect.objectContaining({ exception: { name: 'TimeoutError', message: 'timed out' } }),
    );
    expect(checkLog(events).faults).toEqual([]);
    const { counts, faults } = checkSentences(events);
    expect(faults).toEqual([]);
    expect(Object.keys(counts)).toEqual(expect.arrayContaining(['goesOn', 'polls']));
  });
});

describe.skipIf(missing !== undefined)('select()', () => {
  test('[EVENT4] puts its thread to sleep in the kernel for all its sockets, and names each cause', async () => {
    const { asleep } = await experiment('selectSleeps');
    const { state } = timelineOf(asleep);
    const thread = state.threads['server/main']!;
    const call = state.calls[thread.call ?? 0];
    expect(call).toMatchObject({ name: 'select', waitMicros: 3600_000_000 });
    expect(ofType(asleep, 'call-blocked').find((event) => event.call === call?.call)).toMatchObject({
      source: 'kernel',
      kernelCall: 'pselect6',
    });
    const badge = threadBadge(state, thread);
    expect(badge.is === 'blocked' && badge.causes.map(({ is }) => is)).toEqual([
      'accept-queue',
      'receive-buffer',
      'send-buffer',
    ]);
    const { counts, faults } = checkSentences(asleep);
    expect(faults).toEqual([]);
    expect(counts['selects']?.told).toBe(1);
  });

  test('[PROG5] ends at once if its program is stopped', async () => {
    const { events } = await experiment('selectSleeps');
    const entered = ofType(events, 'call-entered').find(({ name }) => name === 'select');
    expect(ofType(events, 'call-returned').find(({ call }) => call === entered?.call)).toMatchObject({
      cutOff: true,
      result: { ok: false, errnoName: 'EINTR' },
    });
    expect(checkLog(events).faults).toEqual([]);
  });
});

describe.skipIf(missing !== undefined)('options and flags', () => {
  test('[MODEL5] a close() with SO_LINGER 0 resets the connection, and is told as its cause', async () => {
    const { events } = await experiment('optionsAndFlags');
    const [reset] = ofType(events, 'segment-sent').filter(({ headers }) => headers.flags.includes('RST'));
    const close = ofType(events, 'call-entered').find(
      ({ name, thread, fd }) => name === 'close' && thread === 'server/main' && fd === 4,
    );
    expect(reset).toMatchObject({ from: 'server' });
    expect(close?.seq).toBeLessThan(reset?.seq ?? 0);
    const { counts } = checkSentences(events);
    expect(Object.keys(counts)).toEqual(expect.arrayContaining(['closed.lingers']));
    expect(
      ofType(events, 'segment-sent').filter(
        ({ from, headers }) => from === 'server' && headers.flags.includes('FIN'),
      ),
    ).toEqual([]);
  });

  test('[EVENT4] recv() itself sleeps for the time of SO_RCVTIMEO', async () => {
    const { events } = await experiment('optionsAndFlags');
    const waiting = ofType(events, 'call-entered').find(
      ({ name, waitMicros }) => name === 'recv' && waitMicros !== undefined,
    );
    expect(waiting).toMatchObject({ waitMicros: 100_000, thread: 'server/main' });
    expect(ofType(events, 'call-returned')).toContainEqual(
      expect.objectContaining({
        call: waiting?.call,
        result: expect.objectContaining({ errnoName: 'EAGAIN', exception: 'BlockingIOError' }) as unknown,
      }),
    );
  });
});

async function byPython({ server, client }: TimedPrograms): Promise<Record<string, Outcome>> {
  const port = await freePort();
  const here = (text: string): string =>
    text.replaceAll('192.168.127.1', '127.0.0.1').replaceAll('8080', `${port}`);
  const serving = new Script('server', here(server));
  await eventually(() => isListening(port) || serving.child.exitCode !== null);
  const asking = new Script('client', here(client));
  return { client: await asking.outcome, server: await serving.outcome };
}

test.skipIf(missing !== undefined)(
  'SO_KEEPALIVE makes the kernel probe a silent peer, and the narration knows such a probe from a zero-window probe',
  async () => {
    const { events } = await experiment('keptAlive');
    const { counts, faults } = checkSentences(events);
    expect(faults).toEqual([]);
    expect(counts['sent.keep-alive']?.told).toBe(1);
    expect(counts['cause.keeps-alive']?.told).toBe(1);
    expect(counts['sent.probe']).toBeUndefined();
  },
);
