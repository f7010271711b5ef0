import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPython } from '../../client/features/composer/python/python.ts';
import { plainWire } from '../../shared/log/wire-settings.ts';
import type { Command } from '../../shared/protocol/server-messages.ts';
import { table } from '../bench/figures.ts';
import { HOSTILE } from '../support/hostile-programs.ts';
import { lacks } from '../support/machine.ts';
import { growth, type Resources, resourcesOf } from '../support/resources.ts';
import { RoomClient } from '../support/room-client.ts';
import { isRunning, ServerProcess } from '../support/server-process.ts';

const missing = lacks('two-hosts', 'a long run');
const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 30);
const SEED = Number(process.env['SOAK_SEED'] ?? Date.now() % 2 ** 31);
/**
 * The first of the cycles fill caches, pools and compiled code. Lab hosts are killed in these only, because another one
 * begins with empty ones, which would hide what grows.
 */
const WARM_UP = 0.35;
/** Heaps of V8 grow for minutes before they have their usual size, so that a shorter run shows memory and does not judge it. */
const MEMORY_FROM_MINUTES = 10;
/** A resource that grows by more than this share of its mean, beyond doubt, is leaked. */
const MOST_GROWTH = 0.1;

/** A page may fall behind what eight busy labs tell it, where others use the machine too. That is not what is judged here. */
RoomClient.patienceMs = 5 * 60_000;

const ROOMS = 8;
const LAB_HOSTS = 2;
const ACTIONS_PER_CYCLE = 60;

const nothing = readPython('print(0)').program!;
const programs = Object.values(HOSTILE).flatMap(({ client, server }) => {
  const read = [client, server].map((text) => (text === undefined ? nothing : readPython(text).program));
  return read.includes(null) ? [] : [{ client: read[0]!, server: read[1]! }];
});

type Action =
  | 'step'
  | 'run-on'
  | 'pause'
  | 'run-again'
  | 'hostile'
  | 'look'
  | 'reconnect'
  | 'new-room'
  | 'kill';
interface Act {
  readonly is: Action;
  readonly room: number;
  readonly which: number;
}
const WEIGHTS: readonly (readonly [Action, number])[] = [
  ['step', 20],
  ['run-on', 10],
  ['pause', 4],
  ['run-again', 4],
  ['hostile', 6],
  ['look', 8],
  ['reconnect', 6],
  ['new-room', 2],
  ['kill', 0.6],
];
const action = fc.oneof(
  ...WEIGHTS.map(([is, weight]) => ({
    arbitrary: fc.record({ is: fc.constant(is), room: fc.nat(ROOMS - 1), which: fc.nat(999) }),
    weight: Math.round(weight * 10),
  })),
);

/** Closes a page, which does not wait for what it is still being sent. */
function shut({ socket }: RoomClient): void {
  socket.close();
}

/** Returns the time at which a process started, in ticks since the boot (proc(5)); empty if there is none. */
function startOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** The refusals after which a page comes again. */
const PASSING = new Set(['hello-first', 'rate-limited']);

class Soak {
  readonly server: ServerProcess;
  readonly rooms: RoomClient[] = [];
  /** The lab hosts there were, by their ids, with the times of their starts: the kernel gives an id again. */
  readonly hosts = new Map<number, string>();
  /** How often a page that came back was refused, by the reason. */
  readonly refused: Record<string, number> = {};

  constructor(server: ServerProcess) {
    this.server = server;
  }

  get address(): string {
    return this.server.address;
  }

  /** Does something in a room. This process keeps nothing of what was said, or it would be full after some minutes. */
  async act(one: Act): Promise<void> {
    await this.#act(one);
    for (const room of this.rooms) room.forget();
  }

  async #act({ is, room: at, which }: Act): Promise<void> {
    const room = this.rooms[at]!;
    switch (is) {
      case 'hostile':
        return this.command(room, {
          type: 'new-lab',
          programs: programs[which % programs.length]!,
          wire: plainWire('auto'),
        });
      case 'look': {
        const { room: id } = room.welcome!;
        return shut(await this.#comes(() => RoomClient.enter(this.address, { room: id })));
      }
      case 'reconnect':
        shut(room);
        this.rooms[at] = await this.#comes(() => RoomClient.again(room, this.address));
        expect(this.rooms[at].error).toBeUndefined();
        return;
      case 'new-room': {
        const { room: id, token } = room.welcome!;
        const leaves = { room: id, token: token! };
        const other = await this.#comes(() => RoomClient.enter(this.address, { leaves }));
        // All places of this address may be taken by rooms that were given up a moment ago.
        if (other.error !== undefined) return;
        await other.until(() => other.epoch !== '');
        this.rooms[at] = other;
        return shut(room);
      }
      case 'kill':
        return void process.kill(this.pids()[which % this.pids().length]!, 'SIGKILL');
      default:
        return this.command(room, { type: is });
    }
  }

