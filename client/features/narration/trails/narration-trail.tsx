import { useEffect, useId, useRef, useState } from 'react';
import { useMessages } from '../../../i18n/catalogue.ts';
import { Icon } from '../../../ui/icons.tsx';
import { narrationMessages } from '../messages.ts';
import styles from './narration-trail.module.css';
import type { Narrated } from '../tell.ts';
import { TrailList } from './trail-list.tsx';
import { useTrail } from './use-trail.ts';

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
        <TrailList entries={trail} hidden={!open} onArrived={() => setOpen(false)} />
      </div>
    </>
  );
}
