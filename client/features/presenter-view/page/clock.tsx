import { type ReactNode, useEffect, useState } from 'react';
import { useMessages } from '../../../i18n/catalogue.ts';
import { inTab } from '../../../storage.ts';
import actions from '../../../ui/actions.module.css';
import { presenterViewMessages } from '../messages.ts';
import styles from './clock.module.css';
import { timeText } from './time-text.ts';

const KEY = 'socketscope.presenter-view.timer';
const MINUTES = [1, 2, 5, 10];

/** The time in ms since 1970, each second anew. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** How long the class has been going on, and a timer that runs down. */
export function Clock({ beganAt }: { readonly beganAt: number | null }): ReactNode {
  const text = useMessages(presenterViewMessages);
  const now = useNow();
  return (
    <section className={styles['clock']} data-part="clock">
      <p>
        <b className={styles['time']} data-part="since">
          {beganAt === null ? '–' : timeText(now - beganAt)}
        </b>{' '}
        <span>{beganAt === null ? text.notKnown : text.sinceBegin}</span>
      </p>
      <Timer now={now} />
    </section>
  );
}

function Timer({ now }: { readonly now: number }): ReactNode {
  const text = useMessages(presenterViewMessages);
  // A reload of the page leaves the timer running.
  const [endsAt, setEndsAt] = useState(() => Number(inTab.read(KEY)) || null);
  const set = (at: number | null): void => {
    setEndsAt(at);
    inTab.keep(KEY, String(at ?? ''));
  };
  if (endsAt === null)
    return (
      <fieldset className={styles['timer']}>
        <legend className="heard">{text.timer}</legend>
        {MINUTES.map((minutes) => (
          <button
            key={minutes}
            type="button"
            className={actions['button']}
            onClick={() => set(Date.now() + minutes * 60_000)}
          >
            {text.minutes(minutes)}
          </button>
        ))}
      </fieldset>
    );
  const left = endsAt - now;
  return (
    <div className={styles['timer']} data-over={left <= 0 || undefined}>
      <b className={styles['time']} data-part="timer">
        {/* The last second is over when it is 0:00. */}
        {timeText(left > 0 ? left + 999 : -left)}
      </b>
      <span role={left <= 0 ? 'alert' : undefined}>{left > 0 ? text.left : text.over}</span>
      <button type="button" className={actions['button']} onClick={() => set(null)}>
        {text.stop}
      </button>
    </div>
  );
}
