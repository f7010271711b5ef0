import { timelineMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useMemo, useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { player } from '../../playback/playback.ts';
import { useInTurn } from '../../playback/in-turn.ts';
import { plain } from '../../i18n/plain.ts';
import { axisX } from '../../ui/time-axis.ts';
import { formatMoment } from '../../ui/format.ts';
import styles from './scrubber.module.css';
import { momentPath, tickKind, type TickKind, tickPath } from './tick-shapes.ts';
import { useNarration } from '../narration/use-narration.ts';
import { useWidth } from '../../ui/use-width.ts';

const KINDS: readonly TickKind[] = ['call', 'segment', 'state', 'failure'];
/** Nearer than this two ticks of a kind cannot be told apart. */
const TICK_APART_PX = 5;

export function Scrubber() {
  const text = useMessages(timelineMessages);
  const { events, base, cursor, head, state, moments } = useInTurn(
    'plot',
    useShallow(({ events, base, cursor, head, state, moments }) => ({
      events,
      base,
      cursor,
      head,
      state,
      moments,
    })),
  );
  const told = useNarration('plot');
  const strip = useRef<HTMLDivElement>(null);
  const width = useWidth(strip);

  const paths = useMemo(() => {
    const drawn: Record<TickKind, string> = { call: '', segment: '', state: '', failure: '' };
    const last: Record<TickKind, number> = { call: -99, segment: -99, state: -99, failure: -99 };
    for (const event of events) {
      const kind = tickKind(event);
      const x = axisX(event.seq, base, head, width);
      if (kind === null || x - last[kind] < TICK_APART_PX) continue;
      last[kind] = x;
      drawn[kind] += tickPath(kind, x);
    }
    return drawn;
  }, [events, base, head, width]);
  const diamonds = moments.map((moment) => momentPath(axisX(moment.seq, base, head, width))).join('');

  return (
    <div ref={strip} className={styles['scrubber']}>
      <svg width={width} height="10" className={styles['ticks']} aria-hidden="true">
        {KINDS.map((kind) => (
          <path key={kind} d={paths[kind]} data-kind={kind} />
        ))}
        <path d={diamonds} data-kind="moment" />
      </svg>
      <input
        type="range"
        data-part="scrubber"
        className={styles['range']}
        style={{ '--share': head === base ? 0 : (cursor - base) / (head - base) } as React.CSSProperties}
        min={base}
        max={Math.max(head, base + 1)}
        value={cursor}
        disabled={head === base}
        aria-label={text.scrubber}
        aria-valuetext={text.at(cursor, head, formatMoment(state.at), plain(told.sentence))}
        onChange={(event) => player.seek(event.target.valueAsNumber)}
      />
    </div>
  );
}
