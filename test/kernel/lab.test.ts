import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { labEventSchema, type EventOf, type LabEvent, type LabEventType } from '../../shared/log/events.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import { applyEvent } from '../../shared/model/reducer/apply-event.ts';
import { EMPTY_LAB_STATE } from '../../shared/model/lab-state.ts';
import { experiment } from '../support/experiment.ts';
import { lacks } from '../support/machine.ts';
import { checkLog, timelineOf } from '../support/log-checks.ts';
import { segmentLine } from './scenarios/segment-line.ts';

const missing = lacks('two-hosts', 'labs with two hosts on the real kernel');

function ofType<T extends LabEventType>(events: readonly LabEvent[], type: T): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

const outcomes = (events: readonly LabEvent[]): string[] =>
  ofType(events, 'program-ended').map((event) => `${event.program} ${event.cause}`);
const flowFrom = (state: LabState, from: 'client' | 'server') =>
  Object.values(state.flows).findLast((flow) => flow.from === from);

function expectLawful(events: readonly LabEvent[], atLeast: { rests: number; compared: number }): void {
  const report = checkLog(events);
  expect(report.faults).toEqual([]);
  expect(report.rests).toBeGreaterThanOrEqual(atLeast.rests);
  expect(report.compared).toBeGreaterThanOrEqual(atLeast.compared);
}

describe.each([
  ['two-hosts', 'lessonOnTwoHosts'],
  ['loopback', 'lessonOnLoopback'],
] as const)('L1 on %s', (grade, scenario) => {
  test.skipIf(missing !== undefined)(
    '[WITNESS1] runs from first to last line, and model and kernel agree throughout',
    async () => {
      const { events } = await experiment(scenario);
      expect(outcomes(events).toSorted()).toEqual(['client finished', 'server finished']);
      expect(ofType(events, 'lab-opened')[0]?.grade).toBe(grade);
      expect(ofType(events, 'output').map((event) => event.text)).toEqual([
        expect.stringMatching(/^client: \('192\.168\.127\.[12]', \d+\)$/),
        'received: nihaoma',
        '客户端你的数据我收到了',
      ]);
      expectLawful(events, { rests: 15, compared: 20 });
    },
  );

  test.skipIf(missing !== undefined)('[EVENT1] every event is as the schema says', async () => {
    const { events } = await experiment(scenario);
    for (const event of events) expect(v.safeParse(labEventSchema, event).issues).toBeUndefined();
  });
});

test('L1 on the machine’s own lo, positions from counters', async () => {
  const { events } = await experiment('lessonOnSharedLoopback', { privilege: 'bare' });
  expect(outcomes(events).toSorted()).toEqual(['client finished', 'server finished']);
  expect(ofType(events, 'segment-sent')).toEqual([]);
  expect(ofType(events, 'call-entered').flatMap(({ address }) => address?.host ?? [])).toEqual([
    expect.stringMatching(/^127\.[1-9]\d*\.\d+\.\d+$/),
    expect.stringMatching(/^127\.[1-9]\d*\.\d+\.\d+$/),
  ]);
  expectLawful(events, { rests: 15, compared: 0 });
});

