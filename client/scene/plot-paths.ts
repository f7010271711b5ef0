import type { FlowPoint, PlotSegment } from './plot-data.ts';

/** Where values stand on the screen, px. */
export interface Scale {
  readonly x: (instant: { readonly seq: number; readonly at: number }) => number;
  readonly y: (value: number) => number;
  readonly width: number;
}

/** Steps nearer to each other than this are one on the screen: a log may have more than there are pixels. */
const NEAR_PX = 0.5;

/** A value that stays as it is until its next point, as an SVG path; what lies outside is clipped by the viewer. */
export function stepsPath(
  points: readonly FlowPoint[],
  of: (point: FlowPoint) => number,
  { x, y, width }: Scale,
): string {
  let path = '';
  let [drawnX, drawnY] = [Number.NaN, Number.NaN];
  for (const point of points) {
    const [px, py] = [x(point), y(of(point))];
    if (path === '') {
      path = `M${px.toFixed(1)} ${py.toFixed(1)}`;
      [drawnX, drawnY] = [px, py];
      continue;
    }
    if (py === drawnY) continue;
    // Everything before the left edge is one level line.
    if (px - drawnX >= NEAR_PX && px > -NEAR_PX) path += `H${px.toFixed(1)}`;
    path += `V${py.toFixed(1)}`;
    [drawnX, drawnY] = [px, py];
    if (px > width) break;
  }
  return path === '' ? '' : `${path}H${Math.max(width, drawnX).toFixed(1)}`;
}

/** Segments as upright bars with a foot and a head, as tcptrace draws them. */
export function barsPath(segments: readonly PlotSegment[], { x, y, width }: Scale): string {
  let path = '';
  for (const segment of segments) {
    const px = x(segment);
    if (px < -4 || px > width + 4) continue;
    const [foot, head] = [y(segment.from), y(segment.to)];
    path += `M${(px - 2).toFixed(1)} ${foot.toFixed(1)}h4m-2 0V${head.toFixed(1)}m-2 0h4`;
  }
  return path;
}

/** ✕ at the head of each. */
export function crossesPath(segments: readonly PlotSegment[], { x, y, width }: Scale): string {
  let path = '';
  for (const segment of segments) {
    const px = x(segment);
    if (px < -4 || px > width + 4) continue;
    path += `M${(px - 4).toFixed(1)} ${(y(segment.to) - 4).toFixed(1)}l8 8m0 -8l-8 8`;
  }
  return path;
}
