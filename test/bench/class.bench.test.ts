import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nextMove } from '../../shared/model/next-move.ts';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import { SERVER_LIMITS } from '../../server/limits.ts';
import { lacks } from '../support/machine.ts';
import { RoomClient } from '../support/room-client.ts';
import { ServerProcess } from '../support/server-process.ts';
import { Crowd } from './class-crowd.ts';
import { median, percentile, table, usage } from './figures.ts';

const missing = lacks('two-hosts', 'a class of a thousand');

const FOLLOWERS = 1000;
const ROUNDS = 3;
/** The presenter presses so often: quickly, for somebody who explains. */
const PRESS_EVERY_MS = 250;
const PRESSES = 40;

interface Played {
  readonly afterMs: number;
  readonly frame: string;
}

/** The measures of one server with a crowd on it. */
interface Figures {
  readonly joinMs: number;
  readonly joinCpuMs: number;
  readonly frames: number;
  readonly framesPerCpuSecond: number;
  readonly delaysMs: readonly number[];
  readonly lost: number;
}

/** A presenter with a class, and one follower more who notes what a follower gets, and when. */
async function present(server: ServerProcess) {
  const presenter = await RoomClient.enter(server.address);
  presenter.say({ type: 'class', act: { is: 'begin' } });
  const told = (): Extract<ServerMessage, { type: 'class' }> | undefined =>
    presenter.messages.find((message) => message.type === 'class');
  await presenter.until(() => told() !== undefined && presenter.state.atRest);
  const { code } = told()!;
  const witness = await RoomClient.enter(server.address, { class: code });
  const has = (type: ServerMessage['type']): boolean => witness.messages.some((one) => one.type === type);
  await witness.until(() => has('events') && has('class') && has('view'));
  const heard: { atMs: number; frame: string }[] = [];
  witness.socket.on('message', (data) =>
    heard.push({ atMs: performance.now(), frame: (data as Buffer).toString() }),
  );
  return { presenter, witness, code, heard };
}

/** Presses the lesson's button again and again, in one lab after the other. */
async function press(presenter: RoomClient): Promise<void> {
  for (let pressed = 0; pressed < PRESSES; pressed += 1) {
    const pressedAtMs = performance.now();
    const { epoch, state } = presenter;
    const move = nextMove(state);
    await presenter.command(move?.command ?? { type: 'new-lab' });
    await presenter.until(
      () => presenter.state.atRest && (presenter.epoch !== epoch || presenter.state.seq > state.seq),
    );
    await sleep(Math.max(0, PRESS_EVERY_MS - (performance.now() - pressedAtMs)));
  }
}

interface Course {
  readonly address: string;
  readonly pid: number;
  readonly code: string;
  /** Brings about what the crowd sees. */
  readonly run: () => Promise<void>;
  /** Returns how much of it has not come. */
  readonly lost: (crowd: Crowd) => number;
}

/** Brings a crowd, which is the class but for the witness, lets it see a lesson, and sends it away. */
async function measure({ address, pid, code, run, lost }: Course): Promise<Figures> {
  const crowd = new Crowd();
  const alone = usage(pid).cpuMs;
  const joinMs = await crowd.join(address, code, FOLLOWERS - 1);
  const joinCpuMs = usage(pid).cpuMs - alone;
  // How many have come is told once a second.
  await sleep(1500);
  crowd.forget();
  const before = usage(pid);
  await run();
  const giveUpAtMs = performance.now() + 10_000;
  while (lost(crowd) > 0 && performance.now() < giveUpAtMs) await sleep(20);
  const cpuSeconds = (usage(pid).cpuMs - before.cpuMs) / 1000;
  const { frames, delaysMs } = crowd;
  const figures = {
    joinMs,
    joinCpuMs,
    frames,
    framesPerCpuSecond: frames / cpuSeconds,
    delaysMs,
    lost: lost(crowd),
  };
  await crowd.leave();
  return figures;
}

