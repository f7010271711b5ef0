import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkLog } from '../support/log-checks.ts';
import { lacks } from '../support/machine.ts';
import { RedisServer } from '../support/redis-server.ts';
import { RoomClient } from '../support/room-client.ts';
import { eventually, isRunning, ServerProcess } from '../support/server-process.ts';

const missing =
  lacks('redis-server', 'servers with their rooms in Redis') ?? lacks('two-hosts', 'rooms in Redis');

let redis: RedisServer;
let servers: ServerProcess[] = [];
beforeEach(async () => {
  if (missing === undefined) redis = await RedisServer.started('--appendonly', 'yes');
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop('SIGKILL')));
  await redis?.remove();
});

async function serving(port = '0'): Promise<ServerProcess> {
  const server = await ServerProcess.serving(['--port', port, '--store', redis.url(), '--lab-hosts', '1']);
  servers.push(server);
  return server;
}

async function killed(server: ServerProcess): Promise<void> {
  const hosts = server.labHostPids;
  await server.stop('SIGKILL');
  for (const pid of hosts) await eventually(() => !isRunning(pid));
}

describe.skipIf(missing !== undefined)('a server with its rooms in Redis', () => {
  test.each(['SIGKILL', 'SIGTERM'] as const)(
    '[STORE3] that ended by %s has everybody back in the room with the log, and a new lab, within 3 s',
    async (signal) => {
      const first = await serving();
      const page = await RoomClient.enter(first.address, { lesson: 'L1' });
      const follower = await RoomClient.enter(first.address, { room: page.welcome!.room });
      await page.drive(({ flows }) => Object.keys(flows).length > 0);
      const { epoch } = page;
      await follower.until(() => follower.timeline.head === page.timeline.head);
      if (signal === 'SIGKILL') await killed(first);
      else await first.stop();
      const second = await serving(new URL(first.address).port);
      const servesMs = performance.now();
      const heads = [page, follower].map(({ timeline }) => timeline.head);
      const back = await Promise.all([page, follower].map((one) => RoomClient.again(one, second.address)));
      const tookMs = performance.now() - servesMs;
      for (const [i, one] of [page, follower].entries()) {
        const after = back[i]!;
        expect(after.welcome).toMatchObject({ room: one.welcome!.room, role: one.welcome!.role });
        await after.until(() => after.epoch !== epoch && after.room?.replaces === 'server-ended');
        const rest = after.messages.flatMap((message) =>
          message.type === 'events' && message.epoch === epoch ? message.events : [],
        );
        expect(rest[0]?.seq).toBe(heads[i]! + 1);
      }
      expect(tookMs).toBeLessThan(3000);
      await back[0]!.drive(({ flows }) => Object.keys(flows).length > 0);
      expect(checkLog(back[0]!.timeline.events).faults).toEqual([]);
    },
  );

  test('[STORE4] whose Redis ends goes on, says that the room is not kept, and keeps it whole when Redis is back', async () => {
    const first = await serving();
    const page = await RoomClient.enter(first.address, { lesson: 'L1' });
    page.say({ type: 'class', act: { is: 'begin' } });
    const begun = () => page.messages.findLast((one) => one.type === 'class');
    await page.until(() => page.state.atRest && begun() !== undefined);
    expect(page.room).not.toHaveProperty('notKept');
    await redis.stop();
    // Nobody has to do anything for it.
    await page.until(() => page.room?.notKept === true);
    await page.drive(({ flows }) => Object.keys(flows).length > 0);
    await redis.start();
    await page.until(() => page.room !== undefined && !('notKept' in page.room));
    expect(first.stderr).toMatch(
      /Rooms are not kept in redis:.*\n(.*\n)*.*Rooms are kept in redis:.* again\.\n$/,
    );
    const { head } = page.timeline;
    await killed(first);
    const second = await serving(new URL(first.address).port);
    const follower = await RoomClient.enter(second.address, { class: begun()!.code });
    await follower.until(() => follower.messages.some((one) => one.type === 'events' && one.head >= head));
    expect(follower.welcome).toMatchObject({ room: page.welcome!.room, role: 'viewer' });
  });
});
