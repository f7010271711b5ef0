import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { fromHex } from '../../../../shared/bytes.ts';
import type { EventOf, HostId, LabEvent, LabEventBody } from '../../../../shared/log/events.ts';
import { EMPTY_LAB_STATE, type LabState } from '../../../../shared/model/lab-state.ts';
import { applyEvent } from '../../../../shared/model/reducer/apply-event.ts';
import { parseSegment } from '../../../../shared/tcp/segment.ts';
import { headersOf } from '../../../../shared/tcp/raw-headers.ts';
import { plainWire } from '../../../../shared/log/wire-settings.ts';
import { EventLog } from '../../../../server/lab-host/event-log.ts';
import type { Nic } from '../../../../server/lab-host/networks/hosts/nic.ts';
import { Wire } from '../../../../server/lab-host/networks/wire.ts';
import { SERVER_LIMITS } from '../../../../server/limits.ts';
import { LIMITS } from '../../../../shared/limits.ts';

/*
 * The real wire lies between two NICs that take everything. The tests check its log of any traffic, folded or
 * not.
 */

const HOSTS = ['client', 'server'] as const;
const PORTS = { client: 40_000, server: 8080 } as const;
const ADDRESSES = { client: [192, 168, 127, 2], server: [192, 168, 127, 1] } as const;
const ISN = { client: 2 ** 32 - 3000, server: 77 } as const;
const FLAGS = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16 } as const;
const other = (host: HostId): HostId => (host === 'client' ? 'server' : 'client');

interface Sent {
  readonly from: HostId;
  /** Stream offsets: 0 is the first byte, and -1 the SYN. */
  readonly seq: number;
  readonly ack: number;
  readonly payload?: number;
  readonly window?: number;
  readonly flags?: number;
  readonly time?: number;
  readonly port?: number;
}

function packet({
  from,
  seq,
  ack,
  payload = 0,
  window = 500,
  flags = FLAGS.ACK,
  time = 1,
  port,
}: Sent): Buffer {
  const syn = (flags & FLAGS.SYN) > 0;
  const options = Buffer.from([1, 1, 8, 10, 0, 0, 0, 0, 0, 0, 0, 0, ...(syn ? [1, 3, 3, 7] : [])]);
  options.writeUInt32BE(time >>> 0, 4);
  const header = 40 + options.length;
  const bytes = Buffer.alloc(header + payload);
  bytes.writeUInt8(0x45, 0);
  bytes.writeUInt16BE(bytes.length, 2);
  bytes.writeUInt8(6, 9);
  bytes.set([...ADDRESSES[from], ...ADDRESSES[other(from)]], 12);
  bytes.writeUInt16BE(port ?? PORTS[from], 20);
  bytes.writeUInt16BE(PORTS[other(from)], 22);
  bytes.writeUInt32BE((ISN[from] + 1 + seq) >>> 0, 24);
  bytes.writeUInt32BE((ISN[other(from)] + 1 + ack) >>> 0, 28);
  bytes.writeUInt8(((20 + options.length) / 4) << 4, 32);
  bytes.writeUInt8(flags, 33);
  bytes.writeUInt16BE(window, 34);
  bytes.set(options, 40);
  return bytes;
}

/** Before the traffic come a handshake, and a flood of an unknown connection, so that the wire is fast. */
const handshake: readonly Sent[] = [
  { from: 'client', seq: -1, ack: 0, flags: FLAGS.SYN },
  { from: 'server', seq: -1, ack: 0, flags: FLAGS.SYN | FLAGS.ACK },
  { from: 'client', seq: 0, ack: 0 },
];
const flood: readonly Sent[] = Array.from({ length: SERVER_LIMITS.segmentsToldAtOnce + 1 }, () => ({
  from: 'client' as const,
  seq: 0,
  ack: 0,
  port: 9,
}));

