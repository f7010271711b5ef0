import { describe, expect, test } from 'vitest';
import { waitsOf } from '../../shared/model/waits.ts';
import type { EventOf, LabEvent, LabEventType } from '../../shared/log/events.ts';
import { experiment } from '../support/experiment.ts';
import { checkLog, timelineOf } from '../support/log-checks.ts';
import { checkSentences } from '../support/claims/told-sentences.ts';
import { lacks } from '../support/machine.ts';

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
