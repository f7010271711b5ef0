import { occupancyMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useMemo, useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { SERIES, type SeriesId } from '../../playback/projections/occupancy.ts';
import { useInTurn } from '../../playback/in-turn.ts';
import { axisX } from '../../ui/time-axis.ts';
import styles from './occupancy-plot.module.css';
import { useWidth } from '../../ui/use-width.ts';

const TOP = 6;
const BOTTOM = 5;

/** A step curve as one path: it changes at an event and is level up to the next. */
function steps(
  values: readonly number[],
  base: number,
  head: number,
  width: number,
  y: (v: number) => number,
): string {
  let path = `M${axisX(base, base, head, width).toFixed(1)} ${y(0).toFixed(1)}`;
  let last = 0;
  values.forEach((value, i) => {
    if (value === last) return;
    path += `H${axisX(base + i + 1, base, head, width).toFixed(1)}V${y(value).toFixed(1)}`;
    last = value;
  });
  return `${path}H${axisX(head, base, head, width).toFixed(1)}`;
}

/** The bytes in the four buffers, on the scrubber's axis, so that all plots show one instant above another. */
export function OccupancyPlot({ height }: { readonly height: number }) {
  const text = useMessages(occupancyMessages);
  const {
    events,
    base,
    cursor,
    head,
    occupancy: all,
  } = useInTurn(
    'plot',
    useShallow(({ events, base, cursor, head, occupancy }) => ({ events, base, cursor, head, occupancy })),
  );
  const area = useRef<HTMLDivElement>(null);
  const width = useWidth(area);
  const { paths, peak } = useMemo(() => {
    const highest = SERIES.reduce((max, id) => all[id].reduce((m, v) => Math.max(m, v), max), 0);
    const y = (value: number): number =>
      height - BOTTOM - (value / Math.max(1, highest)) * (height - TOP - BOTTOM);
    const drawn = Object.fromEntries(
      SERIES.map((id) => [id, events.length === 0 ? '' : steps(all[id], base, head, width, y)]),
    ) as Record<SeriesId, string>;
    return { paths: drawn, peak: highest };
  }, [all, events, base, head, width, height]);
  const x = axisX(cursor, base, head, width);

  return (
    <figure className={styles['plot']} data-part="plot">
      <figcaption className={styles['legend']}>
        <span className="heard">{text.label(peak)}</span>
        {SERIES.map((id) => (
          <span key={id} className={styles['key']}>
            <svg width="18" height="8" aria-hidden="true">
              <path d="M0 4h18" data-series={id} />
            </svg>
            {text.series[id]}
            <b>{all[id][cursor - base - 1] ?? 0}</b>
          </span>
        ))}
      </figcaption>
      <div ref={area} className={styles['area']}>
        <svg width={width} height={height} aria-hidden="true">
          <path d={`M0 ${height - BOTTOM}H${width}`} className={styles['floor']} />
          {SERIES.toReversed().map((id) => (
            <path key={id} d={paths[id]} data-series={id} />
          ))}
          <path d={`M${x.toFixed(1)} 0V${height}`} className={styles['now']} />
        </svg>
        {peak > 0 && <span className={styles['peak']}>{peak} B</span>}
      </div>
    </figure>
  );
}