const opened: LabEventBody = {
  type: 'lab-opened',
  source: 'kernel',
  lesson: 'L1',
  grade: 'two-hosts',
  capture: 'wire',
  isolated: true,
  kernel: 'test',
  timers: 'calm',
  hosts: HOSTS.map((host) => ({ host, addresses: [], nic: { name: 'eth0', mtu: 1500 } })),
};

/** Returns the wire, a function by which its NICs give it packets, and its log so far. */
function openWire() {
  const events: LabEvent[] = [];
  const log = new EventLog((batch) => void events.push(...batch));
  log.append(opened);
  const nics = {} as Record<HostId, { segment: (bytes: Buffer) => void; pause: () => void }>;
  const nic = (host: HostId): Nic => ({
    name: 'eth0',
    setMtu() {},
    readable(segment, pause = () => {}) {
      nics[host] = { segment, pause };
    },
    write: (bytes) => ({ ok: true, value: bytes.length }),
    stats: () => {
      throw new Error('not asked for');
    },
    close: async () => {},
  });
  const wire = new Wire(log, { client: nic('client'), server: nic('server') }, () => {});
  const give = (lots: readonly Lot[]): void => {
    for (const { from, packets } of lots) {
      for (const bytes of packets) nics[from].segment(bytes);
      nics[from].pause();
    }
  };
  const told = (): readonly LabEvent[] => {
    log.flush();
    return events;
  };
  return { wire, give, told };
}

/** Returns the wire's log after these lots. */
function carried(given: readonly Lot[]): readonly LabEvent[] {
  const { give, told } = openWire();
  give(given);
  return told();
}

/** Returns the state if each packet is sent and delivered by itself. */
function oneByOne(given: readonly Lot[]): LabState {
  let state = applyEvent(EMPTY_LAB_STATE, { ...opened, seq: 1, at: 0 } as LabEvent);
  const packets = given.flatMap(({ from, packets: all }) => all.map((bytes) => ({ from, bytes })));
  for (const [i, { from, bytes }] of packets.entries()) {
    const stamp = { at: i, source: 'segment' as const, segment: i + 1 };
    const headers = parseSegment(bytes)!;
    const raw = { raw: '', rawBytes: bytes.length };
    state = applyEvent(state, { ...stamp, seq: state.seq + 1, type: 'segment-sent', from, headers, ...raw });
    state = applyEvent(state, { ...stamp, seq: state.seq + 1, type: 'segment-delivered' });
  }
  return state;
}

/** A segment departs so from the stream's plain course; mostly not at all. */
const segment = fc.record({
  odd: fc.oneof({ weight: 12, arbitrary: fc.constant(false) }, fc.constant(true)),
  payload: fc.integer({ min: 1, max: 1448 }),
  back: fc.oneof({ weight: 12, arbitrary: fc.constant(0) }, fc.integer({ min: -2000, max: 2000 })),
  acks: fc.oneof({ weight: 12, arbitrary: fc.nat(1000) }, fc.integer({ min: -3000, max: 0 })),
  window: fc.oneof({ weight: 12, arbitrary: fc.constant(500) }, fc.nat(1000), fc.constant(0)),
  time: fc.oneof({ weight: 12, arbitrary: fc.nat(1) }, fc.integer({ min: -4, max: 9 })),
  flags: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(FLAGS.ACK, FLAGS.ACK | FLAGS.PSH) },
    fc.constantFrom(FLAGS.ACK | FLAGS.FIN, FLAGS.ACK | FLAGS.RST, FLAGS.RST),
  ),
});
/** The packets that one NIC gives in one turn: mostly data from the client, and ACKs from the server. */
const lots = fc.array(
  fc.record({
    from: fc.constantFrom('client' as const, 'client' as const, 'server' as const),
    data: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, fc.boolean()),
    segments: fc.array(segment, { minLength: 1, maxLength: 8 }),
  }),
  { maxLength: 12 },
);

