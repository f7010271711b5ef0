import type { PlotsMessages } from './messages.ts';
import { type PointerEvent, useEffect, useId, useRef, useState } from 'react';
import { pointAt, ticks, type FlowPoint, type PlotFlow, type PlotSegment } from './plot-data.ts';
import { barsPath, crossesPath, type Scale, spansBeyond, stepsPath } from './plot-paths.ts';
import { bytesText, momentText } from '../../stage/model/quantities.ts';
import styles from './plots.module.css';
import { useWidth } from '../../ui/use-width.ts';

/** By event it lies above the scrubber's own axis; by time distances are true. */
export type PlotAxis = 'event' | 'time';

const LEFT = 64;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 22;
const HEIGHTS = { occupancy: 174, sequence: 264 } as const;
/** A pointer that has moved less than this was a click. */
const CLICK_PX = 4;
/** The factor by which the window may exceed the bytes and still be drawn. */
const WINDOW_ROOM = 3;

const SERIES = {
  occupancy: ['sending', 'receiving', 'window'],
  sequence: ['acked', 'rightEdge'],
} as const;

interface Props {
  readonly kind: 'occupancy' | 'sequence';
  readonly flow: PlotFlow;
  readonly axis: PlotAxis;
  readonly range: { readonly from: number; readonly to: number };
  readonly now: number;
  readonly text: PlotsMessages;
  readonly onSeek: (to: number) => void;
  readonly onZoom: (factor: number, about: number) => void;
  readonly onPan: (share: number) => void;
}

