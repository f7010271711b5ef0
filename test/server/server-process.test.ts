import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_PORT } from '../../server/cli/config.ts';
import { checkLog } from '../support/log-checks.ts';
import { RoomClient } from '../support/room-client.ts';
import { eventually, isRunning, ServerProcess } from '../support/server-process.ts';

const isLinux = process.platform === 'linux';
const ANY_PORT = ['--port', '0'];
let servers: ServerProcess[] = [];

afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop('SIGKILL')));
  servers = [];
});

async function serving(...args: Parameters<typeof ServerProcess.serving>): Promise<ServerProcess> {
  const server = await ServerProcess.serving(...args);
  servers.push(server);
  return server;
}

const allEnded: Parameters<RoomClient['drive']>[0] = ({ programs, atRest }) =>
  atRest && Object.keys(programs).length > 0 && Object.values(programs).every(({ ended }) => ended !== null);

/** Opens a port and holds it until `letGo` is called. */
function heldPort(port = 0): Promise<{ port: number; letGo: () => void } | null> {
  return new Promise((resolve) => {
    const holder = createServer();
    holder.once('error', () => resolve(null));
    holder.listen({ port, host: '127.0.0.1' }, () =>
      resolve({ port: (holder.address() as AddressInfo).port, letGo: () => holder.close() }),
    );
  });
}

describe.skipIf(!isLinux)('a lesson through the server', () => {
  test('runs from its first line to its last; a second viewer and a late one have the same log', async () => {
    const server = await serving();
    const controller = await RoomClient.enter(server.address);
    const viewer = await RoomClient.enter(server.address, { room: controller.welcome!.room });
    await controller.drive(allEnded);
    const late = await RoomClient.enter(server.address, { room: controller.welcome!.room });
    for (const other of [viewer, late]) {
      await other.until(() => other.timeline.head === controller.timeline.head);
      expect(other.timeline.events).toEqual(controller.timeline.events);
    }
    const { programs } = controller.state;
    expect(programs['client']?.ended).toBe('finished');
    expect(programs['server']?.output.join('')).toContain('received: nihaoma');
    expect(programs['client']?.output.join('')).toContain('客户端你的数据我收到了');
    expect(checkLog(controller.timeline.events).faults).toEqual([]);
    expect(await server.health()).toMatchObject({ labs: 1, viewers: 3, labHost: 'up' });
  });

  test('is resumed on a new connection from where the old one broke', async () => {
    const server = await serving();
    const before = await RoomClient.enter(server.address);
    await before.drive(({ calls }) => Object.values(calls).some(({ name }) => name === 'accept'));
    before.socket.terminate();
    const after = before.timeline.head;
    const again = await RoomClient.again(before, server.address);
    expect(again.welcome?.role).toBe('controller');
    await again.drive(allEnded);
    const first = again.messages.find((message) => message.type === 'events');
    expect(first?.events[0]?.seq).toBe(after + 1);
    expect(again.messages.some(({ type }) => type === 'snapshot')).toBe(false);
    expect(checkLog(again.timeline.events).faults).toEqual([]);
  });

  // A stopped process exists and answers nothing, as one that hangs.
  test.each(['SIGKILL', 'SIGSTOP'] as const)(
    'survives its lab host after %s: everybody is told, has the whole log, and a new lab comes by itself',
    async (signal) => {
      const server = await serving([...ANY_PORT, '--lab-hosts', '1']);
      const controller = await RoomClient.enter(server.address);
      const viewer = await RoomClient.enter(server.address, { room: controller.welcome!.room });
      await controller.drive(({ flows }) => Object.keys(flows).length > 0);
      const first = server.labHostPid!;
      const { epoch } = controller;
      const seen = controller.timeline.head;
      process.kill(first, signal);
      const killedAtMs = performance.now();
      // A process that is only stopped is noticed after some ten seconds.
      while (isRunning(first)) await new Promise((resolve) => setTimeout(resolve, 20));
      for (const client of [controller, viewer]) {
        await client.until(() => client.epoch !== epoch && client.state.lab !== null);
        const last = client.messages.flatMap((m) =>
          m.type === 'events' && m.epoch === epoch ? m.events : [],
        );
        expect(last.at(-1)).toMatchObject({ type: 'lab-closed', code: 'lab-host-died', source: 'derived' });
        expect(last.at(-1)?.seq).toBeGreaterThan(seen);
        await client.until(() => client.room?.replaces === 'lab-host-died');
        expect(client.state.closed).toBeNull();
      }
      const tookMs = performance.now() - killedAtMs;
      await controller.drive(allEnded);
      expect(controller.room).not.toHaveProperty('replaces');
      console.info(`a new lab ran ${tookMs.toFixed(0)} ms after ${signal} to the lab host`);
      const rooms = viewer.messages.flatMap((message) => (message.type === 'room' ? [message.labHost] : []));
      expect(rooms).toContain('restarting');
      expect(viewer.room?.labHost).toBe('up');
      expect(server.labHostPid).not.toBe(first);
    },
  );

  test('shares its fate with its own labs only: beside a dead lab host the others go on', async () => {
    const server = await serving([...ANY_PORT, '--lab-hosts', '2']);
    const first = await RoomClient.enter(server.address);
    await first.until(() => first.state.atRest);
    expect(server.labHostPids).toHaveLength(1);
    // The second lab is made where there is place, while the second lab host begins.
    await RoomClient.enter(server.address);
    await eventually(async () => (await server.health())['labHosts'] === 2);
    const other = await RoomClient.enter(server.address);
    await other.drive(({ flows }) => Object.keys(flows).length > 0);
    process.kill(server.labHostPid!, 'SIGKILL');
    // A new lab does not wait for the dead one's successor, and who had nothing to do with it notices nothing.
    await first.until(() => first.room?.replaces === 'lab-host-died');
    await other.drive(allEnded);
    await first.drive(allEnded);
    for (const client of [first, other]) expect(checkLog(client.timeline.events).faults).toEqual([]);
    expect(
      other.messages.flatMap((message) => (message.type === 'room' ? [message.labHost] : [])),
    ).not.toContain('restarting');
  });

  test('never outlives its server, also while it is too busy to hear of it', async () => {
    const server = await serving();
    const labHost = server.labHostPid!;
    // A stopped process hears nothing, as one whose line takes minutes.
    process.kill(labHost, 'SIGSTOP');
    await server.stop('SIGKILL');
    await eventually(() => !isRunning(labHost));
  });

  test('never outlives its server, also with threads blocked', async () => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGKILL'] as const) {
      const server = await serving();
      const controller = await RoomClient.enter(server.address);
      await controller.drive(({ threads }) =>
        Object.values(threads).some(({ status }) => status === 'blocked'),
      );
      const labHost = server.labHostPid!;
      expect(isRunning(labHost)).toBe(true);
      const { exitCode, stderr } = await server.stop(signal);
      if (signal !== 'SIGKILL') {
        expect([exitCode, stderr]).toEqual([0, '']);
        await controller.until(() => controller.closed !== null);
        expect(controller.closed).toBe(1001);
      }
      await eventually(() => !isRunning(labHost));
    }
  });

  test('cannot be had with --network replay: welcome and health say so', async () => {
    const server = await serving(['--port', '0', '--network', 'replay']);
    const client = await RoomClient.enter(server.address);
    expect(client.welcome?.network).toMatchObject({ grade: 'replay', capture: 'recording', forced: true });
    expect(await client.command({ type: 'new-lab' })).toMatchObject({ error: { code: 'lab-unavailable' } });
    expect(await server.health()).toMatchObject({ grade: 'replay', labHost: 'down', labs: 0 });
    expect(server.labHostPid).toBeUndefined();
  });
});

