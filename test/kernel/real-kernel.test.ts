import { describe, expect, test } from 'vitest';
import { experiment, runScenario } from '../support/experiment.ts';
import { lacks } from '../support/machine.ts';

const missing = lacks('two-hosts', 'tests with two hosts on the real kernel');

describe.skipIf(missing !== undefined)('two hosts on the real kernel', () => {
  test('a conversation: threads really block, bytes arrive exactly, states follow RFC 9293', async () => {
    const facts = await experiment('conversation');
    expect(facts.blockedInAccept).toEqual(['accept listener']);
    expect(facts.peer).toBe('192.168.127.2');
    expect(facts.received).toBe(facts.asked);
    expect(facts.sent).toBe(Buffer.byteLength(facts.asked));
    expect(facts.endOfStream).toBe(0);
    expect(facts.life.slice(0, 3)).toEqual([
      'listening: server LISTEN; client none',
      'handshake held before its last segment: server LISTEN + SYN_RECV queued; client ESTABLISHED',
      'connected: server ESTABLISHED + LISTEN; client ESTABLISHED',
    ]);
    // The kernel decides whether the ACK of the client's FIN is delayed (FIN_WAIT1) or not (FIN_WAIT2).
    expect(facts.life[3]).toMatch(/^client has shut down: server CLOSE_WAIT \+ LISTEN; client FIN_WAIT[12]$/);
    expect(facts.life.slice(4)).toEqual([
      'server has closed: server LISTEN; client TIME_WAIT queued',
      'all closed: server none; client TIME_WAIT queued',
    ]);
    expect(facts.timeWait?.kind).toBe('time-wait');
    expect(facts.blockedAtEnd).toBe(0);
  });

  test('one socket keeps one cookie from SYN_RECV to CLOSE_WAIT', async () => {
    expect((await experiment('conversation')).cookies).toBe(1);
  });

  test('counters: SYN counts as a byte, five unread bytes are charged as more', async () => {
    const { clientInfo, sent, unread, nic } = await experiment('conversation');
    expect(clientInfo?.bytesAcked).toBe(sent + 1);
    expect(unread?.rqueue).toBe(5);
    expect(unread?.rmemAlloc).toBeGreaterThan(5);
    expect(nic?.txDropped).toBe(0);
  });

  test('AF_PACKET inside the host saw exactly the segments that crossed our wire', async () => {
    const { captured, crossed, captureDropped } = await experiment('conversation');
    expect(captured).toEqual(crossed);
    expect(captureDropped).toBe(0);
  });

  test('a host is silent until a program speaks; `::` accepts IPv4 and IPv6', async () => {
    const { strayPackets, peers } = await experiment('dualStack');
    expect(strayPackets).toBe(0);
    expect(peers).toEqual(['::ffff:192.168.127.2', 'fd00:127::2']);
  });

  test('calm timers: a segment held for 3 s is not copied; the kernel’s own copy it', async () => {
    const { calm, kernel } = await experiment('calmTimers');
    expect(calm).toMatchObject({ copies: 0, received: 'held', timer: { kind: 'retransmit' } });
    expect(calm.applied.calm).toBe(true);
    expect(kernel.copies).toBeGreaterThan(0);
  });

  test('before Linux 6.11 a locked rto_min of the route is as calm', async () => {
    expect(await experiment('routeMinimumRto')).toMatchObject({ copies: 0, received: 'held' });
  });

  test('errors are the kernel’s own, and shutdown ends blocked calls', async () => {
    expect(await experiment('errors')).toMatchObject({
      refused: 'ECONNREFUSED',
      unreachable: 'ENETUNREACH',
      notOurs: 'EADDRNOTAVAIL',
      inUse: ['EADDRINUSE', 'ok'],
      notConnected: 'EPIPE',
      badFd: 'EBADF',
      endedAccept: 'EINVAL',
      endedRecv: 0,
      brokenPipe: 'EPIPE',
    });
  });

  test('a recv whose fd was replaced by dup3 still waits on the old socket', async () => {
    expect(await experiment('errors')).toMatchObject({ stillBlocked: true, receivedAfterClose: 'late' });
  });

  test('calls beyond the budget are refused, and none stays in flight', async () => {
    expect(await experiment('errors')).toMatchObject({
      beyondBudget: 'blocked-calls-full',
      inFlightWhenFull: 48,
      inFlightAtEnd: 0,
    });
  });

  test('32 MB at full speed: identical, segments of at most the MTU, nothing dropped silently', async () => {
    const facts = await experiment('bulk');
    expect(facts).toMatchObject({ identical: true, dropped: [0, 0] });
    expect(facts.longestSegment).toBeLessThanOrEqual(1500);
  });

  test('of connections that one host closes without end, 64 stay in TIME_WAIT', async () => {
    const { connections, states } = await experiment('timeWait');
    expect(connections).toBeGreaterThan(64);
    expect(states).toEqual(Array.from({ length: 64 }, () => 'TIME_WAIT'));
  });

  test('a copy of the last FIN that a busy machine brings late does not end TIME_WAIT', async () => {
    const { before, after } = await experiment('timeWaitAfterCopy');
    expect(before.toSorted()).toEqual(['LISTEN', 'TIME_WAIT']);
    expect(after).toEqual(before);
  });

  test('fifty hosts made and closed leave no fd and no blocked thread', async () => {
    const facts = await experiment('manyHosts');
    expect(facts.after).toBe(facts.before);
    expect(facts.rows).toEqual(facts.rows.map(() => 1));
    expect(facts.blockedAtEnd).toBe(0);
  });

  test('exitNow leaves at once although a thread is blocked in accept', async () => {
    expect((await runScenario('exitWhileBlocked')).exitCode).toBe(7);
  });

  test('an uncaught exception during a blocked accept ends the process', async () => {
    const { exitCode, stderr } = await runScenario('throwWhileBlocked');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('thrown during a blocked accept');
  });

  test('an error of whoever receives a segment is not swallowed', async () => {
    const { exitCode, stderr } = await runScenario('throwOnSegment');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('thrown on a segment');
  });

  test.skipIf(process.getuid?.() !== 0)('root needs no user namespace', async () => {
    expect(await experiment('probe', { privilege: 'bare' })).toMatchObject({
      twoHosts: { ok: true },
      loopback: { private: true },
    });
    expect((await experiment('conversation', { privilege: 'bare' })).cookies).toBe(1);
  });
});

const noPrivateLoopback = lacks('private-loopback', 'the loopback grade');

describe.skipIf(noPrivateLoopback !== undefined)('the loopback grade', () => {
  test('`lo` carries segments of at most 1,500 bytes, each seen going out and coming in', async () => {
    const facts = await experiment('loopback');
    expect(facts.shortcomings).toEqual([]);
    expect(facts.peer).toBe('192.168.127.2');
    expect(facts.types).toEqual(['host', 'outgoing']);
    expect(facts.capturedPayload).toBe(facts.received);
    expect(facts.longestPacket).toBeLessThanOrEqual(1500);
    expect(facts.clockErrorMs).toBeLessThan(1000);
  });
});
