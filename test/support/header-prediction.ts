import fc from 'fast-check';
import { parseSegment, type Segment } from '../../shared/tcp/segment.ts';
import { HeaderPrediction } from '../../server/lab-host/networks/header-prediction.ts';

/* The answer by the few bytes that header prediction compares, beside the answer by the whole header. */

export const SCALE = 3;

export interface Fields {
  readonly v6: boolean;
  readonly options: 'none' | 'timestamps' | 'timestamps last' | 'sack';
  readonly seq: number;
  readonly ack: number;
  readonly bits: number;
  readonly window: number;
  readonly time: number;
  readonly payload: number;
  readonly port: number;
  readonly identification: number;
}

export function packet(of: Fields): Buffer {
  const time = Buffer.alloc(8);
  time.writeUInt32BE(of.time >>> 0);
  const options = {
    none: [],
    timestamps: [1, 1, 8, 10, ...time],
    'timestamps last': [8, 10, ...time, 1, 1],
    sack: [1, 1, 5, 10, ...time],
  }[of.options];
  const ip = of.v6 ? 40 : 20;
  const header = ip + 20 + options.length;
  const bytes = Buffer.alloc(header + of.payload);
  bytes.writeUInt8(of.v6 ? 0x60 : 0x45, 0);
  bytes.writeUInt16BE(of.v6 ? bytes.length - 40 : bytes.length, of.v6 ? 4 : 2);
  bytes.writeUInt8(6, of.v6 ? 6 : 9);
  if (!of.v6) bytes.writeUInt16BE(of.identification, 4);
  bytes.set(of.v6 ? [0xfd, 0, 1, 0x27] : [192, 168, 127, 2, 192, 168, 127, 1], of.v6 ? 8 : 12);
  bytes.writeUInt16BE(of.port, ip);
  bytes.writeUInt16BE(8080, ip + 2);
  bytes.writeUInt32BE(of.seq >>> 0, ip + 4);
  bytes.writeUInt32BE(of.ack >>> 0, ip + 8);
  bytes.writeUInt8((5 + options.length / 4) << 4, ip + 12);
  bytes.writeUInt8(of.bits, ip + 13);
  bytes.writeUInt16BE(of.window, ip + 14);
  bytes.set(options, ip + 20);
  return bytes;
}

/** Applies the rule itself to headers that are parsed whole. */
function continues(last: Segment, next: Segment): boolean {
  const same = (pick: (segment: Segment) => unknown): boolean =>
    JSON.stringify(pick(last)) === JSON.stringify(pick(next));
  const kinds = ({ options }: Segment): string[] => Object.keys(options);
  const acknowledged = (next.ack - last.ack) | 0;
  const stamps = [last, next].map(({ options }) => options.timestamps?.value ?? 0) as [number, number];
  return (
    same(({ source, destination, payloadAt }) => [source, destination, payloadAt]) &&
    same(kinds) &&
    next.flags.every((flag) => flag === 'ACK' || flag === 'PSH') &&
    next.flags.includes('ACK') &&
    next.window > 0 &&
    next.seq === (last.seq + last.payloadBytes) % 2 ** 32 &&
    next.payloadBytes > 0 === last.payloadBytes > 0 &&
    ((stamps[1] - stamps[0]) | 0) >= 0 &&
    acknowledged >= (next.payloadBytes > 0 ? 0 : 1) &&
    acknowledged + (next.window - last.window) * 2 ** SCALE >= 0
  );
}

const near = (most: number): fc.Arbitrary<number> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: -most, max: most }));
const u32 = fc.oneof(fc.nat(2 ** 31), fc.integer({ min: 2 ** 32 - 5000, max: 2 ** 32 - 1 }));

export const firstOfRun: fc.Arbitrary<Fields> = fc.record({
  v6: fc.boolean(),
  options: fc.constantFrom('none' as const, 'timestamps' as const),
  seq: u32,
  ack: u32,
  bits: fc.constantFrom(0x10, 0x18),
  window: fc.integer({ min: 1, max: 60_000 }),
  time: u32,
  payload: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1448 })),
  port: fc.constant(40_000),
  identification: fc.nat(65_535),
});

interface Departure extends Omit<Fields, 'v6' | 'payload' | 'options'> {
  readonly payload: number | null;
  readonly options: Fields['options'] | null;
}

/** A segment departs so from the one that its predecessor leads to expect; mostly not at all. */
const departure: fc.Arbitrary<Departure> = fc.record({
  seq: near(2),
  ack: near(3000),
  window: near(400),
  time: near(3),
  identification: fc.nat(65_535),
  payload: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.nat(1448)),
  bits: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(0x10, 0x18) },
    fc.constantFrom(0x11, 0x14, 0x12, 0x00, 0x30, 0x50),
  ),
  port: fc.oneof({ weight: 9, arbitrary: fc.constant(40_000) }, fc.constant(40_001)),
  options: fc.oneof(
    { weight: 9, arbitrary: fc.constant(null) },
    fc.constantFrom('none' as const, 'timestamps' as const, 'sack' as const),
  ),
});

function next(last: Fields, by: Departure): Fields {
  return {
    ...last,
    seq: (last.seq + last.payload + by.seq) >>> 0,
    ack: (last.ack + by.ack) >>> 0,
    window: Math.max(0, Math.min(65_535, last.window + by.window)),
    time: (last.time + by.time) >>> 0,
    identification: by.identification,
    payload: by.payload ?? last.payload,
    bits: by.bits,
    port: by.port,
    options: by.options ?? last.options,
  };
}

/**
 * Checks any run: each segment must be accepted exactly if its whole header is as expected, and an accepted
 * one becomes the predecessor of the next.
 */
export const predictionAgrees = fc.property(
  firstOfRun,
  fc.array(departure, { minLength: 1, maxLength: 12 }),
  (begin, departures) => {
    const bytes = packet(begin);
    let last = begin;
    const predicted = new HeaderPrediction(parseSegment(bytes)!, bytes, SCALE);
    for (const by of departures) {
      const fields = next(last, by);
      const expected = continues(parseSegment(packet(last))!, parseSegment(packet(fields))!);
      if (predicted.fits(packet(fields)) !== expected) return false;
      if (!expected) continue;
      predicted.advance(packet(fields));
      last = fields;
    }
    return true;
  },
);
