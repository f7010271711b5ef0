import { occupancyMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useMemo, useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { SERIES } from '../../playback/projections/occupancy.ts';
import { useInTurn } from '../../playback/in-turn.ts';
import { axisX } from '../../ui/time-axis.ts';
import { BOTTOM, occupancyPaths } from './occupancy-paths.ts';
import styles from './occupancy-plot.module.css';
import { useWidth } from '../../ui/use-width.ts';

/** The bytes in the four buffers, on the scrubber's axis, so that all plots show one instant above another. */
export function OccupancyPlot({ height }: { readonly height: number }) {
  const text = useMessages(occupancyMessages);
  const {
    base,
    cursor,
    head,
    occupancy: all,
  } = useInTurn(
    'plot',
    useShallow(({ base, cursor, head, occupancy }) => ({ base, cursor, head, occupancy })),
  );
  const area = useRef<HTMLDivElement>(null);
  const width = useWidth(area);
  const { paths, peak } = useMemo(
    () => occupancyPaths(all, { base, head, width, height }),
    [all, base, head, width, height],
  );
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
