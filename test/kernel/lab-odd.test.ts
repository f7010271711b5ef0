import { describe, expect, test } from 'vitest';
import type { EventOf, LabEvent, LabEventType } from '../../shared/log/events.ts';
import { checkSentences } from '../support/claims/told-sentences.ts';
import { experiment } from '../support/experiment.ts';
import { lacks } from '../support/machine.ts';
import { checkLog, timelineOf } from '../support/log-checks.ts';

const missing = lacks('two-hosts', 'odd orders on the real kernel');

function ofType<T extends LabEventType>(events: readonly LabEvent[], type: T): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

const outcomes = (events: readonly LabEvent[]): string[] =>
  ofType(events, 'program-ended').map((event) => `${event.program} ${event.cause}`);

describe.skipIf(missing !== undefined)('what learners do out of order', () => {
  test('run again in the very moment a connect begins ends it all the same', async () => {
    const { events } = await experiment('runAgainAtOnce');
    expect(ofType(events, 'program-loaded').at(-1)?.run).toBe(13);
    expect(checkLog(events).faults).toEqual([]);
  });

  test('[MODEL5] a reply still on the wire when its sender has reset the connection arrives and can be read', async () => {
    const { events } = await experiment('replyThenReset');
    expect(ofType(events, 'output').map(({ text }) => text)).toContain('客户端你的数据我收到了');
    expect(checkLog(events).faults).toEqual([]);
  });

  test('[MODEL5] a reset that is not exactly next draws a challenge ACK and ends nothing (RFC 5961 §3.2)', async () => {
    const { events } = await experiment('resetOutOfTurn');
    const reset = ofType(events, 'segment-sent').find((event) => event.headers.flags.includes('RST'));
    const delivered = ofType(events, 'segment-delivered').find((event) => event.segment === reset?.segment);
    const challenge = ofType(events, 'segment-sent').find(
      (event) => event.seq > (delivered?.seq ?? Infinity),
    );
    expect(challenge).toMatchObject({ from: 'client', headers: { flags: ['ACK'], payloadBytes: 0 } });
    const { sockets, flows } = timelineOf(events).stateAt((challenge?.seq ?? 0) + 1);
    expect(Object.values(sockets).find((socket) => socket.host === 'client')?.state).toBe('ESTABLISHED');
    expect(Object.values(flows).find((flow) => flow.from === 'client')?.reset).toBe(false);
    expect(checkLog(events).faults).toEqual([]);
  });

  test('a FIN that overtakes the data before it counts once they have come', async () => {
    const { events } = await experiment('finBeforeData');
    const flow = Object.values(timelineOf(events).state.flows).find(({ from }) => from === 'server');
    expect(flow).toMatchObject({ received: 33, read: 33, fin: { received: true } });
    expect(outcomes(events).toSorted()).toEqual(['client finished', 'server finished']);
    expect(checkLog(events).faults).toEqual([]);
  });

  test('[PROG6] threads that nobody watches are paused once, the log says so, and a step takes them on', async () => {
    const { events, pausedAt } = await experiment('unwatched');
    expect(ofType(events, 'notice').filter(({ code }) => code === 'run-unwatched')).toHaveLength(1);
    expect(ofType(events.slice(pausedAt), 'thread-step')).toHaveLength(1);
    expect(checkLog(events).faults).toEqual([]);
  });

  test('data beyond a hole waits out of order, and counts once the hole is filled', async () => {
    const { events, hole } = await experiment('dataBeyondAHole');
    const flowAt = (seq: number) =>
      Object.values(timelineOf(events).stateAt(seq).flows).find(({ from }) => from === 'client');
    expect(flowAt(hole)).toMatchObject({ received: 0, outOfOrder: [{ to: 2000 }] });
    expect(flowAt(events.length)?.received).toBe(2000);
    expect(checkLog(events).faults).toEqual([]);
  });

  test('data for a socket that is shut down in both directions are answered with a reset, and not received', async () => {
    const { events } = await experiment('dataAfterShutdown');
    const reply = ofType(events, 'segment-sent').find(({ headers }) => headers.payloadBytes > 0)!;
    const reset = ofType(events, 'segment-sent').find(({ headers }) => headers.flags.includes('RST'));
    expect([reply.from, reset?.from]).toEqual(['server', 'client']);
    const flow = Object.values(timelineOf(events).state.flows).find(({ from }) => from === 'server');
    expect(flow).toMatchObject({ received: 0, discarded: { unread: 0 } });
    expect(checkLog(events).faults).toEqual([]);
    const { counts, faults } = checkSentences(events);
    expect(faults).toEqual([]);
    expect([counts['dataRefused']?.told, counts['closed.unread']?.told]).toEqual([1, undefined]);
  });

  test('[WIRE4] with its ACK a copy of what has arrived is thrown away: nobody waits for it any more', async () => {
    const { events } = await experiment('copyOfTheAcknowledged');
    expect(ofType(events, 'segment-dropped').map(({ cause }) => cause)).toContain('obsolete');
    expect(checkLog(events).faults).toEqual([]);
  });

  test('[MODEL6] a segment that a newer one overtook is too old for its timestamp (RFC 7323 §5.3)', async () => {
    const { events } = await experiment('olderThanACopy');
    const flow = Object.values(timelineOf(events).state.flows).find(({ from }) => from === 'client');
    const [first, second] = ofType(events, 'segment-sent').filter(
      ({ from, headers }) => from === 'client' && headers.payloadBytes > 0,
    );
    expect(ofType(events, 'segment-delivered').map(({ segment }) => segment)).toContain(second?.segment);
    expect(flow?.received).toBe(first?.headers.payloadBytes);
    expect(checkLog(events).faults).toEqual([]);
  });

  test('close() before everything is sent leaves bytes and a FIN to the kernel alone', async () => {
    const { events, closed } = await experiment('closeBeforeSent');
    const { sockets, flows } = timelineOf(events).stateAt(closed);
    const flow = Object.values(flows).find(({ from }) => from === 'client');
    expect(flow).toMatchObject({ written: { min: 40_000 }, fin: { at: 40_000, sent: false } });
    expect(flow?.sent).toBeLessThan(40_000);
    const orphan = Object.values(sockets).find(({ host }) => host === 'client');
    expect(orphan).toMatchObject({ state: 'FIN_WAIT1', closed: true, kernel: { wqueue: 40_001 } });
    expect(checkLog(events).faults).toEqual([]);
  });

  test('[WIRE7] a dropped SYN whose sender is gone is forgotten; the next run goes to its end', async () => {
    const { events } = await experiment('abandonedSyn');
    expect(outcomes(events).slice(-2).toSorted()).toEqual(['client finished', 'server finished']);
    expect(timelineOf(events).state.wire.chips).toEqual([]);
    expect(checkLog(events).faults).toEqual([]);
  });

  test('a wire that loses, doubles and reorders only delays: every byte arrives', async () => {
    const { events } = await experiment('badWire');
    const causes = new Set(ofType(events, 'segment-dropped').map(({ cause }) => cause));
    expect(causes).toContain('loss');
    expect(ofType(events, 'segment-duplicated').length).toBeGreaterThan(0);
    const flow = Object.values(timelineOf(events).state.flows).find(({ from }) => from === 'client');
    expect(flow).toMatchObject({ sent: 6000, received: 6000 });
    expect(Math.max(...ofType(events, 'segment-sent').map(({ rawBytes }) => rawBytes))).toBeLessThanOrEqual(
      1300,
    );
    expect(checkLog(events).faults).toEqual([]);
  });

  test('listen without bind is refused where it would open a port of the machine', async () => {
    const { events } = await experiment('listenEverywhere');
    expect(ofType(events, 'call-entered').map(({ name }) => name)).not.toContain('listen');
    expect(ofType(events, 'thread-ended')).toContainEqual(
      expect.objectContaining({
        thread: 'server/main',
        exception: expect.objectContaining({ name: 'LabRefusal' }) as unknown,
      }),
    );
  });

  test('connect to a port that the lab does not listen on but another program does is refused', async () => {
    const { logs } = await experiment('connectToStranger', { privilege: 'bare' });
    const events = logs.flat();
    const ends = ofType(events, 'thread-ended').filter(({ thread }) => thread === 'client/main');
    expect(ends.map(({ exception }) => exception?.name)).toEqual([
      'LabRefusal',
      'LabRefusal',
      'ConnectionRefusedError',
    ]);
    // The kernel itself answers for a port without a listener.
    expect(ofType(events, 'call-entered').filter(({ name }) => name === 'connect')).toHaveLength(1);
  });
});