/** One plot: steps, and for the sequence graph bars; the vertical scale fits what is in sight. */
export function PlotView({ kind, flow, axis, range, now, text, onSeek, onZoom, onPan }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const clip = useId();
  const width = Math.max(1, useWidth(box) - LEFT - RIGHT);
  const height = HEIGHTS[kind] - TOP - BOTTOM;
  const [hover, setHover] = useState<number | null>(null);
  const drag = useRef<{ x: number; moved: boolean } | null>(null);

  const of = (instant: { readonly seq: number; readonly at: number }): number =>
    axis === 'event' ? instant.seq : instant.at;
  const [low, high] = extent(kind, flow, of, range);
  const xOf = (value: number): number => ((value - range.from) / (range.to - range.from)) * width;
  const scale: Scale = {
    x: (instant) => xOf(of(instant)),
    y: (value) => height - ((value - low) / Math.max(1, high - low)) * height,
    width,
  };
  const valueAt = (clientX: number): number => {
    const left = (box.current?.getBoundingClientRect().left ?? 0) + LEFT;
    const share = Math.min(1, Math.max(0, (clientX - left) / width));
    return range.from + share * (range.to - range.from);
  };

  // React's own wheel listener is passive: the page behind would scroll.
  const wheel = useRef(onZoom);
  useEffect(() => {
    wheel.current = onZoom;
  });
  const at = useRef(valueAt);
  useEffect(() => {
    at.current = valueAt;
  });
  useEffect(() => {
    const element = box.current;
    const turned = (event: WheelEvent): void => {
      event.preventDefault();
      wheel.current(Math.exp(-event.deltaY / 400), at.current(event.clientX));
    };
    element?.addEventListener('wheel', turned, { passive: false });
    return () => element?.removeEventListener('wheel', turned);
  }, []);

  const moved = (event: PointerEvent): void => {
    setHover(valueAt(event.clientX));
    const from = drag.current;
    if (from === null) return;
    if (!from.moved && Math.abs(event.clientX - from.x) < CLICK_PX) return;
    onPan((from.x - event.clientX) / width);
    drag.current = { x: event.clientX, moved: true };
  };
  const released = (event: PointerEvent): void => {
    if (drag.current?.moved === false) onSeek(valueAt(event.clientX));
    drag.current = null;
  };

  const read = hover ?? now;
  const shown = pointAt(flow.points, read, of);
  const limit = kind === 'occupancy' ? 'window' : 'rightEdge';
  const beyond = spansBeyond(flow.points, (point) => point[limit], scale, high);
  const kinds = kind === 'sequence' ? groups(flow.segments) : [];
  return (
    <figure className={styles['plot']} data-part={`plot-${kind}`}>
      <figcaption className={styles['legend']}>
        <b>{text[kind]}</b>
        {SERIES[kind].map((name) => (
          <span key={name} className={styles['key']}>
            <svg width="20" height="10" aria-hidden="true">
              <path d="M0 5h20" data-series={name} />
            </svg>
            {labelOf(name, text)} <output>{shown === null ? '–' : bytesText(shown[name])}</output>
          </span>
        ))}
        {beyond.length > 0 && (
          <span className={styles['key']} data-part="beyond">
            <svg width="24" height="10" className={styles['beyond']} aria-hidden="true">
              <path d="m1 8 4-5 4 5z" />
              <path d="M12 5.500h12" />
            </svg>
            {text.beyond}
          </span>
        )}
        {kinds.map(({ is, dropped }) => (
          <span key={`${is}${dropped}`} className={styles['key']}>
            <svg width="12" height="12" aria-hidden="true">
              <path
                d={dropped ? 'M2 2l8 8m0-8l-8 8' : 'M4 11h4m-2 0V1m-2 0h4'}
                data-mark={dropped ? 'dropped' : is}
              />
            </svg>
            {dropped ? text.dropped : text.marks[is]}
          </span>
        ))}
        <span className={styles['when']}>
          {axis === 'event' ? Math.round(read) : momentText(Math.max(0, read))}
        </span>
      </figcaption>
      <div
        ref={box}
        className={styles['area']}
        onPointerDown={(event) => {
          drag.current = { x: event.clientX, moved: false };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={moved}
        onPointerUp={released}
        onPointerLeave={() => setHover(null)}
      >
        <svg width={width + LEFT + RIGHT} height={HEIGHTS[kind]} aria-hidden="true">
          <clipPath id={clip}>
            <rect x={-3} y={-TOP} width={width + 6} height={height + 2 * TOP} />
          </clipPath>
          <g transform={`translate(${LEFT} ${TOP})`}>
            {ticks(low, high, 4, 'bytes').map((tick) => (
              <g key={tick} className={styles['tick']}>
                <path d={`M0 ${scale.y(tick)}H${width}`} />
                <text x={-8} y={scale.y(tick) + 4} textAnchor="end">
                  {bytesText(tick)}
                </text>
              </g>
            ))}
            {ticks(range.from, range.to, Math.max(2, Math.floor(width / 110)), 'decimal').map((tick) => (
              <text key={tick} className={styles['x']} x={xOf(tick)} y={height + 17} textAnchor="middle">
                {axis === 'event' ? tick : momentText(tick)}
              </text>
            ))}
            <g clipPath={`url(#${clip})`}>
              {SERIES[kind].map((name) => (
                <path
                  key={name}
                  data-series={name}
                  d={stepsPath(flow.points, (point) => point[name], scale, high)}
                />
              ))}
              {beyond.map(({ from, to }) => (
                <g key={from} className={styles['beyond']} transform={`translate(${from} ${-TOP / 2})`}>
                  <path d="m-4 3 4-5 4 5z" />
                  <path d={`M7 0.500H${to - from}`} />
                </g>
              ))}
              {kinds.map(({ is, dropped, segments }) => (
                <path
                  key={`${is}${dropped}`}
                  data-mark={dropped ? 'dropped' : is}
                  d={dropped ? crossesPath(segments, scale) : barsPath(segments, scale)}
                />
              ))}
              <path className={styles['now']} d={`M${xOf(now)} ${-TOP}V${height + TOP}`}>
                <title>{text.now}</title>
              </path>
              {hover !== null && (
                <path className={styles['hover']} d={`M${xOf(hover)} ${-TOP}V${height + TOP}`} />
              )}
            </g>
          </g>
        </svg>
      </div>
    </figure>
  );
}

function labelOf(name: (typeof SERIES)['occupancy' | 'sequence'][number], text: PlotsMessages): string {
  return name === 'acked' || name === 'rightEdge' ? text.lines[name] : text.series[name];
}

/** Bars by their kind, with marks on the dropped ones. */
function groups(segments: readonly PlotSegment[]): {
  is: PlotSegment['is'];
  dropped: boolean;
  segments: readonly PlotSegment[];
}[] {
  const kinds = (['data', 'copy', 'syn', 'fin', 'rst'] as const).map((is) => ({
    is,
    dropped: false,
    segments: segments.filter((segment) => segment.is === is),
  }));
  const dropped = { is: 'data' as const, dropped: true, segments: segments.filter((one) => one.dropped) };
  return [...kinds, dropped].filter((group) => group.segments.length > 0);
}

/** The least and the greatest value in sight. */
function extent(
  kind: Props['kind'],
  { points, segments }: PlotFlow,
  of: (instant: { readonly seq: number; readonly at: number }) => number,
  { from, to }: Props['range'],
): readonly [number, number] {
  const seen: FlowPoint[] = points.filter((point) => of(point) >= from && of(point) <= to);
  const before = pointAt(points, from, of);
  if (before !== null) seen.push(before);
  let [low, high] = kind === 'occupancy' ? [0, 1] : [Infinity, -Infinity];
  const cover = (...values: readonly number[]): void => {
    low = Math.min(low, ...values);
    high = Math.max(high, ...values);
  };
  for (const point of seen)
    if (kind === 'occupancy') cover(point.sending, point.receiving);
    else cover(point.acked);
  if (kind === 'sequence')
    for (const segment of segments)
      if (of(segment) >= from && of(segment) <= to) cover(segment.from, segment.to);
  // A window that is large beside what is sent would leave nothing else to see: its line then leaves the picture.
  const most = high + WINDOW_ROOM * Math.max(1, high - low);
  for (const point of seen) {
    const limit = kind === 'occupancy' ? point.window : point.rightEdge;
    if (limit <= most) cover(limit);
  }
  return low > high ? [0, 1] : [low, high];
}