describe.skipIf(missing !== undefined)('a lab with two hosts', () => {
  test('at full speed on an automatic wire the rules hold as well', async () => {
    const { events } = await experiment('lessonAtFullSpeed');
    expect(outcomes(events).toSorted()).toEqual(['client finished', 'server finished']);
    expectLawful(events, { rests: 1, compared: 0 });
  });

  test('[WIRE1] a held segment is a copy: its bytes stay in the send buffer until acknowledged', async () => {
    const { events, heldAt, deliveredAt } = await experiment('holdAndDeliver');
    const timeline = timelineOf(events);
    const held = timeline.stateAt(heldAt);
    expect(flowFrom(held, 'client')).toMatchObject({ sent: 7, received: 0, acked: 0 });
    expect(held.threads['server/main']?.status).toBe('blocked');
    expect(
      ofType(events, 'call-returned').some((e) => e.seq <= heldAt && e.result.ok && e.result.value === 7),
    ).toBe(true);
    const delivered = timeline.stateAt(deliveredAt);
    expect(flowFrom(delivered, 'client')).toMatchObject({ received: 7, read: 7, acked: 0 });
    expect(delivered.programs['server']?.variables.find(({ name }) => name === 'data')?.value).toMatchObject({
      is: 'bytes',
      bytes: { length: 7 },
    });
  });

  test('[OBS1] a blocked call is named by the kernel, with its thread', async () => {
    const { events } = await experiment('holdAndDeliver');
    const blocked = ofType(events, 'call-blocked');
    expect(blocked.map(({ kernelCall, source }) => `${source} ${kernelCall}`)).toContain('kernel recvfrom');
    expect(blocked.every(({ tid }) => tid > 0)).toBe(true);
  });

  test('[WIRE3] a dropped segment is sent again by the kernel, on the same chip', async () => {
    const { events, droppedAt, againAt } = await experiment('dropAndWait');
    const timeline = timelineOf(events);
    const lost = timeline.stateAt(droppedAt).wire.chips.find((chip) => chip.dropped > 0);
    expect(lost).toMatchObject({ held: [], delivered: 0 });
    const again = timeline.stateAt(againAt).wire.chips.find((chip) => chip.chip === lost?.chip);
    expect(again?.held[0]?.copy).toBe(true);
    expect(outcomes(events).toSorted()).toEqual(['client finished', 'server finished']);
    expectLawful(events, { rests: 15, compared: 20 });
  });

  test('[WIRE2] copies of a held SYN stack on its chip; dropping the top shows the next', async () => {
    const { events, stacked, afterDrop, chips } = await experiment('synCopies');
    expect(chips).toBe(1);
    expect(stacked).toBeGreaterThanOrEqual(3);
    expect(afterDrop).toBeGreaterThanOrEqual(stacked - 1);
    expect(outcomes(events).toSorted()).toEqual(['client finished', 'server finished']);
    expectLawful(events, { rests: 15, compared: 20 });
  });

  test('connect to a closed port raises ConnectionRefusedError, errno 111', async () => {
    const { events } = await experiment('refused');
    expect(ofType(events, 'thread-ended').find((e) => e.exception)?.exception).toEqual({
      name: 'ConnectionRefusedError',
      message: '[Errno 111] Connection refused',
      errno: { number: 111, name: 'ECONNREFUSED' },
    });
    expect(outcomes(events)).toContain('client exception');
    expectLawful(events, { rests: 5, compared: 0 });
  });

  test('recv(4) of 你好 splits a character, and decode says so as Python does', async () => {
    const { events } = await experiment('splitCharacter');
    const raised = ofType(events, 'thread-ended').find((e) => e.exception)?.exception;
    expect(raised).toEqual({
      name: 'UnicodeDecodeError',
      message: "'utf-8' codec can't decode byte 0xe5 in position 3: unexpected end of data",
    });
    // The exit closes a socket with two unread bytes, and the kernel answers with a reset.
    expect(ofType(events, 'segment-sent').some((e) => e.headers.flags.includes('RST'))).toBe(true);
    expectLawful(events, { rests: 10, compared: 5 });
  });

  test('over IPv6', async () => {
    const { events } = await experiment('overIpv6');
    expect(outcomes(events).toSorted()).toEqual(['client finished', 'server finished']);
    expect(ofType(events, 'output')[0]?.text).toMatch(/^client: \('fd00:127::2', \d+, 0, 0\)$/);
    expectLawful(events, { rests: 15, compared: 20 });
  });

  test('[PROG5] run again keeps the hosts: TIME_WAIT stays, and a run cut off in mid-call leaves nothing behind', async () => {
    const { events } = await experiment('runAgain');
    expect(ofType(events, 'program-loaded').map(({ run }) => run)).toEqual([1, 1, 2, 2, 3, 3]);
    expect(outcomes(events).slice(-2).toSorted()).toEqual(['client finished', 'server finished']);
    const second = ofType(events, 'program-loaded').find(({ run }) => run === 2);
    const waiting = Object.values(timelineOf(events).stateAt(second?.seq ?? 0).sockets);
    expect(waiting.some((socket) => socket.state === 'TIME_WAIT' && !socket.gone)).toBe(true);
    expectLawful(events, { rests: 30, compared: 40 });
  });

  test('8 KiB in segments of at most one MTU, each byte accounted for', async () => {
    const { events } = await experiment('severalSegments');
    const flow = flowFrom(timelineOf(events).state, 'client');
    expect(flow).toMatchObject({
      sent: 8192,
      received: 8192,
      acked: 8192,
      read: 3000,
      discarded: { unread: 5192 },
    });
    expect(Math.max(...ofType(events, 'segment-sent').map((e) => e.rawBytes))).toBeLessThanOrEqual(1500);
    expectLawful(events, { rests: 20, compared: 20 });
  });

  test('the log’s segments are those of an independent capture inside the hosts', async () => {
    const { events, captured } = await experiment('segmentsTwice');
    const logged = ofType(events, 'segment-sent').map((event) => segmentLine(event.headers));
    expect(logged.toSorted()).toEqual(captured.toSorted());
    expect(logged.length).toBeGreaterThanOrEqual(10);
  });

  test('[WIRE5] what a NIC’s own queue has no room for is counted by its kernel, and told', async () => {
    const { events, left } = await experiment('nicOverflows');
    const lost = ofType(events, 'nic-overflow').reduce((sum, { dropped }) => sum + dropped, 0);
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(left);
    expect(timelineOf(events).state.hosts['client']?.nic?.overflowed).toBe(lost);
  });

  test('ending a lab with blocked threads leaves no file behind', async () => {
    const { filesBefore, filesAfter, events } = await experiment('endWhileBlocked');
    expect(events.at(-1)?.type).toBe('lab-closed');
    expect(filesAfter).toBe(filesBefore);
  });

  test('[STATE2] any moment of a timeline is the fold of the events up to it', async () => {
    const { events } = await experiment('lessonOnTwoHosts');
    const timeline = timelineOf(events);
    const folded = [EMPTY_LAB_STATE];
    for (const event of events) folded.push(applyEvent(folded.at(-1) ?? EMPTY_LAB_STATE, event));
    for (const seq of [events.length, 1, 64, 63, 65, 128, 100, 0, 99])
      expect(timeline.stateAt(seq)).toEqual(folded[seq]);
  });
});