/** Starts a server that welcomes with these frames, and sends to all whatever it is given, at the same times. */
async function bareServer(welcome: readonly string[]): Promise<(frames: readonly Played[]) => Course> {
  const child: ChildProcess = fork(fileURLToPath(new URL('bare-ws.mjs', import.meta.url)));
  onTestFinished(() => void child.kill());
  const { port } = await new Promise<AddressInfo>((resolve) => void child.once('message', resolve));
  child.send({ is: 'welcome', frames: welcome });
  return (frames) => ({
    address: `http://127.0.0.1:${port}/`,
    pid: child.pid!,
    code: '',
    run: async () => {
      child.send({ is: 'play', frames });
      await sleep((frames.at(-1)?.afterMs ?? 0) + 100);
    },
    lost: (crowd) => frames.length * (FOLLOWERS - 1) - crowd.frames,
  });
}

describe.skipIf(missing !== undefined)('a class of a thousand', () => {
  test('beside a server that only sends the same', { timeout: 600_000 }, async () => {
    const data = mkdtempSync(join(tmpdir(), 'socketscope-bench-'));
    const server = await ServerProcess.serving(['--port', '0', '--data', data]);
    onTestFinished(async () => {
      await server.stop();
      rmSync(data, { recursive: true });
    });
    const { presenter, witness, code, heard } = await present(server);
    const welcome = witness.messages.map((message) => JSON.stringify(message));
    // The crowd's own code is compiled in its first run.
    await measure((await bareServer(welcome))([]));
    const playedBare = await bareServer(welcome);
    const ours: Figures[] = [];
    const bares: Figures[] = [];
    const rssMb: number[] = [usage(server.pid).rssMb];
    const bareRssMb: number[] = [usage(playedBare([]).pid).rssMb];
    for (let round = 0; round < ROUNDS; round += 1) {
      let beganAtMs = 0;
      const run = async (): Promise<void> => {
        heard.length = 0;
        beganAtMs = performance.now();
        await press(presenter);
      };
      const lost = ({ gaps, heads }: Crowd): number =>
        gaps + heads.filter((head) => head !== presenter.state.seq).length;
      ours.push(await measure({ address: server.address, pid: server.pid, code, run, lost }));
      const frames = heard.map(({ atMs, frame }) => ({ afterMs: Math.max(0, atMs - beganAtMs), frame }));
      // The server looks every twenty seconds whether a crowd has left, and collects what it had at two of these looks.
      await sleep(2 * SERVER_LIMITS.pingEveryMs + 2000);
      rssMb.push(usage(server.pid).rssMb);
      const bare = playedBare(frames);
      bares.push(await measure(bare));
      await sleep(2 * SERVER_LIMITS.pingEveryMs + 2000);
      bareRssMb.push(usage(bare.pid).rssMb);
    }
    const ratio = (of: (figures: Figures) => number): string =>
      median(ours.map((one, i) => of(one) / of(bares[i]!))).toFixed(2);
    const row = (what: string, of: (figures: Figures) => number, unit: string, digits = 0): string[] => [
      what,
      ...[ours, bares].map((all) => all.map((one) => of(one).toFixed(digits)).join(', ') + unit),
      ratio(of),
    ];
    console.info(
      table(`A class of ${FOLLOWERS}, ${PRESSES} presses, ${ROUNDS} rounds`, [
        ['', 'Socketscope', 'bare ws', 'ratio, median'],
        row('joins', ({ joinMs }) => joinMs, ' ms'),
        row('CPU time of the joins', ({ joinCpuMs }) => joinCpuMs, ' ms'),
        row('frames a CPU second', ({ framesPerCpuSecond }) => framesPerCpuSecond, ''),
        row('first follower → follower, p50', ({ delaysMs }) => percentile(delaysMs, 0.5), ' ms', 1),
        row('first follower → follower, p99', ({ delaysMs }) => percentile(delaysMs, 0.99), ' ms', 1),
        row('frames', ({ frames }) => frames, ''),
        row('lost', ({ lost }) => lost, ''),
      ]),
    );
    const inMb = (all: readonly number[]): string => `${all.map((one) => one.toFixed(0)).join(', ')} MB`;
    console.info(`RSS before and after each round: ${inMb(rssMb)}; of bare ws: ${inMb(bareRssMb)}`);
    expect([...ours, ...bares].map(({ lost }) => lost)).toEqual([...ours, ...bares].map(() => 0));
    expect([presenter, witness].map(({ closed }) => closed)).toEqual([null, null]);
  });
});
