import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LabEvent } from '../../shared/log/events.ts';
import { checkLog } from '../support/log-checks.ts';
import { lacks } from '../support/machine.ts';
import { RoomClient } from '../support/room-client.ts';
import { eventually, isRunning, ServerProcess } from '../support/server-process.ts';

const missing = lacks('two-hosts', 'what is left after a kill');

/** The moments at which something is killed, and the way there. */
const MOMENTS: Readonly<Record<string, (page: RoomClient) => Promise<void>>> = {
  'before the first step': (page) => page.until(() => page.state.atRest),
  'while a call sleeps': (page) =>
    page.drive(({ calls }) => Object.values(calls).some(({ name }) => name === 'accept')),
  'while the wire holds a segment': async (page) => {
    await page.until(() => page.state.atRest);
    const { settings } = page.state.wire;
    await page.command({ type: 'wire', settings: { ...settings, mode: 'hold' } });
    await page.drive(({ wire }) => wire.chips.some(({ held }) => held.length > 0));
  },
  'while programs run on': async (page) => {
    await page.until(() => page.state.atRest);
    await page.command({ type: 'run-on' });
  },
  'in a flood': async (page) => {
    await page.until(() => page.state.atRest);
    await newLab(page, () => page.command({ type: 'new-lab', variation: '12-mb' }));
    await page.command({ type: 'run-on' });
    await page.until(() => page.timeline.events.some(({ type }) => type === 'segments-passed'));
  },
  'after a new lab': async (page) => {
    await page.drive(({ flows }) => Object.keys(flows).length > 0);
    await newLab(page, () => page.command({ type: 'new-lab', reset: true }));
  },
};

async function newLab(page: RoomClient, ask: () => Promise<{ readonly type: string }>): Promise<void> {
  const { epoch } = page;
  expect(await ask()).toMatchObject({ type: 'done' });
  await page.until(() => page.epoch !== epoch && page.state.atRest);
}

/** A way to the server on which every connection can be broken at once. */
class Relay {
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  constructor(to: number) {
    this.#server = createServer((near) => {
      const far = connect(to, '127.0.0.1');
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#open.add(one);
        one.on('error', () => {}).on('close', () => (this.#open.delete(one), other.destroy()));
        one.pipe(other);
      }
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  }

  break(): void {
    for (const socket of this.#open) socket.resetAndDestroy();
  }

  close(): void {
    this.#server.close();
    this.break();
  }
}

const data = mkdtempSync(join(tmpdir(), 'socketscope-kills-'));
const serving = (port: string): Promise<ServerProcess> =>
  ServerProcess.serving(['--port', port, '--lab-hosts', '1', '--data', data]);
let server: ServerProcess;
let relay: Relay;
let address: string;

/** The victims, and how the page that was in the room comes to its log again. */
const VICTIMS: Readonly<Record<string, (page: RoomClient) => Promise<RoomClient>>> = {
  'the page': (page) => {
    page.socket.terminate();
    return RoomClient.again(page, address);
  },
  'the way to the server': async (page) => {
    relay.break();
    await page.until(() => page.closed !== null);
    return RoomClient.again(page, address);
  },
  'its lab host': async (page) => {
    const [first] = server.labHostPids;
    process.kill(first!, 'SIGKILL');
    await eventually(() => !isRunning(first!));
    return page;
  },
  'the server': async (page) => {
    await server.stop('SIGKILL');
    server = await serving(new URL(server.address).port);
    return RoomClient.again(page, address);
  },
};

/** The codes with which a lab's log ends, where the victim takes the lab with it. */
const LOST: Readonly<Record<string, string>> = {
  'its lab host': 'lab-host-died',
  'the server': 'server-ended',
};

/** The events of a lab that a page was told. */
const toldOf = (page: RoomClient, epoch: string): readonly LabEvent[] =>
  page.messages.flatMap((message) =>
    message.type === 'events' && message.epoch === epoch ? message.events : [],
  );

describe.skipIf(missing !== undefined)('what was told stays, whatever is killed', () => {
  beforeAll(async () => {
    server = await serving('0');
    relay = new Relay(Number(new URL(server.address).port));
    address = await relay.listen();
  });
  afterAll(async () => {
    relay.close();
    await server.stop();
    rmSync(data, { recursive: true });
  });

  for (const [victim, kill] of Object.entries(VICTIMS))
    test.each(Object.entries(MOMENTS))(`${victim}, killed %s`, { timeout: 60_000 }, async (_moment, come) => {
      const page = await RoomClient.enter(address, { lesson: 'L1' });
      await come(page);
      const { epoch } = page;
      const { room } = page.welcome!;
      let onlooker = await RoomClient.enter(server.address, { room });
      const before = toldOf(page, epoch);
      const after = await kill(page);
      if (victim === 'the server') onlooker = await RoomClient.enter(server.address, { room });
      await after.until(() => after.state.lab !== null && after.room?.labHost === 'up');
      const lostWith = LOST[victim];
      if (lostWith !== undefined)
        await onlooker.until(() => onlooker.epoch !== epoch && onlooker.state.lab !== null);
      else await onlooker.until(() => onlooker.timeline.head >= before.at(-1)!.seq);
      // Another page is told the same, event for event, and nothing is missing in between.
      const told = toldOf(onlooker, epoch);
      expect(told.slice(0, before.length)).toEqual(before);
      expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => index + 1));
      if (lostWith !== undefined) expect(told.at(-1)).toMatchObject({ type: 'lab-closed', code: lostWith });
      // The one who was there is still the one who operates the lab.
      expect(after.welcome?.role).toBe('controller');
      await newLab(after, () => after.command({ type: 'new-lab', reset: true }));
      await after.drive(({ flows }) => Object.keys(flows).length > 0);
      expect(checkLog(after.timeline.events).faults).toEqual([]);
      await Promise.all([after.leave(), onlooker.leave()]);
    });
});
