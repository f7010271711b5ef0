import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { readPython } from '../../client/features/composer/python/python.ts';
import { LIMITS } from '../../shared/limits.ts';
import { plainWire } from '../../shared/log/wire-settings.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { HOSTILE, type Hostile } from '../support/hostile-programs.ts';
import { lacks } from '../support/machine.ts';
import { RoomClient } from '../support/room-client.ts';
import { ServerProcess } from '../support/server-process.ts';
import { table } from '../bench/figures.ts';

const missing = lacks('two-hosts', 'hostile programs');

/** A program runs beside its neighbour for this long. */
const RUNS_MS = Number(process.env['HOSTILE_MS'] ?? 4000);
/** The demands: the neighbour's slowest steps beside it and alone, and the longest silence of the server. */
const MOST_TIMES = 3;
const HEALTHZ_MS = 250;
/** A step and an answer may take this long on a busy machine, whoever is there. */
const NOISE_MS = 100;
/** The programs that take most memory, and how much may be left of it after a while: a share of what there was before. */
const GREEDIEST = ['kept bytes', 'connect and close', 'long concatenations', 'one byte a send, never read'];
const MOST_LEFT = 1.1;

const NOTHING = 'print(0)';

interface Watched {
  readonly steps: number[];
  readonly healthz: number[];
}

interface Memory {
  readonly labHost: number;
  readonly server: number;
}

let server: ServerProcess;
let neighbour: RoomClient;
let alone: Watched;
const rows: string[][] = [['program', 'came to', 'step p99', 'healthz most', 'lab host MB', 'server MB']];

const percentile = (figures: readonly number[], share: number): number =>
  figures.toSorted((a, b) => a - b)[Math.min(figures.length - 1, Math.floor(share * figures.length))] ??
  Number.NaN;

function memoryMb(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}

/** The time that the server takes to say how it is, ms. */
function healthzMs(): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    request(new URL('/healthz', server.address), (response) => {
      response.resume().on('end', () => resolve(performance.now() - began));
    })
      .on('error', reject)
      .end();
  });
}

/** Steps the neighbour's server up to its accept, again and again, and asks how the server is. */
async function watch(forMs: number): Promise<Watched> {
  const until = performance.now() + forMs;
  const steps: number[] = [];
  const healthz: number[] = [];
  const stepping = async (): Promise<void> => {
    while (performance.now() < until) {
      for (let line = 0; line < 4 && performance.now() < until; line += 1) {
        const began = performance.now();
        const { seq } = neighbour.state;
        await neighbour.command({ type: 'step', program: 'server' });
        await neighbour.until(() => neighbour.state.seq > seq);
        steps.push(performance.now() - began);
        await neighbour.until(() => neighbour.state.atRest);
        await pause(40);
      }
      const { epoch } = neighbour;
      await neighbour.command({ type: 'new-lab' });
      await neighbour.until(() => neighbour.epoch !== epoch && neighbour.state.atRest);
    }
  };
  const asking = async (): Promise<void> => {
    while (performance.now() < until) {
      healthz.push(await healthzMs());
      await pause(50);
    }
  };
  await Promise.all([stepping(), asking()]);
  return { steps, healthz };
}

/** A page to which the log is sent, and which reads none of it: this process must not measure its own folding. */
async function onlookerOf({ welcome }: RoomClient): Promise<WebSocket> {
  const socket = new WebSocket(server.address.replace(/^http(.*?)\/?$/, 'ws$1/ws'));
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'hello', version: PROTOCOL_VERSION, room: welcome!.room }));
  return socket;
}

/** Says whether a page that came back has read the log, which goes on meanwhile. */
function isNearHead({ messages, timeline }: RoomClient): boolean {
  // A log that the server has cut short comes as a snapshot.
  const last = messages.findLast((message) => message.type === 'events' || message.type === 'snapshot');
  return last === undefined || last.head - timeline.head < LIMITS.eventsPerBatch;
}

/** Reads the programs, or says why the page would not let anybody run them. */
function programsOf(hostile: Hostile) {
  const readings = {
    client: readPython(hostile.client ?? NOTHING),
    server: readPython(hostile.server ?? NOTHING),
  };
  const finding = [...readings.client.findings, ...readings.server.findings][0];
  return finding === undefined
    ? { client: readings.client.program!, server: readings.server.program! }
    : finding.code;
}

/** The outcome of the run: an exception, a pause, waiting threads, or nothing yet. */
function cameTo({ state }: RoomClient): string {
  const threads = Object.values(state.threads);
  const raised = threads.flatMap(({ exception }) => exception?.name ?? []);
  if (state.closed !== null) return state.closed.code;
  if (raised.length > 0) return raised[0]!;
  const blocked = threads.filter(({ status }) => status === 'blocked').length;
  return blocked > 0 ? `${blocked} asleep` : state.atRest ? 'at rest' : 'running';
}