describe('the command', () => {
  const replay = ['--network', 'replay'];

  test('takes the next port where the default one is busy, and says where it is', async () => {
    const held = await heldPort(DEFAULT_PORT);
    const server = await serving(replay);
    const port = Number(new URL(server.address).port);
    expect(port).toBeGreaterThan(DEFAULT_PORT);
    expect(await server.health()).toMatchObject({ grade: 'replay' });
    held?.letGo();
  });

  test('does not take another port than the one asked for: one line, exit 1', async () => {
    const held = await heldPort();
    const port = String(held?.port);
    for (const [args, env] of [
      [['--port', port], {}],
      [[], { SOCKETSCOPE_PORT: port }],
    ] as const) {
      const { exitCode, stdout, stderr } = await ServerProcess.run([...args, ...replay], env);
      expect([exitCode, stdout]).toEqual([1, '']);
      expect(stderr).toBe(`socketscope: Port ${port} is in use; --port 0 takes any free one.\n`);
    }
    held?.letGo();
  });

  test('a flag goes before the environment', async () => {
    const server = await serving(['--port', '0', '--host', '127.0.0.1', '--lang', 'zh', ...replay], {
      SOCKETSCOPE_PORT: '1',
      SOCKETSCOPE_HOST: '127.0.0.2',
      NO_COLOR: '1',
    });
    expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?lang=zh$/);
  });

  test('wrong flags: one line, exit 2', async () => {
    const wrong = [
      ['--bogus'], ['--port', 'abc'], ['--port', '65536'], ['--port', '-1'], ['--lang', 'fr'],
      ['--network', 'wifi'], ['serve'], ['--host', 'a b'], ['trace'], ['trace', 'L99'], ['trace', 'L1', '--set', 'x'],
    ]; // prettier-ignore
    for (const args of wrong) {
      const { exitCode, stdout, stderr } = await ServerProcess.run(args);
      expect([args, exitCode, stdout]).toEqual([args, 2, '']);
      expect(stderr).toMatch(/^socketscope: .+\n/);
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });

  test('an address that is not this machine’s: one line, exit 1', async () => {
    const { exitCode, stderr } = await ServerProcess.run(['--host', '203.0.113.7', '--port', '0', ...replay]);
    expect([exitCode, stderr]).toEqual([
      1,
      'socketscope: 203.0.113.7 is not an address of this machine (EADDRNOTAVAIL).\n',
    ]);
  });

  test('--help and --version', async () => {
    expect((await ServerProcess.run(['--help'])).stdout).toContain('--network');
    expect((await ServerProcess.run(['trace', '-h'])).stdout).toContain('--pcapng');
    expect((await ServerProcess.run(['-v'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
