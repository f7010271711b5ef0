import { spawnSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import type { LabEvent } from '../../../shared/log/events.ts';
import { l03 } from '../../../shared/lessons/l03.ts';
import { varied } from '../../../shared/lessons/lesson.ts';
import {
  assign,
  bytes,
  constant,
  literal,
  method,
  name,
  operation,
  perform,
  tuple,
  whileLoop,
} from '../../../shared/programs/build.ts';
import { close, connectedClient, openSocket } from '../../../shared/programs/phrases.ts';
import type { Program } from '../../../shared/programs/tree.ts';
import { type Direction, PLAIN_DIRECTION } from '../../../shared/log/wire-settings.ts';
import type { LabFacts } from './labs.ts';
import { dataChip, HELD_L1, openRig, type Rig } from './lab-rig.ts';

/* Learners may do these things, although no lesson's own order does. Each scenario returns its whole log. */

const connected = (rig: Rig): Promise<unknown> =>
  rig.follow(({ state }) => state.threads['client/main']?.line === 3 && state.wire.chips.length === 0);

/** Brings the client's bytes to the server, whose program then stands before `line`. */
async function serverAt(rig: Rig, line: number): Promise<void> {
  await connected(rig);
  await rig.act({ type: 'step', program: 'client' });
  await rig.deliverAll();
  while ((rig.timeline.state.threads['server/main']?.line ?? 0) < line)
    await rig.act({ type: 'step', program: 'server' });
}

/** Runs again at once after the client's connect has begun, when its thread may not be in the kernel yet. */
export async function runAgainAtOnce(): Promise<LabFacts> {
  const rig = openRig('two-hosts');
  for (let i = 0; i < 12; i += 1) {
    await rig.until(({ state }) => state.atRest && state.threads['client/main']?.line === 1, 'a fresh run');
    await rig.act({ type: 'step', program: 'client' });
    const began = rig.command({ type: 'step', program: 'client' });
    await rig.command({ type: 'run-again' });
    await began;
  }
  return { events: await rig.end() };
}

/**
 * The server closes with unread bytes while its reply is still on the wire. The reply arrives, then the
 * reset.
 */
export async function replyThenReset(): Promise<LabFacts> {
  const rig = openRig('two-hosts', { set: [['server', 'recv_size', 4]] });
  await serverAt(rig, 11);
  await rig.follow();
  return { events: await rig.end() };
}

/**
 * The reply is lost, so that the reset does not have the next number, and the client's kernel sends a
 * challenge ACK.
 */
export async function resetOutOfTurn(): Promise<LabFacts> {
  const rig = openRig('two-hosts', { set: [['server', 'recv_size', 4]] });
  await serverAt(rig, 10);
  await rig.act({ type: 'drop', chip: dataChip(rig).chip.chip });
  await rig.act({ type: 'step', program: 'server' });
  const reset = rig.chips().find((chip) => chip.held[0]?.headers.flags.includes('RST'));
  await rig.act({ type: 'deliver', chip: reset?.chip ?? 0 });
  return { events: await rig.end() };
}

/** The server's FIN overtakes its reply. */
export async function finBeforeData(): Promise<LabFacts> {
  const rig = openRig('two-hosts');
  await serverAt(rig, 11);
  const fin = rig.chips().find((chip) => chip.held[0]?.headers.flags.includes('FIN'));
  await rig.act({ type: 'deliver', chip: fin?.chip ?? 0 });
  await rig.follow();
  return { events: await rig.end() };
}

/** The sender of a dropped SYN is gone, so that nobody sends it again. The next run goes to its end. */
export async function abandonedSyn(): Promise<LabFacts> {
  const rig = openRig('two-hosts');
  await rig.follow(({ state }) => state.wire.chips.length > 0);
  const [syn] = rig.chips();
  await rig.act({ type: 'drop', chip: syn?.chip ?? 0 });
  await rig.act({ type: 'run-again' });
  await rig.follow();
  return { events: await rig.end() };
}

/**
 * The second of two data segments arrives first. It waits beyond the hole, and counts when the hole is
 * filled.
 */
export async function dataBeyondAHole(): Promise<LabFacts & { readonly hole: number }> {
  const rig = openRig('two-hosts', { set: [['client', 'message', 'x'.repeat(2000)]] });
  await connected(rig);
  await rig.act({ type: 'step', program: 'client' });
  const last = rig.chips().at(-1);
  await rig.act({ type: 'deliver', chip: last?.chip ?? 0 });
  const hole = rig.timeline.head;
  await rig.follow();
  return { hole, events: await rig.end() };
}

/** A copy of the first of two held segments arrives first, so that the second's own timestamp is too old. */
export async function olderThanACopy(): Promise<LabFacts> {
  const rig = openRig('two-hosts', { timers: 'kernel', set: [['client', 'message', 'x'.repeat(2000)]] });
  await connected(rig);
  await rig.act({ type: 'step', program: 'client' });
  const [first = 0, second = 0] = rig.chips().map(({ chip }) => chip);
  const copied = (): boolean => (rig.chips().find(({ chip }) => chip === first)?.held.length ?? 0) > 1;
  await rig.until(({ state }) => copied() && state.atRest, 'a copy of the first');
  await rig.act({ type: 'drop', chip: first });
  await rig.act({ type: 'deliver', chip: first });
  await rig.act({ type: 'deliver', chip: second });
  return { events: await rig.end() };
}

/**
 * The bytes have arrived, their ACK is held, and a copy comes. Once the ACK is delivered, nobody needs the
 * copy any more.
 */
export async function copyOfTheAcknowledged(): Promise<LabFacts> {
  const rig = openRig('two-hosts', { timers: 'kernel' });
  await connected(rig);
  await rig.act({ type: 'step', program: 'client' });
  const { chip } = dataChip(rig).chip;
  await rig.act({ type: 'deliver', chip });
  const copies = (): number => rig.chips().find((one) => one.chip === chip)?.held.length ?? 0;
  await rig.until(({ state }) => copies() > 0 && state.atRest, 'a copy of what has arrived');
  const ack = rig.chips().find((one) => one.from === 'server' && one.held.length > 0);
  await rig.act({ type: 'deliver', chip: ack?.chip ?? 0 });
  return { events: await rig.end() };
}

/** The client shuts both directions down, and the server's reply comes then. */
export async function dataAfterShutdown(): Promise<LabFacts> {
  const shut = perform(method(name('s'), 'shutdown', constant('SHUT_RDWR')));
  const client: Program = { statements: [...connectedClient(), shut, close('s')] };
  const rig = openRig('two-hosts', { lesson: { ...HELD_L1, programs: { ...HELD_L1.programs, client } } });
  await connected(rig);
  await rig.act({ type: 'step', program: 'client' });
  await rig.deliverAll();
  while ((rig.timeline.state.threads['server/main']?.line ?? 0) < 10)
    await rig.act({ type: 'step', program: 'server' });
  await rig.deliverAll();
  await rig.act({ type: 'step', program: 'client' });
  return { events: await rig.end() };
}

/**
 * The program calls close() while the window keeps most of the bytes back, so that the FIN waits behind them
 * in the send buffer.
 */
export async function closeBeforeSent(): Promise<LabFacts & { readonly closed: number }> {
  const much = operation(bytes('x'), '*', literal(40_000));
  const client: Program = {
    statements: [...connectedClient(), perform(method(name('s'), 'sendall', much)), close('s')],
  };
  const rig = openRig('two-hosts', { lesson: { ...HELD_L1, programs: { ...HELD_L1.programs, client } } });
  await connected(rig);
  for (let line = 0; line < 2; line += 1) await rig.act({ type: 'step', program: 'client' });
  const closed = rig.timeline.head;
  return { closed, events: await rig.end() };
}

/** A wire that delivers by itself; both programs run to their ends, and the kernel's own timers repair what is lost. */
async function ranOver(figures: Direction): Promise<LabFacts> {
  const rig = openRig('two-hosts', {
    timers: 'kernel',
    set: [['client', 'message', 'x'.repeat(6000)]],
    wire: { mode: 'auto', seed: 4, toServer: figures, toClient: figures },
  });
  await rig.command({ type: 'run-on', program: 'server' });
  await rig.command({ type: 'run-on', program: 'client' });
  await rig.until(
    ({ state }) => Object.values(state.programs).every((program) => program.ended !== null) && state.atRest,
    'both programs ended',
    25_000,
  );
  return { events: await rig.end() };
}

/** A quarter of the segments are lost, some are doubled and some are late. */
export const badWire = (): Promise<LabFacts> =>
  ranOver({
    ...PLAIN_DIRECTION,
    delayMs: 5,
    lossPercent: 25,
    duplicatePercent: 70,
    reorderPercent: 20,
    mtu: 1300,
  });

/** Segments come faster than the wire takes them, so that its queue is full. */
export const shortQueue = (): Promise<LabFacts> =>
  ranOver({ ...PLAIN_DIRECTION, kbitPerSecond: 2000, queueSegments: 1 });

/**
 * A service of the machine listens on every address. The client connects to its port under each name that
 * leads there, then to one where nobody listens.
 */
export async function connectToStranger(): Promise<{ logs: readonly (readonly LabEvent[])[] }> {
  const service = createServer((socket) => socket.end('a secret of the machine'));
  await new Promise<void>((resolve) => service.listen(0, '0.0.0.0', resolve));
  const { port } = service.address() as AddressInfo;
  const logs: (readonly LabEvent[])[] = [];
  const connects = async (host: string, to: number): Promise<void> => {
    const client: Program = {
      statements: [openSocket('s'), perform(method(name('s'), 'connect', tuple(literal(host), literal(to))))],
    };
    const rig = openRig('shared-loopback', {
      lesson: { ...HELD_L1, programs: { ...HELD_L1.programs, client } },
    });
    await rig.command({ type: 'run-on', program: 'client' });
    await rig.until(({ state }) => (state.programs['client']?.ended ?? null) !== null, 'the client ended');
    logs.push(await rig.end());
  };
  for (const host of ['', '0.0.0.0']) await connects(host, port);
  await new Promise((resolve) => service.close(resolve));
  await connects('', port);
  return { logs };
}

/** The program calls listen() without bind() where the hosts are the machine itself. */
export async function listenEverywhere(): Promise<LabFacts> {
  const lesson = varied(l03, 'no-bind') ?? l03;
  const rig = openRig('shared-loopback', { lesson });
  await rig.act({ type: 'step', program: 'server' });
  await rig.act({ type: 'step', program: 'server' });
  return { events: await rig.end() };
}

/** A held segment is given a time, and is then held again before the time has come. */
export async function heldAgain(): Promise<LabFacts> {
  const rig = openRig('two-hosts');
  await rig.follow(({ state }) => state.wire.chips.length > 0);
  const [syn] = rig.chips();
  await rig.command({ type: 'delay', chip: syn?.chip ?? 0, ms: 60_000 });
  await rig.act({ type: 'delay', chip: syn?.chip ?? 0, ms: null });
  return { events: await rig.end() };
}

/** A program goes on without a system call until it is paused. */
export async function runsOn(): Promise<LabFacts> {
  const client: Program = { statements: [whileLoop(literal(true), assign('i', literal(1)))] };
  const rig = openRig('two-hosts', { lesson: { ...HELD_L1, programs: { ...HELD_L1.programs, client } } });
  await rig.act({ type: 'run-on', program: 'client' });
  return { events: await rig.end() };
}

/** Calls follow each other for ever, and nobody is there to see them. */
export async function unwatched(): Promise<LabFacts & { readonly pausedAt: number }> {
  const client: Program = { statements: [whileLoop(literal(true), openSocket('s'), close('s'))] };
  const rig = openRig('two-hosts', { lesson: { ...HELD_L1, programs: { ...HELD_L1.programs, client } } });
  await rig.command({ type: 'run-on', program: 'client' });
  await rig.until(({ state }) => state.programs['client']?.results[3] !== undefined, 'some rounds');
  await rig.command({ type: 'pause-unwatched' });
  await rig.until(({ state }) => state.atRest, 'a rest');
  const pausedAt = rig.timeline.head;
  await rig.command({ type: 'pause-unwatched' });
  await rig.act({ type: 'step', program: 'client' });
  return { events: await rig.end(), pausedAt };
}

/** A process on the client's host sends a datagram, as no program of a lab can. */
export async function datagram(): Promise<LabFacts> {
  const rig = openRig('two-hosts');
  await rig.until(({ state }) => state.atRest, 'rest');
  rig.network.enter('client', () => spawnSync('bash', ['-c', 'echo > /dev/udp/192.168.127.1/9']));
  const isOnWire = (event: LabEvent): boolean => event.type === 'notice' && event.code === 'other-packet';
  await rig.until(({ events }) => events.some(isOnWire), 'a datagram on the wire');
  return { events: await rig.end() };
}
