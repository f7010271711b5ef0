import { describe, expect, test } from 'vitest';
import type { FlowPoint } from '../../../../client/features/plots/plot-data.ts';
import { spansBeyond, stepsPath, type Scale } from '../../../../client/features/plots/plot-paths.ts';

const scale: Scale = { x: ({ seq }) => seq * 10, y: (value) => 100 - value, width: 200 };
const HIGHEST = 100;
/** Returns a window that has these values at these events. */
const points = (...values: readonly (readonly [seq: number, window: number])[]): FlowPoint[] =>
  values.map(([seq, window]) => ({
    seq,
    at: seq,
    sending: 0,
    receiving: 0,
    window,
    acked: 0,
    rightEdge: 0,
  }));
const window = (point: FlowPoint): number => point.window;
const path = (of: FlowPoint[]): string => stepsPath(of, window, scale, HIGHEST);
const beyond = (of: FlowPoint[]) => spansBeyond(of, window, scale, HIGHEST);

/** Returns the heights that a path's absolute commands reach. */
const heights = (d: string): number[] =>
  [...d.matchAll(/M[\d.-]+ ([\d.-]+)|V([\d.-]+)/g)].map(([, move, line]) => Number(move ?? line));

describe('a step line', () => {
  test('has no part above the picture: it ends where the value leaves the scale', () => {
    const leaves = points([1, 0], [5, 64_000]);
    expect(path(leaves)).toBe('M10.0 100.0H50.0');
    expect(beyond(leaves)).toEqual([{ from: 50, to: 200 }]);
  });

  test('begins anew where the value comes back', () => {
    const returns = points([1, 50], [5, 64_000], [7, 65_000], [9, 0]);
    expect(path(returns)).toBe('M10.0 50.0H50.0M90.0 100.0H200.0');
    expect(beyond(returns)).toEqual([{ from: 50, to: 90 }]);
  });

  test('every height is in the picture, and line and spans share the width between them', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      let random = seed;
      const next = (): number => (random = (random * 16_807) % 2_147_483_647);
      const some = points(
        ...Array.from({ length: 12 }, (_, i) => [i * 2, next() % 3 === 0 ? 5000 + i : next() % 101] as const),
      );
      for (const height of heights(path(some))) {
        expect(height).toBeGreaterThanOrEqual(0);
        expect(height).toBeLessThanOrEqual(100);
      }
      const pieces = path(some).split('M').slice(1);
      const drawn = pieces.reduce((sum, piece) => {
        const begin = Number(piece.split(' ')[0]);
        const end = Number(/.*H([\d.]+)/.exec(piece)?.[1] ?? begin);
        return sum + Math.max(0, Math.min(200, end) - begin);
      }, 0);
      const hidden = beyond(some).reduce((sum, { from, to }) => sum + to - from, 0);
      expect(drawn + hidden).toBeCloseTo(200, 0);
    }
  });

  test('only what is in sight counts: a span left of the picture is none', () => {
    expect(beyond(points([-9, 64_000], [-1, 0]))).toEqual([]);
    expect(beyond(points([-9, 64_000], [4, 0]))).toEqual([{ from: 0, to: 40 }]);
    expect(beyond(points([30, 64_000]))).toEqual([]);
  });
});