describe.skipIf(missing !== undefined)('[MODEL2] [WITNESS1] a reducer broken on purpose is caught', () => {
  const withFlow = (state: LabState, change: Partial<LabState['flows'][string]>): LabState => ({
    ...state,
    flows: Object.fromEntries(Object.entries(state.flows).map(([id, flow]) => [id, { ...flow, ...change }])),
  });
  const broken: Record<string, (state: LabState, event: LabEvent) => LabState> = {
    'acknowledgements ignored': (state, event) => withFlow(applyEvent(state, event), { acked: 0 }),
    'reads ignored': (state, event) => withFlow(applyEvent(state, event), { read: 0 }),
    'deliveries ignored': (state, event) =>
      event.type === 'segment-delivered' ? { ...state, seq: event.seq } : applyEvent(state, event),
    'segments ignored': (state, event) =>
      event.type === 'segment-sent' ? { ...state, seq: event.seq } : applyEvent(state, event),
    'sends ignored': (state, event) =>
      event.type === 'call-entered' && event.name === 'send'
        ? { ...state, seq: event.seq }
        : applyEvent(state, event),
  };
  test.each(Object.keys(broken))('%s', async (name) => {
    const { events } = await experiment('lessonOnTwoHosts');
    expect(checkLog(events, broken[name]).faults).not.toEqual([]);
  });
});
