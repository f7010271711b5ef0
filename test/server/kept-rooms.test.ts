import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { LabEvent } from '../../shared/log/events.ts';
import { checkLog } from '../support/log-checks.ts';
import { lacks } from '../support/machine.ts';
import { RoomClient } from '../support/room-client.ts';
import { eventually, isRunning, ServerProcess } from '../support/server-process.ts';

const missing = lacks('two-hosts', 'rooms after a server’s end');
const noNamespaces = lacks('user-namespaces', 'rooms on a disk that is full');

const root = mkdtempSync(join(tmpdir(), 'socketscope-kept-'));
let servers: ServerProcess[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop('SIGKILL')));
  servers = [];
});
afterAll(() => rmSync(root, { recursive: true }));

async function serving(port: string, data: string, within?: readonly string[]): Promise<ServerProcess> {
  const args = ['--port', port, '--data', data, '--lab-hosts', '1'];
  const server = await ServerProcess.serving(args, {}, undefined, within);
  servers.push(server);
  return server;
}

/** Kills a server and its lab hosts, and starts it again with the same words. */
async function killedAndBack(server: ServerProcess, data: string): Promise<ServerProcess> {
  const hosts = server.labHostPids;
  await server.stop('SIGKILL');
  for (const pid of hosts) await eventually(() => !isRunning(pid));
  return serving(new URL(server.address).port, data);
}

/** The events of a lab that a page was told. */
const toldOf = (page: RoomClient, epoch: string): readonly LabEvent[] =>
  page.messages.flatMap((message) =>
    message.type === 'events' && message.epoch === epoch ? message.events : [],
  );

/** The moments at which the server is killed, and the way there. The last step of some is under way when it dies. */
const MOMENTS: Readonly<Record<string, (page: RoomClient, address: string) => Promise<void>>> = {
  'while nothing happens': (page) => page.drive(({ flows }) => Object.keys(flows).length > 0),
  'in a flood': async (page) => {
    await page.until(() => page.state.atRest);
    const { epoch } = page;
    await page.command({ type: 'new-lab', variation: '12-mb' });
    await page.until(() => page.epoch !== epoch && page.state.atRest);
    await page.command({ type: 'run-on' });
    await page.until(() => page.timeline.events.some(({ type }) => type === 'segments-passed'));
  },
  'while a new lab is made': async (page) => {
    await page.until(() => page.state.atRest);
    void page.command({ type: 'new-lab', reset: true }).catch(() => {});
    await page.command({ type: 'stay' });
  },
  'while somebody enters': async (page, address) => {
    await page.until(() => page.state.atRest);
    const late = new RoomClient(address);
    await late.open();
    late.say({ type: 'hello', version: page.welcome!.version, room: page.welcome!.room });
  },
};

describe.skipIf(missing !== undefined)('[STORE3] a server that is killed and started again', () => {
  test.each(Object.entries(MOMENTS))(
    '%s has everybody back in the room with all that they were told, and a new lab',
    async (moment, come) => {
      const data = mkdtempSync(join(root, 'data-'));
      const first = await serving('0', data);
      const page = await RoomClient.enter(first.address, { lesson: 'L1' });
      const follower = await RoomClient.enter(first.address, { room: page.welcome!.room });
      await page.until(() => page.state.atRest);
      await page.command({ type: 'set', program: 'client', parameter: 'message', value: 'kept' });
      await page.until(() => JSON.stringify(page.state.programs['client']?.tree).includes('kept'));
      await come(page, first.address);
      const isMaking = moment === 'while a new lab is made';
      const { tree } = page.state.programs['client']!;
      const second = await killedAndBack(first, data);
      const told = [page, follower].map((one) => ({ one, epoch: one.epoch, before: toldOf(one, one.epoch) }));

      const onlooker = await RoomClient.enter(second.address, { room: page.welcome!.room });
      const back = await Promise.all(told.map(({ one }) => RoomClient.again(one, second.address)));
      for (const [i, { one, epoch, before }] of told.entries()) {
        const after = back[i]!;
        expect(after.welcome).toMatchObject({ room: one.welcome!.room, role: one.welcome!.role });
        await after.until(() => after.epoch !== epoch && after.state.lab !== null);
        await after.until(() => after.room?.replaces !== undefined);
        const whole = toldOf(onlooker, epoch);
        // The next lab may have been shown just before the server died: its log is then the room's.
        if (isMaking && whole.length === 0) continue;
        // Nothing was told again, nothing is missing, and the log ends where the server did.
        const rest = toldOf(after, epoch);
        expect(rest.map(({ seq }) => seq)).toEqual(rest.map((_, n) => before.at(-1)!.seq + 1 + n));
        const end = [...before, ...rest].at(-1);
        expect(end).toMatchObject({ type: 'lab-closed', code: after.room?.replaces });
        // A lab that is replaced ends in order, unless its server dies before.
        if (!isMaking) expect(end).toMatchObject({ code: 'server-ended' });
        // Somebody who was not there is told the same.
        const since = whole[0]!.seq;
        expect(whole).toEqual([...before, ...rest].filter(({ seq }) => seq >= since));
        if (!isMaking) expect(after.state.programs['client']?.tree).toEqual(tree);
      }
      const [controller] = back;
      await controller!.drive(({ flows }) => Object.keys(flows).length > 0);
      expect(checkLog(controller!.timeline.events).faults).toEqual([]);
    },
  );

  test('[STORE3] ended in order has its rooms again, too', async () => {
    const data = mkdtempSync(join(root, 'data-'));
    const first = await serving('0', data);
    const page = await RoomClient.enter(first.address);
    await page.until(() => page.state.atRest);
    expect(await first.stop()).toMatchObject({ exitCode: 0, stderr: '' });
    const second = await serving(new URL(first.address).port, data);
    const after = await RoomClient.again(page, second.address);
    await after.until(() => after.room?.replaces === 'server-ended' && after.state.atRest);
  });

  test('[STORE5] leaves the folder to the server that uses it: another one keeps nothing and says so', async () => {
    const data = mkdtempSync(join(root, 'data-'));
    const first = await serving('0', data);
    const second = await serving('0', data);
    await expect
      .poll(() => second.stderr)
      .toBe(
        `socketscope: ${data} is used by another server (process ${first.pid}): nothing is kept by this one.\n`,
      );
    const page = await RoomClient.enter(second.address);
    await page.drive(({ flows }) => Object.keys(flows).length > 0);
    expect(readdirSync(data)).toEqual(['lock']);
  });
});

