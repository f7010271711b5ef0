import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ADDRESS_SHARES, SERVER_LIMITS } from '../../server/limits.ts';
import { clientAddress, networkOf } from '../../server/web/client-address.ts';
import { queueShare } from '../../server/web/queue-share.ts';
import { WAITS_FROM_BYTES } from '../../server/web/viewer-connection.ts';
import { Visitors } from '../../server/web/visitors.ts';
import { LIMITS } from '../../shared/limits.ts';
import { lacks } from '../support/machine.ts';
import { RoomClient } from '../support/room-client.ts';
import { eventually, ServerProcess } from '../support/server-process.ts';

/** Another machine, as the server sees it: every address of 127/8 is this machine's own. */
const NEIGHBOUR = '127.0.0.2';
const missing = lacks('loopback', 'one address that takes everything leaves labs to another');

describe('the address that counts', () => {
  const asked = (remoteAddress: string, forwarded?: string): IncomingMessage =>
    ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

  test('is the peer’s, and the one that a proxy appended only if the proxy is trusted', () => {
    const behind = asked('127.0.0.1', '1.2.3.4, 203.0.113.7');
    expect(clientAddress(behind, false)).toBe('127.0.0.1');
    expect(clientAddress(behind, true)).toBe('203.0.113.7');
    for (const forwarded of [undefined, '', 'unknown', '203.0.113.7, x'])
      expect(clientAddress(asked('127.0.0.1', forwarded), true)).toBe('127.0.0.1');
  });

  test('is a /64 of IPv6, all of which one machine may use, and IPv4 however it is written', () => {
    for (const address of ['2001:db8::1', '2001:db8:0:0:a:b:c:d', '2001:DB8:0::ffff'])
      expect(networkOf(address)).toBe('2001:db8:0:0::/64');
    expect(networkOf('2001:db8:1:2::1')).toBe('2001:db8:1:2::/64');
    expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
    expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
  });
});

describe('what an address may do', () => {
  const shares = { labs: 1, sockets: 2, joinsPerMinute: 60, commandsPerSecond: 10 };

  test('is shared by its connections, comes back with time, and is another’s own affair', () => {
    const visitors = new Visitors(shares);
    const first = visitors.arrive('a', 0)!;
    expect(visitors.arrive('a', 0)).toBe(first);
    expect(visitors.arrive('a', 0)).toBeNull();
    expect(visitors.arrive('b', 0)).not.toBeNull();
    for (let i = 0; i < 60; i += 1) expect(first.joins.take(0)).toBe(true);
    for (let i = 0; i < 40; i += 1) expect(first.commands.take(0)).toBe(true);
    expect([first.joins.take(0), first.commands.take(0)]).toEqual([false, false]);
    expect([first.joins.take(1000), first.commands.take(100)]).toEqual([true, true]);
  });

  test('is enough for a class of a thousand behind one address that comes again twice in a minute', () => {
    const visitors = new Visitors(ADDRESS_SHARES);
    const seats = LIMITS.viewersPerRoom;
    for (let times = 0; times < 2; times += 1)
      for (let i = 0; i < seats; i += 1) {
        const visitor = visitors.arrive('school', times * 30_000);
        expect(visitor?.joins.take(times * 30_000)).toBe(true);
        if (times === 0) visitor!.sockets -= 1;
      }
    // There is room for another such class elsewhere.
    expect(LIMITS.viewers).toBeGreaterThanOrEqual(2 * seats);
    expect(LIMITS.viewers + SERVER_LIMITS.connectionsBesideViewers).toBeGreaterThanOrEqual(
      ADDRESS_SHARES.sockets + seats,
    );
  });

  test('waits in queues that take a bounded memory together, however many read slowly', () => {
    expect(queueShare(0)).toBe(LIMITS.viewerQueueBytes);
    expect(queueShare(1)).toBe(LIMITS.viewerQueueBytes);
    const most = LIMITS.viewers + SERVER_LIMITS.connectionsBesideViewers;
    for (const connections of [100, 257, 1001, most])
      expect(connections * queueShare(connections)).toBeLessThanOrEqual(SERVER_LIMITS.queuesBytes);
    // A connection can fill up by a frame that is told when it has left.
    expect(queueShare(most)).toBeGreaterThan(WAITS_FROM_BYTES);
  });

  test('is forgotten when nothing of it is used any more, and not before', () => {
    const visitors = new Visitors(shares);
    const first = visitors.arrive('a', 0)!;
    first.joins.take(0);
    first.sockets = 0;
    visitors.sweep(0);
    expect(visitors.arrive('a', 0)).toBe(first);
    first.sockets = 0;
    visitors.sweep(60_000);
    expect(visitors.arrive('a', 60_000)).not.toBe(first);
  });
});