describe.skipIf(missing !== undefined)('beside a program that wants to harm it', () => {
  beforeAll(async () => {
    // All labs are in one lab host, where they can harm each other most.
    server = await ServerProcess.serving(['--port', '0', '--lab-hosts', '1']);
    await welcomeNeighbour();
    await watch(RUNS_MS / 2);
    alone = await watch(2 * RUNS_MS);
    rows.push(row('(alone)', '', alone));
    await neighbour.leave();
  }, 60_000);
  afterAll(async () => {
    console.info(table('A neighbour’s steps and the server’s answers, ms', rows));
    await server.stop();
  });

  /** A neighbour that one program has harmed must not count for the next. */
  beforeEach(welcomeNeighbour);
  afterEach(() => neighbour.leave());

  async function welcomeNeighbour(): Promise<void> {
    neighbour = await RoomClient.enter(server.address);
    await neighbour.until(() => neighbour.state.atRest);
  }

  const memory = (): Memory => ({ labHost: memoryMb(server.labHostPid), server: memoryMb(server.pid) });

  function row(name: string, outcome: string, { steps, healthz }: Watched): string[] {
    return [
      name,
      outcome,
      percentile(steps, 0.99).toFixed(0),
      Math.max(...healthz).toFixed(0),
      ...Object.values(memory()).map((mb) => mb.toFixed(0)),
    ];
  }

  /** Runs programs beside the neighbour. Returns what they came to, and what was measured meanwhile. */
  async function harmed(programs: Exclude<ReturnType<typeof programsOf>, string>) {
    let room = await RoomClient.enter(server.address);
    await room.until(() => room.state.atRest);
    const { epoch } = room;
    const answer = await room.command({ type: 'new-lab', programs, wire: plainWire('auto') });
    expect(answer).toMatchObject({ type: 'done' });
    await room.until(() => room.epoch !== epoch && room.state.atRest);
    await room.command({ type: 'run-on' });
    await room.leave();
    const onlooker = await onlookerOf(room);
    const beside = await watch(RUNS_MS);
    onlooker.terminate();
    room = await RoomClient.again(room, server.address);
    // The log comes before the answer, if there is more of it than the page has.
    await room.command({ type: 'stay' });
    await room.until(() => isNearHead(room));
    const outcome = cameTo(room);
    expect(room.state.closed).toBeNull();
    // The one who did it can begin anew.
    const before = room.epoch;
    expect(await room.command({ type: 'new-lab', reset: true })).toMatchObject({ type: 'done' });
    await room.until(() => room.epoch !== before && room.state.atRest);
    await room.leave();
    return { outcome, beside };
  }

  test.each(Object.entries(HOSTILE))(
    '%s: a lab and the server go on',
    { timeout: 120_000 },
    async (name, it) => {
      const programs = programsOf(it);
      if (typeof programs === 'string') {
        rows.push([name, `refused: ${programs}`]);
        return;
      }
      const host = server.labHostPid;
      const { outcome, beside } = await harmed(programs);
      rows.push(row(name, outcome, beside));
      console.info(rows.at(-1)!.join(' | '));
      expect(server.labHostPid).toBe(host);
      expect(neighbour.state.closed).toBeNull();
      expect(percentile(beside.steps, 0.99)).toBeLessThanOrEqual(
        MOST_TIMES * percentile(alone.steps, 0.99) + NOISE_MS,
      );
      expect(Math.max(...beside.healthz)).toBeLessThanOrEqual(HEALTHZ_MS + NOISE_MS);
    },
  );

  test('what the greediest took is given back', { timeout: 400_000 }, async () => {
    const takeAll = async (): Promise<void> => {
      for (const name of GREEDIEST) {
        const programs = programsOf(HOSTILE[name]!);
        if (typeof programs !== 'string') await harmed(programs);
        rows.push(row(name, 'for the memory', await watch(RUNS_MS)));
      }
    };
    // A process that has never done so much before keeps what it needs for it: compiled code, threads, a heap.
    await takeAll();
    const before = memory();
    await takeAll();
    // Node gives back what is free while it works, and nothing while it is idle.
    const isBack = async (): Promise<boolean> => {
      rows.push(row('(afterwards)', '', await watch(RUNS_MS)));
      const now = memory();
      return now.labHost <= MOST_LEFT * before.labHost && now.server <= MOST_LEFT * before.server;
    };
    await expect.poll(isBack, { timeout: 200_000 }).toBe(true);
  });
});
