import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nextMove } from '../../shared/model/next-move.ts';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import { lacks } from '../support/machine.ts';
import { RedisServer } from '../support/redis-server.ts';
import { RoomClient } from '../support/room-client.ts';
import { ServerProcess } from '../support/server-process.ts';
import { Crowd } from './class-crowd.ts';
import { percentile, table, usage } from './figures.ts';

const missing =
  lacks('two-hosts', 'two servers with two thousand followers') ??
  lacks('redis-server', 'two servers with two thousand followers');

const FOLLOWERS = 1000;
const PRESS_EVERY_MS = 250;
const PRESSES = 40;

/** The number of classes, and of each one's followers who are at the server that has it. The others are at the other one. */
const COURSES = [
  // The crowd's own code, and the servers', is compiled in the first run.
  { where: 'warming up', classes: 2, near: FOLLOWERS / 2 },
  { where: 'two classes, all near', classes: 2, near: FOLLOWERS },
  { where: 'two, half near', classes: 2, near: FOLLOWERS / 2 },
  { where: 'two, none near', classes: 2, near: 0 },
  { where: 'one, all near', classes: 1, near: FOLLOWERS },
  { where: 'one, none near', classes: 1, near: 0 },
] as const;

interface Course {
  readonly presenter: RoomClient;
  readonly code: string;
  readonly near: ServerProcess;
  readonly far: ServerProcess;
  readonly crowd: Crowd;
}

async function begun(near: ServerProcess, far: ServerProcess): Promise<Course> {
  const presenter = await RoomClient.enter(near.address);
  presenter.say({ type: 'class', act: { is: 'begin' } });
  const told = (): Extract<ServerMessage, { type: 'class' }> | undefined =>
    presenter.messages.find((message) => message.type === 'class');
  await presenter.until(() => told() !== undefined && presenter.state.atRest);
  const crowd = new Crowd();
  // The presenter's page is the first that has an event: it is at the server that has the lab.
  presenter.socket.on('message', (data) => {
    const frame = (data as Buffer).toString();
    if (frame.startsWith('{"type":"events"')) crowd.batchOf(frame, performance.now());
  });
  return { presenter, code: told()!.code, near, far, crowd };
}

/** Presses the lesson's button again and again, in one lab after the other. */
async function press(presenter: RoomClient): Promise<void> {
  for (let pressed = 0; pressed < PRESSES; pressed += 1) {
    const pressedAtMs = performance.now();
    const { epoch, state } = presenter;
    await presenter.command(nextMove(state)?.command ?? { type: 'new-lab' });
    await presenter.until(
      () => presenter.state.atRest && (presenter.epoch !== epoch || presenter.state.seq > state.seq),
    );
    await sleep(Math.max(0, PRESS_EVERY_MS - (performance.now() - pressedAtMs)));
  }
}

const lost = ({ crowd, presenter }: Course): number =>
  crowd.gaps + crowd.heads.filter((head) => head !== presenter.state.seq).length;

describe.skipIf(missing !== undefined)('two servers with one Redis', () => {
  test('two classes of a thousand, at home and not', { timeout: 600_000 }, async () => {
    const redis = await RedisServer.started('--appendonly', 'yes', '--appendfsync', 'everysec');
    onTestFinished(() => redis.remove());
    const serving = async (): Promise<ServerProcess> => {
      const server = await ServerProcess.serving(['--port', '0', '--store', redis.url()]);
      onTestFinished(async () => void (await server.stop()));
      return server;
    };
    const [first, second] = [await serving(), await serving()];
    const both = [await begun(first, second), await begun(second, first)];
    const pids = [first.pid, second.pid, redis.pid];
    const cpuMs = (): number[] => pids.map((pid) => usage(pid).cpuMs);
    const rows: string[][] = [
      [
        '',
        'joins',
        'CPU of servers, Redis',
        'frames',
        'a CPU second',
        'delay p50, p99',
        'lost',
        'CPU of the crowd',
      ],
    ];
    for (const { where, classes, near } of COURSES) {
      const courses = both.slice(0, classes);
      const beganMs = performance.now();
      for (const { crowd, near: home, far, code } of courses) {
        await crowd.join(home.address, code, near);
        await crowd.join(far.address, code, FOLLOWERS);
      }
      const joinMs = performance.now() - beganMs;
      // How many have come is told once a second.
      await sleep(1500);
      for (const { crowd } of courses) crowd.forget();
      const before = cpuMs();
      const own = process.cpuUsage();
      await Promise.all(courses.map(({ presenter }) => press(presenter)));
      const giveUpAtMs = performance.now() + 10_000;
      while (courses.some((one) => lost(one) > 0) && performance.now() < giveUpAtMs) await sleep(20);
      const used = cpuMs().map((now, i) => now - before[i]!);
      const { user, system } = process.cpuUsage(own);
      const frames = courses.reduce((sum, { crowd }) => sum + crowd.frames, 0);
      const delays = courses.flatMap(({ crowd }) => crowd.delaysMs);
      const all = courses.reduce((sum, one) => sum + lost(one), 0);
      rows.push([
        where,
        `${joinMs.toFixed(0)} ms`,
        used.map((ms) => (ms / 1000).toFixed(2)).join(', ') + ' s',
        String(frames),
        (frames / (used.reduce((sum, ms) => sum + ms, 0) / 1000)).toFixed(0),
        [0.5, 0.99].map((share) => percentile(delays, share).toFixed(1)).join(', ') + ' ms',
        String(all),
        `${((user + system) / 1e6).toFixed(2)} s`,
      ]);
      for (const { crowd } of courses) await crowd.leave();
      await sleep(2000);
      expect([all, ...courses.map(({ presenter }) => presenter.closed)]).toEqual([
        0,
        ...courses.map(() => null),
      ]);
    }
    console.info(table(`Classes of ${FOLLOWERS}, ${PRESSES} presses in each`, rows));
    console.info(`RSS: ${pids.map((pid) => usage(pid).rssMb.toFixed(0)).join(', ')} MB`);
  });
});
