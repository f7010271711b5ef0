import { useEffect, useRef } from 'react';
import { useMessages } from '../../../i18n/catalogue.ts';
import { useWalkthrough } from '../../../lab/walkthrough-store.ts';
import { narrationMessages } from '../messages.ts';
import styles from './standing-trail.module.css';
import { TrailList } from './trail-list.tsx';
import { useNarration } from '../use-narration.ts';
import { useTrail } from './use-trail.ts';

/** The sentences since the set-up, in the place that a later lesson gives to the sequence of segments. */
export function StandingTrail() {
  const text = useMessages(narrationMessages).trail;
  const setUpAt = useWalkthrough(({ walkthrough }) => walkthrough?.setUpAt ?? 0);
  const entries = useTrail(useNarration()).filter(({ from }) => from > setUpAt);
  const box = useRef<HTMLElement>(null);
  const newest = entries.at(-1)?.key;

  // The newest is in sight.
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [newest]);

  if (entries.length === 0) return null;
  return (
    <section ref={box} className={styles['trail']} aria-label={text.title} data-part="standing-trail">
      <TrailList entries={entries} />
    </section>
  );
}