describe.skipIf(missing !== undefined)('one address that takes everything', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await ServerProcess.serving();
  });
  afterAll(async () => {
    await server.stop('SIGKILL');
  });

  /** Somebody at another address enters, and a line of theirs runs. */
  async function neighbourWorks(): Promise<void> {
    const neighbour = await RoomClient.enter(server.address, {}, { from: NEIGHBOUR });
    expect(neighbour.error).toBeUndefined();
    await neighbour.drive(({ calls }) => Object.keys(calls).length > 0);
    await neighbour.leave();
  }

  test('by connections that say nothing leaves some to another, and loses them soon', async () => {
    const silent = Array.from(
      { length: LIMITS.viewers + SERVER_LIMITS.connectionsBesideViewers },
      () => new RoomClient(server.address),
    );
    await Promise.all(silent.map((client) => client.open()));
    const refused = silent.filter(({ refusedStatus }) => refusedStatus !== null);
    // None is refused if opening took so long that the first ones were closed meanwhile.
    expect(refused.filter(({ refusedStatus }) => refusedStatus !== 429)).toEqual([]);
    await neighbourWorks();
    await eventually(() =>
      silent.every(({ closed, refusedStatus }) => closed !== null || refusedStatus !== null),
    );
    const ends = silent.filter(({ refusedStatus }) => refusedStatus === null);
    expect(new Set(ends.map(({ closed, error }) => `${closed} ${error?.code}`))).toEqual(
      new Set(['1008 hello-first']),
    );
  });

  test('by file descriptors leaves running labs alone, and all is well when it has gone', async () => {
    const tight = await ServerProcess.serving(['--port', '0'], {}, '-n 200');
    onTestFinished(async () => void (await tight.stop('SIGKILL')));
    const controller = await RoomClient.enter(tight.address);
    const { port } = new URL(tight.address);
    const settled = new Set<Socket>();
    const idle = Array.from({ length: 400 }, () => {
      const socket = connect(Number(port), '127.0.0.1');
      // A connection stands with half a request, or is reset because there is no descriptor for it.
      socket.once('connect', () => socket.write('GET / HTTP/1.1\r\n', () => settled.add(socket)));
      socket.once('error', () => settled.add(socket));
      return socket;
    });
    await eventually(() => settled.size === idle.length);
    await controller.drive(({ calls }) => Object.keys(calls).length > 0);
    for (const socket of idle) socket.destroy();
    await eventually(async () => (await tight.health().catch(() => null))?.['labs'] === 1);
    await (await RoomClient.enter(tight.address)).leave();
    await controller.leave();
  });

  test('by rooms is told so at its bound, and leaves labs to another', async () => {
    const entered = await Promise.all(
      Array.from({ length: ADDRESS_SHARES.labs + 1 }, () => RoomClient.enter(server.address)),
    );
    const errors = entered.flatMap(({ error }) => (error === undefined ? [] : [error.code]));
    expect(errors).toEqual(['too-many-from-here']);
    await neighbourWorks();
    for (const { socket } of entered) socket.terminate();
  });
});
