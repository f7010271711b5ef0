import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LinkEmulator, type Fate } from '../../../../server/lab-host/networks/link-emulator.ts';
import { PLAIN_DIRECTION, type Direction } from '../../../../shared/log/wire-settings.ts';
import { WIRE_BOUNDS } from '../../../../shared/log/wire-bounds.ts';

const direction = fc.record({
  delayMs: fc.nat(WIRE_BOUNDS.delayMs[1]),
  kbitPerSecond: fc.oneof(fc.constant(0), fc.integer({ min: 8, max: 10_000 })),
  queueSegments: fc.integer({ min: 1, max: 50 }),
  lossPercent: fc.nat(100),
  duplicatePercent: fc.nat(100),
  reorderPercent: fc.nat(100),
  mtu: fc.constant(1500),
});
/** Each segment has the gap before it in ms and its size in bytes. */
const segments = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 40, max: 1500 })), { maxLength: 60 });

function run(
  settings: Direction,
  seed: number,
  sent: readonly (readonly [number, number])[],
): { at: number; fate: Fate }[] {
  const lane = new LinkEmulator(settings, seed);
  let at = 1000;
  return sent.map(([gap, bytes]) => {
    at += gap;
    return { at, fate: lane.decide(at, bytes) };
  });
}

const arrivals = (ran: ReturnType<typeof run>): number[] =>
  ran.flatMap(({ fate }) => (fate.is === 'arrives' ? [fate.atMs] : []));

describe('[WIRE6] a lane', () => {
  test('decides the same again from the same seed', () => {
    fc.assert(
      fc.property(direction, fc.nat(), segments, (settings, seed, sent) => {
        expect(run(settings, seed, sent)).toEqual(run(settings, seed, sent));
      }),
    );
  });

  test('keeps order, and never arrives before its delay, unless it is told to reorder', () => {
    fc.assert(
      fc.property(direction, fc.nat(), segments, (settings, seed, sent) => {
        const ran = run({ ...settings, reorderPercent: 0 }, seed, sent);
        expect(arrivals(ran)).toEqual(arrivals(ran).toSorted((a, b) => a - b));
        for (const { at, fate } of ran)
          if (fate.is === 'arrives') expect(fate.atMs).toBeGreaterThanOrEqual(at + settings.delayMs);
      }),
    );
  });

  test('0 % does nothing, 100 % does it to all', () => {
    fc.assert(
      fc.property(fc.nat(), segments, (seed, sent) => {
        for (const { fate } of run(PLAIN_DIRECTION, seed, sent))
          expect(fate).toMatchObject({ is: 'arrives', twice: false });
        for (const { fate } of run({ ...PLAIN_DIRECTION, lossPercent: 100 }, seed, sent))
          expect(fate).toEqual({ is: 'lost', cause: 'loss' });
        for (const { fate } of run({ ...PLAIN_DIRECTION, duplicatePercent: 100 }, seed, sent))
          expect(fate).toMatchObject({ is: 'arrives', twice: true });
      }),
    );
  });

  test('a changed figure changes only what it is about: the same segments are lost with more delay', () => {
    fc.assert(
      fc.property(direction, fc.nat(), segments, (settings, seed, sent) => {
        const unlimited = { ...settings, kbitPerSecond: 0 };
        const lost = (delayMs: number): boolean[] =>
          run({ ...unlimited, delayMs }, seed, sent).map(({ fate }) => fate.is === 'lost');
        expect(lost(0)).toEqual(lost(500));
      }),
    );
  });

  test('8 kbit/s carry 1000 bytes in a second; behind a full queue the next is dropped', () => {
    const lane = new LinkEmulator({ ...PLAIN_DIRECTION, kbitPerSecond: 8, queueSegments: 2 }, 1);
    const fates = [0, 0, 0, 0].map((at) => lane.decide(at, 1000));
    expect(fates).toEqual([
      { is: 'arrives', atMs: 1000, twice: false },
      { is: 'arrives', atMs: 2000, twice: false },
      { is: 'arrives', atMs: 3000, twice: false },
      { is: 'lost', cause: 'queue' },
    ]);
    expect(lane.decide(1001, 1000)).toEqual({ is: 'arrives', atMs: 4000, twice: false });
  });

  test('about as many are lost as the figure says', () => {
    const ran = run(
      { ...PLAIN_DIRECTION, lossPercent: 20 },
      7,
      Array.from({ length: 5000 }, () => [1, 40] as const),
    );
    const lost = ran.filter(({ fate }) => fate.is === 'lost').length;
    expect(lost).toBeGreaterThan(900);
    expect(lost).toBeLessThan(1100);
  });
});