  /**
   * On a busy machine the server may take a page for a silent one, or for one that asks too often: this process folds
   * eight logs, and may say its requests late. Such a page comes again.
   */
  async #comes(enter: () => Promise<RoomClient>): Promise<RoomClient> {
    const refused: string[] = [];
    while (refused.length < 60) {
      const came = await enter().catch((error: unknown) => String(error));
      const why = came instanceof RoomClient ? came.error?.code : came;
      if (came instanceof RoomClient && (why === undefined || !PASSING.has(why))) return came;
      refused.push(why ?? '');
      this.refused[why ?? ''] = (this.refused[why ?? ''] ?? 0) + 1;
      await pause(1000);
    }
    throw new Error(`a page cannot come in: ${refused.join(', ')}`);
  }

  /** A lab whose host was killed refuses. */
  async command(room: RoomClient, command: Command): Promise<void> {
    await room.command(command);
  }

  pids(): readonly number[] {
    const pids = this.server.labHostPids;
    for (const pid of pids) this.hosts.set(pid, this.hosts.get(pid) ?? startOf(pid));
    return pids;
  }

  /** Gives every room a new lab, so that all cycles end alike, and returns what is held then. */
  async rest(): Promise<Resources> {
    await expect.poll(() => this.pids().length, { timeout: 20_000 }).toBe(LAB_HOSTS);
    for (const room of this.rooms) {
      const { epoch } = room;
      await expect
        .poll(async () => (await room.command({ type: 'new-lab', reset: true })).type, { timeout: 20_000 })
        .toBe('done');
      await room.until(() => room.epoch !== epoch && room.state.atRest);
      room.forget();
    }
    await pause(500);
    return resourcesOf([this.server.pid, ...this.pids()]);
  }
}

describe.skipIf(missing !== undefined)(`a server that is used for ${MINUTES} minutes, seed ${SEED}`, () => {
  test(
    'keeps no more than it had, and leaves nothing behind',
    { timeout: (MINUTES + 10) * 60_000 },
    async () => {
      const args = ['--port', '0', '--lab-hosts', String(LAB_HOSTS), '--labs-per-address', String(ROOMS + 4)];
      const soak = new Soak(await ServerProcess.serving(args));
      const began = performance.now();
      const [warm, until] = [WARM_UP, 1].map((share) => began + share * MINUTES * 60_000) as [number, number];
      let warmCycles = 0;
      for (let i = 0; i < ROOMS; i += 1) soak.rooms.push(await RoomClient.enter(soak.address));
      for (const room of soak.rooms) await room.until(() => room.epoch !== '');
      const held: Resources[] = [];
      for (let cycle = 0; performance.now() < until; cycle += 1) {
        for (const one of fc.sample(action, { numRuns: ACTIONS_PER_CYCLE, seed: SEED + cycle })) {
          if (one.is !== 'kill' || performance.now() < warm) await soak.act(one);
          await pause(50);
        }
        held.push(await soak.rest());
        if (performance.now() < warm) warmCycles = held.length;
      }
      const counted = held.slice(warmCycles + 1);
      const names = Object.keys(held[0]!) as (keyof Resources)[];
      const grown = names.map((name) => {
        const figures = counted.map((one) => one[name]);
        return { name, mean: figures.reduce((sum, n) => sum + n, 0) / figures.length, ...growth(figures) };
      });
      const rows = grown.map(({ name, mean, fitted, least }) => [
        name,
        ...[mean, fitted, least].map((figure) => figure.toFixed(1)),
      ]);
      console.info(
        table(`${counted.length} of ${held.length} cycles, seed ${SEED}`, [
          ['held', 'mean', 'grew by', 'at least'],
          ...rows,
        ]),
      );
      console.info(`Pages that came back were refused: ${JSON.stringify(soak.refused)}`);
      const judged = grown.filter(({ name }) => name !== 'rssMb' || MINUTES >= MEMORY_FROM_MINUTES);
      expect(judged.filter(({ mean, least }) => least > MOST_GROWTH * mean)).toEqual([]);

      for (const room of soak.rooms) await room.leave();
      expect(await soak.server.stop()).toMatchObject({ exitCode: 0 });
      const running = (): unknown[] =>
        [...soak.hosts].filter(([pid, start]) => isRunning(pid) && startOf(pid) === start);
      await expect.poll(running).toEqual([]);
    },
  );
});
