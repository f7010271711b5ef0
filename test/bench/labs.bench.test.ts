import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { l01 } from '../../shared/lessons/l01.ts';
import { varied } from '../../shared/lessons/lesson.ts';
import {
  acceptFrom,
  close,
  connectedClient,
  listeningServer,
  receive,
} from '../../shared/programs/phrases.ts';
import { define, literal, method, name, perform, thread, whileLoop } from '../../shared/programs/build.ts';
import { LIMITS } from '../../shared/limits.ts';
import { plainWire } from '../../shared/log/wire-settings.ts';
import { lacks } from '../support/machine.ts';
import { RoomClient } from '../support/room-client.ts';
import { ServerProcess } from '../support/server-process.ts';
import { median, table, usage } from './figures.ts';

const missing = lacks('two-hosts', 'many labs');

const IDLE_MS = 2000;
const SIZES = [1, 50, 200] as const;

/** Three threads block in this lab: main in accept, a handler in recv, and the client in recv. */
const programs = {
  client: { statements: [...connectedClient(), receive('s'), close('s')] },
  server: {
    statements: [
      define('handle', ['conn'], receive('conn'), close('conn')),
      ...listeningServer(),
      whileLoop(literal(true), acceptFrom('srv'), perform(method(thread('handle', [name('conn')]), 'start'))),
    ],
  },
};

/**
 * `made` is called with the ms that a lab took, from the newcomer's hello until both programs stand before
 * line 1.
 */
async function blockedLab(address: string, made: (ms: number) => void): Promise<RoomClient> {
  const began = performance.now();
  const room = await RoomClient.enter(address);
  await room.until(() => room.state.atRest);
  made(performance.now() - began);
  const { epoch } = room;
  await room.command({ type: 'new-lab', programs, wire: plainWire('auto') });
  await room.until(() => room.epoch !== epoch && room.state.atRest);
  await room.command({ type: 'run-on' });
  const blocked = (): number =>
    Object.values(room.state.threads).filter(({ status }) => status === 'blocked').length;
  await room.until(() => blocked() === 3 && room.state.atRest);
  return room;
}

/** Returns the ms from asking for a line to receiving its effects. */
async function stepLatency(room: RoomClient): Promise<number[]> {
  const waits: number[] = [];
  for (let i = 0; i < 4; i += 1) {
    const { seq } = room.state;
    const began = performance.now();
    await room.command({ type: 'step', program: 'server' });
    await room.until(() => room.state.seq > seq);
    waits.push(performance.now() - began);
    await room.until(() => room.state.atRest);
    // A server that answers sooner than its own limit permits would refuse the next command.
    await sleep(1000 / LIMITS.commandsPerSecond);
  }
  await room.command({ type: 'new-lab' });
  await room.until(() => room.state.seq > 0 && room.state.seq < 40 && room.state.atRest);
  return waits;
}

async function latencies(room: RoomClient): Promise<{ median: number; worst: number }> {
  const waits: number[] = [];
  for (let round = 0; round < 8; round += 1) waits.push(...(await stepLatency(room)));
  return { median: median(waits), worst: Math.max(...waits) };
}

