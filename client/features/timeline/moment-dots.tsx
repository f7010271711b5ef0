import { timelineMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { MOMENTS } from '../../playback/projections/moments.ts';
import { player } from '../../playback/playback.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import styles from './moment-dots.module.css';

/** The moments of the run shown; a press on one that was reached leads to it. */
export function MomentDots() {
  const text = useMessages(timelineMessages);
  const moments = usePlayhead((playhead) => playhead.moments);
  const cursor = usePlayhead((playhead) => playhead.cursor);
  const run = usePlayhead((playhead) =>
    Math.max(1, ...Object.values(playhead.state.programs).map((program) => program.run)),
  );
  const ofRun = moments.filter((moment) => moment.run === run);
  const reached = ofRun.filter((moment) => moment.seq <= cursor).length;
  return (
    <ol className={styles['dots']} aria-label={text.moments.title(reached, MOMENTS.length)}>
      {MOMENTS.map((id) => {
        const moment = ofRun.find((m) => m.id === id);
        const name = text.moments[id];
        return (
          <li key={id}>
            <button
              type="button"
              className={styles['dot']}
              data-reached={moment !== undefined && moment.seq <= cursor}
              data-known={moment !== undefined}
              disabled={moment === undefined}
              title={name}
              aria-label={name}
              onClick={() => moment && player.seek(moment.seq)}
            />
          </li>
        );
      })}
    </ol>
  );
}
