import type { FlowPoint, PlotSegment } from './plot-data.ts';

/** The scale from values to the screen, px. */
export interface Scale {
  readonly x: (instant: { readonly seq: number; readonly at: number }) => number;
  readonly y: (value: number) => number;
  readonly width: number;
}

/** Steps nearer to each other than this are one on the screen: a log may have more than there are pixels. */
const NEAR_PX = 0.5;

/**
 * A value that stays as it is until its next point, as an SVG path. There is no line while it is beyond `highest`
 * (`spansBeyond` says where); what lies left or right of the picture is clipped by the viewer.
 */
export function stepsPath(
  points: readonly FlowPoint[],
  of: (point: FlowPoint) => number,
  { x, y, width }: Scale,
  highest: number,
): string {
  let path = '';
  let drawn: { readonly x: number; readonly y: number } | null = null;
  for (const point of points) {
    const [px, py] = [x(point), y(of(point))];
    if (of(point) > highest) {
      if (drawn !== null) path += `H${px.toFixed(1)}`;
      drawn = null;
    } else if (drawn === null) {
      path += `M${px.toFixed(1)} ${py.toFixed(1)}`;
      drawn = { x: px, y: py };
    } else if (py !== drawn.y) {
      // Everything before the left edge is one level line.
      if (px - drawn.x >= NEAR_PX && px > -NEAR_PX) path += `H${px.toFixed(1)}`;
      path += `V${py.toFixed(1)}`;
      drawn = { x: px, y: py };
    }
    if (px > width) break;
  }
  return drawn === null ? path : `${path}H${Math.max(width, drawn.x).toFixed(1)}`;
}

/** The spans in which a value is beyond `highest`, px from the left edge. */
export function spansBeyond(
  points: readonly FlowPoint[],
  of: (point: FlowPoint) => number,
  { x, width }: Pick<Scale, 'x' | 'width'>,
  highest: number,
): { readonly from: number; readonly to: number }[] {
  const spans: { from: number; to: number }[] = [];
  let began: number | null = null;
  const end = (at: number): void => {
    if (began !== null && at > 0 && began < width)
      spans.push({ from: Math.max(0, began), to: Math.min(width, at) });
    began = null;
  };
  for (const point of points) {
    if (of(point) <= highest) end(x(point));
    else began ??= x(point);
  }
  end(Math.max(width, began ?? 0));
  return spans;
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