const plainly = { odd: false, payload: 1, back: 0, acks: 0, window: 500, time: 0, flags: FLAGS.ACK };
/** The bytes beyond a FIN are acknowledged together with it, or before it. */
const beyondFin = [
  { from: 'client', data: false, segments: [{ ...plainly, back: -383, window: 0 }, plainly] },
  { from: 'client', data: null, segments: [{ ...plainly, payload: 854 }] },
  {
    from: 'client',
    data: false,
    segments: [{ ...plainly, flags: FLAGS.ACK | FLAGS.FIN }, { ...plainly, odd: true }, plainly],
  },
  {
    from: 'server',
    data: null,
    segments: [
      { ...plainly, acks: 382, window: 1 },
      { ...plainly, acks: 855 },
      { ...plainly, acks: 1 },
    ],
  },
] as const;

interface Lot {
  readonly from: HostId;
  readonly packets: readonly Buffer[];
}

/**
 * Makes each segment continue its direction's stream and acknowledge some more of the other's, and then
 * applies its departure.
 */
function traffic(given: typeof lots extends fc.Arbitrary<infer T> ? T : never): Lot[] {
  const next = { client: 0, server: 0 };
  const acked = { client: 0, server: 0 };
  const time = { client: 1, server: 1 };
  return given.map(({ from, data, segments }) => ({
    from,
    packets: segments.map(({ odd, payload: bytes, back, acks, window, time: later, flags }) => {
      const payload = (data ?? from === 'client') !== odd ? bytes : 0;
      const seq = next[from] - back;
      next[from] = Math.max(next[from], seq + payload);
      time[from] += later;
      const ack = Math.min(next[other(from)], acked[from] + acks);
      acked[from] = Math.max(acked[from], ack);
      return packet({ from, seq, ack, payload, window, flags, time: time[from] });
    }),
  }));
}

const begun: readonly Lot[] = [...handshake, ...flood].map((sent) => ({
  from: sent.from,
  packets: [packet(sent)],
}));

const final = (events: readonly LabEvent[]): LabState => events.reduce(applyEvent, EMPTY_LAB_STATE);

/** Returns what a run must not have in it, read from its raw headers and from the state before it. */
function oddities(events: readonly LabEvent[]): string[] {
  const odd: string[] = [];
  let state = EMPTY_LAB_STATE;
  for (const event of events) {
    if (event.type === 'segments-passed') odd.push(...odditiesOf(event, state));
    state = applyEvent(state, event);
  }
  return odd;
}

function odditiesOf(run: EventOf<'segments-passed'>, before: LabState): string[] {
  const headers = headersOf(fromHex(run.raw)).map((raw) => parseSegment(raw)!);
  const flow = Object.values(before.flows).find(({ from }) => from === run.from)!;
  const offset = (seq: number): number => (seq - flow.isn - 1) >>> 0;
  const odd: string[] = [];
  const check = (what: string, holds: boolean): void => {
    if (!holds) odd.push(what);
  };
  const [first] = headers;
  check('fewer than two', headers.length >= 2 && headers.length === run.count);
  check('a copy or a hole', offset(first!.seq) === flow.sent);
  check('behind a hole', first!.payloadBytes === 0 || flow.received === flow.sent);
  for (const [i, { flags, window, ack, payloadBytes }] of headers.entries()) {
    check(
      'a flag',
      flags.every((flag) => flag === 'ACK' || flag === 'PSH'),
    );
    check('a closed window', window > 0);
    const last = headers[i - 1];
    if (last === undefined) continue;
    check('data among ACKs', payloadBytes > 0 === last.payloadBytes > 0);
    check('an ACK that says nothing', ((ack - last.ack) | 0) >= (payloadBytes > 0 ? 0 : 1));
  }
  return odd;
}

// The wire is fast while many segments pass in a short time. The clock stands still, so that a pause of this
// process does not make the wire slow in the middle of the traffic.
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterAll(() => {
  vi.useRealTimers();
});

