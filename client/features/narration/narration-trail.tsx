import { useEffect, useId, useRef, useState } from 'react';
import { useMessages } from '../../i18n/catalogue.ts';
import { player } from '../../playback/playback.ts';
import { usePlayback } from '../../playback/playback-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { formatMoment } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { narrationMessages } from './messages.ts';
import styles from './narration-trail.module.css';
import { type Narrated, trailAt } from './tell.ts';
import { useReader } from './use-narration.ts';

const KEPT = 10;
/** While events follow one another by themselves, at most a sentence in so many ms is spoken. */
const SPOKEN_EVERY_MS = 1500;

interface Entry extends Narrated {
  /** The first event of its press. */
  readonly from: number;
  /** The key of its element. An element that stays is not spoken again; a new one is. */
  readonly key: string;
  /** The instant shown is in this press. */
  readonly current: boolean;
}

/**
 * The last sentences, each of which leads to its event. They are in the page also while they are hidden: a screen
 * reader speaks each as it comes, no faster than it can be spoken.
 */
export function NarrationTrail({ told }: { readonly told: Narrated }) {
  const text = useMessages(narrationMessages).trail;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const trail = useTrail(told);

  // The newest is in sight.
  useEffect(() => {
    if (open) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [open, trail]);

  useEffect(() => {
    if (!open) return undefined;
    const hear = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') setOpen(false);
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, [open]);

  const label = open ? text.close : text.open;
  return (
    <>
      <button
        type="button"
        className={styles['toggle']}
        data-part="trail-toggle"
        aria-expanded={open}
        aria-controls={id}
        aria-label={label}
        title={label}
        onClick={() => setOpen(!open)}
      >
        <Icon name="said" />
      </button>
      <div
        ref={list}
        id={id}
        role="log"
        aria-live="polite"
        aria-label={text.title}
        className={open ? styles['panel'] : 'heard'}
        data-part="trail"
      >
        {open && trail.length === 0 && <p className={styles['empty']}>{text.empty}</p>}
        <ol>
          {trail.map((entry) => (
            <li key={entry.key} aria-current={entry.current ? 'step' : undefined}>
              <Led entry={entry} tabIndex={open ? 0 : -1} close={() => setOpen(false)} />
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}

/** A sentence of the trail, which leads to its event; where that is shown already, the trail is done with. */
function Led({
  entry,
  tabIndex,
  close,
}: {
  readonly entry: Entry;
  readonly tabIndex: number;
  readonly close: () => void;
}) {
  const text = useMessages(narrationMessages).trail;
  const at = usePlayhead(({ events, base }) => events[entry.seq - base - 1]?.at ?? 0);
  const lead = (): void => {
    if (usePlayhead.getState().cursor === entry.seq) close();
    else player.seek(entry.seq, 'jump');
  };
  return (
    <button
      type="button"
      className={styles['entry']}
      tabIndex={tabIndex}
      title={text.at(formatMoment(at))}
      onClick={lead}
    >
      <Sentence text={entry.sentence} />
    </button>
  );
}

function useTrail(told: Narrated): readonly Entry[] {
  const reader = useReader();
  const flowing = usePlayback((playback) => playback.arrival === 'flow');
  const { events, base, cursor, index, stateAt } = usePlayhead();
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const spokenAt = useRef(0);
  /** The latest event of this log that was shown: who goes back finds the way forward again. */
  const reached = useRef({ index, seq: 0 });

  useEffect(() => {
    const speak = (): void => {
      const log = { events, base, index, stateAt };
      const known = reached.current.index === index ? reached.current.seq : 0;
      reached.current = { index, seq: Math.max(known, cursor) };
      spokenAt.current = performance.now();
      const latest = trailAt(log, reached.current.seq, reader, KEPT);
      const isInIt = (latest[0]?.span?.from ?? 0) <= cursor;
      const trail = isInIt ? latest : trailAt(log, cursor, reader, KEPT);
      setEntries((before) => withKeys(trail, told, cursor, before));
    };
    const waitMs = flowing ? spokenAt.current + SPOKEN_EVERY_MS - performance.now() : 0;
    // A newer sentence within the wait replaces this one.
    const timer = setTimeout(speak, Math.max(0, waitMs));
    return () => clearTimeout(timer);
  }, [told, reader, flowing, events, base, cursor, index, stateAt]);
  return entries;
}

/** Puts what is told now in its place in the trail. It is spoken, so it gets a new element if it was there before. */
function withKeys(
  trail: readonly Narrated[],
  told: Narrated,
  cursor: number,
  before: readonly Entry[],
): readonly Entry[] {
  const here = trail.findLastIndex(({ span }) => span !== null && span.from <= cursor);
  const was = before.find(({ current }) => current);
  return trail.map((entry, i) => {
    const from = entry.span?.from ?? entry.seq;
    const current = i === here;
    const known = before.find((one) => one.from === from);
    const shown = current && told.span === null ? told : entry;
    const isRevisited = current && was !== undefined && was.from > from;
    const key = known === undefined ? String(from) : isRevisited ? `${known.key}'` : known.key;
    return { ...shown, from, key, current };
  });
}
