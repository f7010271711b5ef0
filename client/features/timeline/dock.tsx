import { timelineMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { StagePart } from '../../../shared/lessons/stage-parts.ts';
import { changeSettings } from '../../settings/settings-store.ts';
import { usePanels } from '../../ui/panels-store.ts';
import { useInTurn } from '../../playback/in-turn.ts';
import { usePlayback } from '../../playback/playback-store.ts';
import styles from './dock.module.css';
import { formatMoment, formatSpan, formatTimes } from '../../ui/format.ts';
import { EventLog } from '../event-log/index.ts';
import { OccupancyPlot } from '../occupancy/index.ts';
import { LogToggle } from '../event-log/log-toggle.tsx';
import { Scrubber } from './scrubber.tsx';
import { sendsAgain, Transport } from './transport.tsx';
import { useMedia } from '../../ui/use-media.ts';

/** The place in the log, its time, and the factor by which playback is slower than the run. */
function Position() {
  const text = useMessages(timelineMessages);
  const { mode, cursor, head, state, index } = useInTurn('dock');
  const pace = usePlayback((playback) => playback.pace);
  const stepped = index.isFullSpeed ? text.fullSpeed : text.stepped;
  const slow = pace?.slowDown ?? null;
  return (
    <p className={styles['position']} data-part="position">
      <b>{text.position(cursor, head)}</b>
      <span>{formatMoment(state.at)}</span>
      {pace !== null && (
        <span className={styles['pace']}>
          {slow === null
            ? text.sameInstant
            : (slow >= 1 ? text.slower : text.faster)(
                formatSpan(pace.deltaMicros),
                formatTimes(slow >= 1 ? slow : 1 / slow),
              )}
          {pace.cut && ` · ${text.cut}`}
        </span>
      )}
      {mode !== 'live' && index.hands > 0 && (
        <span className={styles['run-pace']} title={stepped}>
          {stepped}
        </span>
      )}
    </p>
  );
}

/** `hidden`: the parts that later lessons introduce. */
export function Dock({ hidden }: { readonly hidden: readonly StagePart[] }) {
  const text = useMessages(timelineMessages);
  const panels = usePanels();
  const plot = panels.plot && !hidden.includes('plot');
  const log = panels.log && !hidden.includes('log');
  const tall = useMedia('(height >= 820px)');
  return (
    <section
      className={styles['dock']}
      aria-label={text.label}
      data-part="dock"
      data-again={useInTurn('dock', sendsAgain) || undefined}
      data-log={log && !plot ? 'wide' : 'beside'}
    >
      <div className={styles['left']}>
        <div className={styles['line']}>
          <Transport />
          <Scrubber />
        </div>
        {plot && <OccupancyPlot height={tall ? 108 : 62} />}
      </div>
      <div className={styles['right']}>
        <div className={styles['line']}>
          <Position />
          {log && <LogToggle />}
          {hidden.length > 0 && (
            <button
              type="button"
              className={styles['show-all']}
              title={text.showAllHint}
              onClick={() => changeSettings({ stage: 'all' })}
            >
              {text.showAll}
            </button>
          )}
        </div>
        {log && plot && <EventLog />}
      </div>
      {log && !plot && (
        <div className={styles['wide']}>
          <EventLog />
        </div>
      )}
    </section>
  );
}
