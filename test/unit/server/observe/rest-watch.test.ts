import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LIMITS } from '../../../../shared/limits.ts';
import { EventLog } from '../../../../server/lab-host/event-log.ts';
import type { SocketRow } from '../../../../server/lab-host/kernel/sock-diag.ts';
import type { LabNetwork } from '../../../../server/lab-host/networks/network.ts';
import { Observer } from '../../../../server/lab-host/observe/observer.ts';
import { RestWatch } from '../../../../server/lab-host/observe/rest-watch.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setImmediate', 'setTimeout', 'setInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const listener: SocketRow = {
  cookie: '7',
  family: 'AF_INET',
  state: 'LISTEN',
  local: { host: '192.168.127.1', port: 8080 },
  remote: { host: '0.0.0.0', port: 0 },
  inode: 9,
  uid: 0,
  rqueue: 0,
  wqueue: 1,
  timer: { kind: 'none', expiresMs: 0, retransmits: 0 },
};

/** A lab whose kernel lists one listener, and in which the test says what happens. */
function watched() {
  const told: string[] = [];
  const heldAtRests: (number | undefined)[] = [];
  const log = new EventLog((events) => {
    for (const event of events) {
      told.push(event.type === 'notice' ? event.code : event.type);
      if (event.type === 'at-rest') heldAtRests.push(event.heldAtMost);
    }
  });
  const lab = { queued: 0, settled: true, readings: 0, held: 0 };
  const network = {
    rows: () => {
      lab.readings += 1;
      return [{ host: 'server', row: { ...listener, rqueue: lab.queued } }];
    },
    drain: () => {},
    reportOverflow: () => {},
  } as Partial<LabNetwork> as LabNetwork;
  const rest = new RestWatch(log, new Observer(log, network), network, {
    settled: () => lab.settled,
    heldAtMost: () => lab.held,
  });
  return { lab, rest, told, heldAtRests };
}

test('[OBS2] a reading follows each call and segment; above 40 in 100 ms the rest goes unread, and the log says so', async () => {
  const { lab, rest, told } = watched();
  lab.settled = false;
  for (let i = 1; i <= 40; i += 1) {
    rest.touch();
    expect(lab.readings).toBe(i);
  }
  rest.touch();
  rest.touch();
  expect(lab.readings).toBe(40);
  // In the next windows four readings are made each, because it stays so fast.
  for (let ms = 0; ms < 200; ms += 1) {
    await vi.advanceTimersByTimeAsync(1);
    rest.touch();
  }
  expect(lab.readings).toBeLessThanOrEqual(40 + 2 * 5);
  expect(lab.readings).toBeGreaterThanOrEqual(40 + 4);
  expect(told).toEqual(['socket-observed', 'counters-sampled']);
  rest.stop();
});

test('[OBS3] the lab is at rest when all is settled and a reading after that brought no change', async () => {
  const { lab, rest, told } = watched();
  rest.touch();
  lab.settled = false;
  await vi.advanceTimersByTimeAsync(50);
  expect(told).toEqual(['socket-observed']);
  lab.settled = true;
  lab.queued = 1;
  await vi.advanceTimersByTimeAsync(50);
  expect(told).toEqual(['socket-observed', 'socket-observed', 'at-rest']);
  // The first reading after all was settled found a change, so that another one had to follow.
  expect(lab.readings).toBe(3);
  rest.stop();
});

test('[PROG8] a rest tells what the programs hold from a MiB on', async () => {
  const { lab, rest, heldAtRests } = watched();
  for (lab.held of [LIMITS.labBytesTold - 1, LIMITS.labBytesTold]) {
    lab.queued += 1;
    rest.touch();
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(heldAtRests).toEqual([undefined, LIMITS.labBytesTold]);
  rest.stop();
});
