import { describe, expect, test } from 'vitest';
import type { Observation } from '../../shared/log/events.ts';
import type { SocketRow } from '../../server/lab-host/kernel/sock-diag.ts';
import { decodeTcpInfo } from '../../server/lab-host/kernel/tcp-info.ts';
import { difference, observation } from '../../server/lab-host/observe/observation.ts';

/** Returns a reading of an open connection: a struct tcp_info of zeros but for a few fields. */
function row(
  words: Readonly<Record<number, number>> = {},
  state: SocketRow['state'] = 'ESTABLISHED',
): SocketRow {
  const bytes = Buffer.alloc(240);
  bytes.writeUInt8(4 | 2 | 1, 5);
  bytes.writeUInt8(0xa7, 6);
  bytes.writeUInt32LE(0x7fff_ffff, 76);
  bytes.writeUInt32LE(0xffff_ffff, 148);
  for (const [at, value] of Object.entries(words)) bytes.writeUInt32LE(value, Number(at));
  const info = decodeTcpInfo(bytes);
  return {
    cookie: '7',
    family: 'AF_INET',
    state,
    local: { host: '127.0.0.1', port: 1 },
    remote: { host: '127.0.0.1', port: 2 },
    inode: 9,
    uid: 0,
    rqueue: 0,
    wqueue: 0,
    timer: { kind: 'none', expiresMs: 0, retransmits: 0 },
    ...(info && { tcpInfo: info }),
  };
}

describe('an observation', () => {
  test('has the options as agreed, and leaves out what the kernel has not set', () => {
    const seen = observation(row(), 0);
    expect(seen).toMatchObject({ timestamps: true, sackPermitted: true, wscale: [7, 10], caState: 'OPEN' });
    for (const absent of ['sndSsthresh', 'minRttMicros', 'rttvarMicros', 'rcvRttMicros'])
      expect(seen).not.toHaveProperty(absent);
    expect(observation(row({ 76: 7, 148: 900 }), 0)).toMatchObject({ sndSsthresh: 7, minRttMicros: 900 });
  });

  test('of a listener says nothing of a conversation', () => {
    expect(observation(row({}, 'LISTEN'), 0)).not.toHaveProperty('caState');
  });

  test('[OBS5] what only time moves comes beside other changes and never alone', () => {
    const before = observation(row(), 0);
    const busy = { 168: 4000 };
    expect(difference(before, observation(row(busy), 0), 0)).toBeNull();
    expect(difference(before, observation(row({ ...busy, 80: 11 }), 0), 0)).toEqual({
      busyMicros: 4000,
      sndCwnd: 11,
    });
  });

  test('the same reading twice is no change', () => {
    expect(difference(observation(row(), 0), observation(row(), 9000), 0)).toBeNull();
  });

  test.each([
    ['a jiffy later', 10_000, 2000, true],
    ['later by as much as the readings took', 400_000, 400_000, true],
    ['later by more than the readings took', 500_000, 400_000, false],
    ['earlier by more than the readings took', -500_000, 400_000, false],
  ])('a timer is due %s', (_, later, tookMicros, isSame) => {
    const dueAt = (micros: number): Observation => ({
      timer: { kind: 'time-wait', retransmits: 0, dueAt: micros },
    });
    const now = dueAt(60_000_000 + later);
    expect(difference(dueAt(60_000_000), now, tookMicros)).toEqual(isSame ? null : now);
  });
});
