import { uiMessages } from '../../ui/messages.ts';
import { eventLogMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { player } from '../../playback/playback.ts';
import { usePanels } from '../../ui/panels-store.ts';
import { useInTurn } from '../../playback/in-turn.ts';
import styles from './event-log.module.css';
import { formatMoment } from '../../ui/format.ts';
import { useSize } from '../../ui/use-size.ts';
import { afterLayout } from '../../ui/after-layout.ts';
import { isBookKeeping, logRow } from './log-row.ts';

const ROW_PX = 20;
/** Rows drawn beyond the edges, so that a quick scroll shows no gap. */
const MARGIN_ROWS = 6;

/** Scrolls no further than a row of so many needs, and not beyond the last of them. */
function topInSight(top: number, height: number, row: number, rows: number): number {
  const bottom = (row + 1) * ROW_PX;
  const wanted = bottom > top + height || bottom - ROW_PX < top ? bottom - height : top;
  return Math.max(0, Math.min(wanted, rows * ROW_PX - height));
}

/** An event a line; a click goes to its instant. Only the rows in sight are in the document. */
export function EventLog() {
  const eventLogText = useMessages(eventLogMessages);
  const uiText = useMessages(uiMessages);
  const { events, cursor, index } = useInTurn(
    'log',
    useShallow(({ events, cursor, index }) => ({ events, cursor, index })),
  );
  const allEvents = usePanels((panels) => panels.allEvents);
  const listed = useMemo(
    () => (allEvents ? events : events.filter((event) => !isBookKeeping(event))),
    [events, allEvents],
  );
  // The newest row at the instant shown, which may itself be book-keeping.
  const shown = listed.findLastIndex((event) => event.seq <= cursor);
  const list = useRef<HTMLDivElement>(null);
  const { height } = useSize(list);
  // These are two states: React may drop what is set while it draws if an event sets the same one.
  const [placed, setPlaced] = useState({ place: '', top: 0 });
  const [scrolled, setScrolled] = useState({ after: placed, top: 0 });
  const setTo = useRef(0);
  const top = scrolled.after === placed ? scrolled.top : placed.top;

  // The instant shown stays in sight. This is known before the rows are drawn, so that they are drawn once.
  const place = `${shown} ${listed.length} ${height}`;
  if (place !== placed.place) setPlaced({ place, top: topInSight(top, height, shown, listed.length) });
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    return afterLayout(element, () => {
      element.scrollTop = placed.top;
      setTo.current = element.scrollTop;
    });
  }, [placed]);

  const first = Math.max(0, Math.floor(top / ROW_PX) - MARGIN_ROWS);
  const last = Math.min(listed.length, Math.ceil((top + height) / ROW_PX) + MARGIN_ROWS);
  // A row that has left gives its elements to one that came; a row that stays keeps its own, and the focus.
  const places = Math.ceil(height / ROW_PX) + 2 * MARGIN_ROWS + 1;

  return (
    <section className={styles['log']} aria-label={eventLogText.title} data-part="log">
      <div
        ref={list}
        className={styles['rows']}
        tabIndex={-1}
        onScroll={({ currentTarget: { scrollTop } }) => {
          // The list's own scrolling is told late, when it may have been placed anew.
          if (scrollTop !== setTo.current || scrolled.after === placed)
            setScrolled({ after: placed, top: scrollTop });
        }}
      >
        {listed.length === 0 && <p className={styles['empty']}>{eventLogText.empty}</p>}
        <ol style={{ height: listed.length * ROW_PX }}>
          {listed.slice(first, last).map((event, i) => {
            const row = logRow(event, index, eventLogText, uiText);
            const isShown = first + i === shown;
            return (
              <li key={(first + i) % places} style={{ top: (first + i) * ROW_PX }}>
                <button
                  type="button"
                  className={styles['row']}
                  tabIndex={isShown ? 0 : -1}
                  aria-current={isShown ? 'true' : undefined}
                  data-quiet={row.quiet}
                  data-bad={row.bad}
                  data-later={event.seq > cursor}
                  onClick={() => player.seek(event.seq)}
                >
                  <span className={styles['time']}>{formatMoment(event.at)}</span>
                  <span>{row.place}</span>
                  <span className={styles['thread']}>{row.thread}</span>
                  <span className={styles['what']}>{row.what}</span>
                  <span className={styles['result']}>{row.result}</span>
                </button>
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
}