describe('[WIRE8] what the wire folds', () => {
  test('leaves every flow and NIC as its segments one by one would, whatever the traffic', () => {
    fc.assert(
      fc.property(lots, (given) => {
        const all = [...begun, ...traffic(given)];
        const [one, many] = [final(carried(all)), oneByOne(all)];
        expect(one.flows).toEqual(many.flows);
        expect(one.hosts).toEqual(many.hosts);
        expect(one.wire.chips.flatMap(({ held }) => held)).toEqual([]);
      }),
      { numRuns: 500, examples: [[[...beyondFin].map((lot) => ({ ...lot, segments: [...lot.segments] }))]] },
    );
  });

  test('is ordinary, each run, whatever the traffic', () => {
    const runs = { data: 0, acks: 0 };
    fc.assert(
      fc.property(lots, (given) => {
        const events = carried([...begun, ...traffic(given)]);
        for (const event of events)
          if (event.type === 'segments-passed') runs[event.payloadBytes > 0 ? 'data' : 'acks'] += 1;
        expect(oddities(events)).toEqual([]);
      }),
      { numRuns: 500 },
    );
    // There must be something to check.
    expect(runs.data).toBeGreaterThan(100);
    expect(runs.acks).toBeGreaterThan(100);
  });

  test('is told before a packet that came later, TCP or not', () => {
    const data = [0, 1, 2].map((i) => packet({ from: 'client', seq: 100 * i, ack: 0, payload: 100 }));
    const echo = Buffer.alloc(40, 0x45);
    const types = carried([...begun, { from: 'client', packets: [...data, echo] }]).map(({ type }) => type);
    expect(types.slice(-3)).toEqual(['notice', 'segments-passed', 'notice']);
  });

  test('[WIRE4] leaves no held copy behind once its bytes are acknowledged', () => {
    const { wire, give, told } = openWire();
    const data = [0, 1, 2].map((i) => packet({ from: 'client', seq: 100 * i, ack: 0, payload: 100 }));
    give([...begun, { from: 'client', packets: data }]);
    expect(told().at(-1)?.type).toBe('segments-passed');
    wire.set(plainWire('hold-data'));
    give([{ from: 'client', packets: data.slice(0, 1) }]);
    expect(final(told()).wire.chips.map(({ held }) => held.length)).toEqual([1]);
    give([{ from: 'server', packets: [packet({ from: 'server', seq: 0, ack: 300 })] }]);
    expect(told().at(-1)).toMatchObject({ type: 'segment-dropped', cause: 'obsolete' });
    expect(final(told()).wire.chips).toEqual([]);
  });
});

test('the wire holds 2048 segments and drops those that come beyond, until there is room again', () => {
  const { heldSegments } = LIMITS;
  const { wire, give, told } = openWire();
  give(handshake.map((sent) => ({ from: sent.from, packets: [packet(sent)] })));
  wire.set(plainWire('hold'));
  const bytes = (seq: number): Lot => ({
    from: 'client',
    packets: [packet({ from: 'client', seq, ack: 0, payload: 1 })],
  });
  const heldBy = (events: readonly LabEvent[]): number =>
    final(events).wire.chips.flatMap(({ held }) => held).length;
  give(Array.from({ length: heldSegments }, (_, i) => bytes(i)));
  expect(heldBy(told())).toBe(heldSegments);
  give([bytes(3000), bytes(3001)]);
  expect(told().flatMap((event) => (event.type === 'segment-dropped' ? [event.cause] : []))).toEqual([
    'queue',
    'queue',
  ]);
  expect(heldBy(told())).toBe(heldSegments);
  wire.deliver(final(told()).wire.chips[0]!.chip);
  give([bytes(3002)]);
  expect(told().at(-1)?.type).toBe('segment-sent');
  expect(heldBy(told())).toBe(heldSegments);
});

test('[EVENT5] the wire’s log keeps the first 2048 bytes of a longer packet, and its whole length', () => {
  const bytes = packet({ from: 'client', seq: 0, ack: 0, payload: 3000 });
  const [, sent] = carried([{ from: 'client', packets: [bytes] }]);
  expect(sent).toMatchObject({
    type: 'segment-sent',
    raw: bytes.subarray(0, 2048).toString('hex'),
    rawBytes: bytes.length,
  });
});