describe.skipIf(missing !== undefined || noNamespaces !== undefined)('[STORE4] a disk', () => {
  /** The server has a file system of its own on this folder, with these options of mount(8). */
  async function onDisk(options: string) {
    const data = mkdtempSync(join(root, 'disk-'));
    const mount = `mount -t tmpfs -o ${options} none "$0" && exec "$@"`;
    const own = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', mount, data];
    const server = await serving('0', data, own);
    const page = await RoomClient.enter(server.address);
    await page.until(() => page.state.atRest);
    const seen = join('/proc', String(server.pid), 'root', data);
    /** The file's events, as another server would read them. */
    const kept = (): unknown[] =>
      readFileSync(join(seen, `${page.welcome!.room}.ndjson`), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { is?: string })
        .filter(({ is }) => is === undefined);
    return { data, server, page, seen, kept };
  }

  /** Operates the lab until the server has found out whether it can write. */
  async function untilNotKeptIs(page: RoomClient, expected: true | undefined): Promise<void> {
    await eventually(async () => {
      await page.command({ type: 'set', program: 'client', parameter: 'message', value: `${Math.random()}` });
      return page.room?.notKept === expected;
    });
  }

  test('that is full: the room goes on, says that it is not kept, and is kept whole when there is space', async () => {
    const { server, page, seen, kept } = await onDisk('size=256k');
    await eventually(() => kept().length === page.timeline.head);
    expect(page.room).not.toHaveProperty('notKept');
    expect(() => writeFileSync(join(seen, 'others'), Buffer.alloc(1024 * 1024))).toThrow('ENOSPC');
    await untilNotKeptIs(page, true);
    await expect.poll(() => server.stderr).toMatch(/^socketscope: Rooms are not kept in .*: ENOSPC\.\n$/);
    await page.drive(({ flows }) => Object.keys(flows).length > 0);
    rmSync(join(seen, 'others'));
    await untilNotKeptIs(page, undefined);
    await eventually(() => isDeepStrictEqual(kept(), page.timeline.events));
  });

  test('that is read-only: the room goes on and is kept once it can be', async () => {
    const { data, server, page, kept } = await onDisk('ro');
    expect(page.room?.notKept).toBe(true);
    await page.drive(({ flows }) => Object.keys(flows).length > 0);
    const inside = ['-t', String(server.pid), '-U', '-m', '--preserve-credentials'];
    execFileSync('nsenter', [...inside, 'mount', '-o', 'remount,rw', data]);
    await untilNotKeptIs(page, undefined);
    await eventually(() => isDeepStrictEqual(kept(), page.timeline.events));
    await expect.poll(() => server.stderr).toMatch(/EROFS\.\nsocketscope: Rooms are kept in .* again\.\n$/);
  });
});