describe.skipIf(missing !== undefined)('many labs', () => {
  test('what they cost, and what one at full speed costs the others', { timeout: 600_000 }, async () => {
    const server = await ServerProcess.serving();
    const pid = server.labHostPid ?? 0;
    const rooms: RoomClient[] = [];
    const rows: string[][] = [
      ['labs', 'made in, median', 'remade and run to its blocks', 'RSS', 'a lab', 'CPU at rest'],
    ];
    const learner = await RoomClient.enter(server.address);
    await learner.until(() => learner.state.atRest);
    const empty = usage(pid);
    const alone = await latencies(learner);
    for (const size of SIZES) {
      const before = rooms.length;
      const began = performance.now();
      const made: number[] = [];
      while (rooms.length < size - 1)
        rooms.push(await blockedLab(server.address, (ms) => void made.push(ms)));
      const each = (performance.now() - began) / Math.max(1, rooms.length - before);
      const from = usage(pid);
      await sleep(IDLE_MS);
      const to = usage(pid);
      rows.push([
        String(size),
        made.length === 0 ? '–' : `${median(made).toFixed(1)} ms`,
        made.length === 0 ? '–' : `${each.toFixed(1)} ms`,
        `${to.rssMb.toFixed(0)} MB`,
        `${((to.rssMb - empty.rssMb) / size).toFixed(2)} MB`,
        `${(((to.cpuMs - from.cpuMs) / IDLE_MS) * 100).toFixed(0)} %`,
      ]);
    }
    const among = await latencies(learner);

    // Each new lab ends an old one: two namespaces, two NICs, and at first three blocked threads.
    let ends = 0;
    let stopEnding = false;
    const ending = (async () => {
      for (let at = 0; !stopEnding; at = (at + 1) % rooms.length) {
        await rooms[at]?.command({ type: 'new-lab' });
        ends += 1;
      }
    })();
    const whileOthersEnd = await latencies(learner);
    stopEnding = true;
    await ending;

    const busy = rooms.pop()!;
    const bulk = varied(l01, '12-mb')!;
    let runs = 0;
    let stop = false;
    const flooding = (async () => {
      while (!stop) {
        await busy.command({ type: 'new-lab', programs: { ...bulk.programs }, wire: plainWire('auto') });
        await busy.command({ type: 'run-on' });
        const ended = (): boolean => {
          const all = Object.values(busy.state.programs);
          return all.length === 2 && all.every((program) => program.ended !== null);
        };
        await busy.until(() => ended() || stop);
        runs += 1;
      }
    })();
    const beside = await latencies(learner);
    stop = true;
    await flooding;
    console.info(table('Labs with three blocked threads each, made and run to there', rows));
    console.info(
      table('From asking for a line to its first event', [
        ['', 'median', 'worst', 'median / alone'],
        ...(
          [
            ['alone', alone],
            [`with ${SIZES.at(-1)} labs`, among],
            [`while others end and begin (${ends} of them)`, whileOthersEnd],
            [`beside one at full speed (${runs} × 12 MB)`, beside],
          ] as const
        ).map(([what, one]) => [
          what,
          `${one.median.toFixed(1)} ms`,
          `${one.worst.toFixed(0)} ms`,
          `${(one.median / alone.median).toFixed(1)} ×`,
        ]),
      ]),
    );
    expect(rooms.every((room) => room.closed === null)).toBe(true);
    await server.stop();
  });

  test('what the death of a lab host costs the labs of another', { timeout: 600_000 }, async () => {
    const server = await ServerProcess.serving(['--port', '0', '--lab-hosts', '2']);
    const learner = await RoomClient.enter(server.address);
    await learner.until(() => learner.state.atRest);
    const rooms: RoomClient[] = [];
    while (rooms.length < SIZES.at(-1)! - 1) rooms.push(await blockedLab(server.address, () => {}));
    const usual = await latencies(learner);
    const [, other] = server.labHostPids;
    const epochs = new Map(rooms.map((room) => [room, room.epoch]));
    const isBack = (room: RoomClient): boolean => room.epoch !== epochs.get(room) && room.state.lab !== null;
    const isLost = (room: RoomClient): boolean =>
      room.epoch !== epochs.get(room) || room.state.closed !== null;
    const began = performance.now();
    const passed = (): number => (performance.now() - began) / 1000;
    process.kill(other!, 'SIGKILL');
    const rows: string[][] = [
      ['a line’s first event', 'labs lost', 'of these back', 'median', 'worst', 'median / usual'],
    ];
    // The kernel takes seconds to take the dead process's networks down, before anybody hears of its end.
    for (let lost: RoomClient[] = []; lost.length === 0 || !lost.every(isBack);) {
      const from = passed();
      const { median: middle, worst } = await latencies(learner);
      lost = rooms.filter(isLost);
      rows.push([
        `${from.toFixed(0)} to ${passed().toFixed(0)} s after the kill`,
        String(lost.length),
        String(lost.filter(isBack).length),
        `${middle.toFixed(1)} ms`,
        `${worst.toFixed(0)} ms`,
        `${(middle / usual.median).toFixed(2)} ×`,
      ]);
    }
    rows.push(['before it', '0', '0', `${usual.median.toFixed(1)} ms`, `${usual.worst.toFixed(0)} ms`, '']);
    console.info(table(`One of two lab hosts killed beside ${rooms.length} labs`, rows));
    expect(rooms.filter(isLost).length).toBeLessThan(rooms.length);
    expect(rooms.every((room) => room.state.closed === null)).toBe(true);
    await server.stop();
  });
});
