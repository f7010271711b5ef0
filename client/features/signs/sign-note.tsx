import { type ReactNode, useEffect, useState } from 'react';
import type { StagePart } from '../../../shared/lessons/stage-parts.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { onDevice, parsed } from '../../storage.ts';
import { Icon } from '../../ui/icons.tsx';
import { signsMessages } from './messages.ts';
import { useCard } from '../prediction/use-card.ts';
import { SignMark } from './sign-mark.tsx';
import styles from './sign-note.module.css';
import { type SignId, signsOn } from './signs.ts';

const KEY = 'socketscope.signs';

function readSeen(): readonly unknown[] {
  const kept = parsed(onDevice.read(KEY));
  return Array.isArray(kept) ? kept : [];
}

interface Notes {
  readonly seen: readonly unknown[];
  /** The note that stands, and the number of presses before it came. */
  readonly note: { readonly sign: SignId; readonly at: number } | null;
}

/**
 * Explains a sign when the stage first shows it, one at a time. A note stands until it is closed or the next press,
 * because timers leave no time to read it, and never comes again on this device; the help has them all.
 */
export function SignNote({ hidden }: { readonly hidden: readonly StagePart[] }): ReactNode {
  const text = useMessages(signsMessages);
  const live = usePlayhead(({ mode }) => mode === 'live');
  const hands = usePlayhead(({ index }) => index.hands);
  const shown = usePlayhead(({ state, cursor, head: newest, moments }) =>
    cursor === newest ? signsOn(state, hidden, moments.length > 0).join(' ') : '',
  );
  const [{ seen, note }, setNotes] = useState<Notes>(() => ({ seen: readSeen(), note: null }));
  const fresh = (shown === '' ? [] : (shown.split(' ') as SignId[])).find((sign) => !seen.includes(sign));
  const standing = note?.at === hands ? note : null;
  // A prediction's card lies where the note would be.
  const isCovered = useCard() !== null;
  const next = standing ?? (live && !isCovered && fresh !== undefined ? { sign: fresh, at: hands } : null);
  if (next !== note) setNotes({ seen: next === null ? seen : [...seen, next.sign], note: next });
  useEffect(() => onDevice.keep(KEY, JSON.stringify(seen)), [seen]);

  if (note === null || !live || isCovered) return null;
  const [sign, meaning] = text.signs[note.sign];
  return (
    <aside className={styles['note']} aria-label={text.label} data-part="sign">
      <SignMark id={note.sign} sign={sign} />
      <p>{meaning}</p>
      <button
        type="button"
        aria-label={text.close}
        title={text.close}
        onClick={() => setNotes({ seen, note: null })}
      >
        <Icon name="close" size={12} />
      </button>
    </aside>
  );
}
