import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_LAB_STATE, type FlowState } from '../../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../../shared/model/reducer/apply-event.ts';
import { newFlow } from '../../../../shared/model/reducer/flows.ts';
import { parseSegment, type Segment } from '../../../../shared/tcp/segment.ts';
import { headersOf, packetLength } from '../../../../shared/tcp/raw-headers.ts';
import { fromHex } from '../../../../shared/bytes.ts';
import { plainWire } from '../../../../shared/log/wire-settings.ts';
import {
  beginsRun,
  crossesPlainly,
  SegmentRate,
  SegmentRun,
} from '../../../../server/lab-host/networks/coalescing.ts';
import { SERVER_LIMITS } from '../../../../server/limits.ts';

const client = { host: '192.168.127.2', port: 40_000 };
const server = { host: '192.168.127.1', port: 8080 };
const ISN = 2 ** 32 - 3000;
const flow: FlowState = {
  ...newFlow({ flow: 'out', from: 'client', to: 'server', source: client, destination: server, isn: ISN }),
  written: { min: 1e6, max: 1e6 },
  rightEdge: 1e6,
};
const back: FlowState = newFlow({
  flow: 'back',
  from: 'server',
  to: 'client',
  source: server,
  destination: client,
  isn: 77,
});
const state = { ...EMPTY_LAB_STATE, flows: { out: flow, back } };

/** Returns a packet as a NIC hands it over. */
function packet(seq: number, payload: number, change: { ack?: number; bits?: number; window?: number } = {}) {
  const bytes = Buffer.alloc(40 + payload);
  bytes.writeUInt8(0x45, 0);
  bytes.writeUInt16BE(bytes.length, 2);
  bytes.writeUInt8(6, 9);
  bytes.set([192, 168, 127, 2, 192, 168, 127, 1], 12);
  bytes.writeUInt16BE(client.port, 20);
  bytes.writeUInt16BE(server.port, 22);
  bytes.writeUInt32BE((((ISN + 1 + seq) % 2 ** 32) + 2 ** 32) % 2 ** 32, 24);
  bytes.writeUInt32BE(change.ack ?? 78, 28);
  bytes.writeUInt8(0x50, 32);
  bytes.writeUInt8(change.bits ?? 0x10, 33);
  bytes.writeUInt16BE(change.window ?? 500, 34);
  return bytes;
}
const parsed = (bytes: Buffer): Segment => parseSegment(bytes)!;

function run(packets: readonly Buffer[]): SegmentRun {
  const [first] = packets;
  const made = new SegmentRun('client', 1, flow, parsed(first!), first!);
  for (const bytes of packets.slice(1)) made.add(bytes);
  return made;
}

describe('a run of segments', () => {
  test('has the same effect on the flow as its segments one by one', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 1460 }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(sizes, (payloads) => {
        let at = 0;
        const packets = payloads.map((payload) => packet((at += payload) - payload, payload));
        const stamped = (bodies: ReturnType<SegmentRun['events']>) =>
          bodies.map((body, i) => ({ ...body, seq: i + 1, at: i }));
        const one = stamped(run(packets).events()).reduce(applyEvent, state);
        const singles = packets.flatMap((bytes, i) =>
          new SegmentRun('client', i + 1, flow, parsed(bytes), bytes).events(),
        );
        const many = stamped(singles).reduce(applyEvent, state);
        expect(one.flows).toEqual(many.flows);
        expect(one.wire.chips.flatMap(({ held }) => held)).toEqual([]);
      }),
    );
  });

  test('keeps every header, each of which tells its packet’s length', () => {
    const packets = [packet(0, 100), packet(100, 1460), packet(1560, 7)];
    const [event] = run(packets).events();
    const raw = event?.type === 'segments-passed' ? event.raw : '';
    const headers = headersOf(fromHex(raw));
    expect(headers.map(packetLength)).toEqual(packets.map(({ length }) => length));
    expect(headers.map((bytes) => Buffer.from(bytes))).toEqual(packets.map((bytes) => bytes.subarray(0, 40)));
    expect(event).toMatchObject({ count: 3, payloadBytes: 1567, rawBytes: 1687 });
  });

  test('of one segment is told as one always is', () => {
    expect(
      run([packet(0, 5)])
        .events()
        .map(({ type }) => type),
    ).toEqual(['segment-sent', 'segment-delivered']);
  });

  test.each([
    ['does not go back', packet(50, 10)],
    ['has no hole', packet(150, 10)],
    ['has no FIN', packet(100, 10, { bits: 0x11 })],
    ['has no RST', packet(100, 0, { bits: 0x14 })],
    ['has no closed window', packet(100, 10, { window: 0 })],
    ['of data has no pure ACK', packet(100, 0)],
  ])('%s', (_, bytes) => {
    expect(run([packet(0, 100)]).accepts(bytes)).toBe(false);
  });

  test('of ACKs has none that repeats another', () => {
    const acks = run([packet(0, 0, { ack: 200 })]);
    expect(acks.accepts(packet(0, 0, { ack: 200 }))).toBe(false);
    expect(acks.accepts(packet(0, 0, { ack: 300 }))).toBe(true);
  });

  test('begins only where the stream goes on', () => {
    expect(beginsRun(flow, back, parsed(packet(0, 10)))).toBe(true);
    expect(beginsRun({ ...flow, sent: 10 }, back, parsed(packet(0, 10)))).toBe(false);
    expect(beginsRun(flow, back, parsed(packet(0, 0, { ack: 78 })))).toBe(false);
    expect(beginsRun({ ...flow, reset: true }, back, parsed(packet(0, 10)))).toBe(false);
  });
});

describe('segments are told in runs', () => {
  const { segmentsToldAtOnce: atOnce, segmentsToldPerSecond: perSecond } = SERVER_LIMITS;

  test('once more have come at once than are told one by one, and until as many could have been told', () => {
    const rate = new SegmentRate();
    for (let i = 1; i < atOnce; i += 1) expect(rate.count(0)).toBe(false);
    expect(rate.count(0)).toBe(true);
    rate.add(1000 * atOnce);
    const emptyAfterMs = (1000 * atOnce) / perSecond;
    expect(rate.count(emptyAfterMs / 2)).toBe(true);
    expect(rate.count(emptyAfterMs / 2 + emptyAfterMs)).toBe(false);
  });

  test('at any rate above the stated one in the end, and never at a lower one', () => {
    const isEverFast = (segments: number): boolean => {
      const rate = new SegmentRate();
      return Array.from({ length: 20 * perSecond }, (_, i) => rate.count((i * 1000) / segments)).includes(
        true,
      );
    };
    expect(isEverFast(1.1 * perSecond)).toBe(true);
    expect(isEverFast(0.9 * perSecond)).toBe(false);
  });

  test('only where the wire changes nothing', () => {
    const plain = plainWire('auto');
    expect(crossesPlainly(plain, 'client')).toBe(true);
    expect(crossesPlainly(plainWire('hold'), 'client')).toBe(false);
    const figures = [
      'delayMs',
      'kbitPerSecond',
      'lossPercent',
      'duplicatePercent',
      'reorderPercent',
    ] as const;
    for (const figure of figures) {
      const changed = { ...plain, toServer: { ...plain.toServer, [figure]: 5 } };
      expect([crossesPlainly(changed, 'client'), crossesPlainly(changed, 'server')]).toEqual([false, true]);
    }
  });
});
