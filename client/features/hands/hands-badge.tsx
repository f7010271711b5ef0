import type { ReactNode } from 'react';
import { useMessages } from '../../i18n/catalogue.ts';
import { useRoom } from '../../lab/room-store.ts';
import { HandIcon } from './hand-icon.tsx';
import { useHandsView } from './hands-store.ts';
import styles from './hands.module.css';
import { handsMessages } from './messages.ts';

/** Stands in the presenter's top bar while a hand is up, or something is in a follower's hand. */
export function HandsBadge(): ReactNode {
  const text = useMessages(handsMessages);
  const raised = useRoom((session) => session.queue?.all ?? 0);
  const isHeld = useRoom((session) => session.holders.length > 0);
  if (raised === 0 && !isHeld) return null;
  return (
    <button
      type="button"
      className={styles['badge']}
      data-part="hands-badge"
      title={text.badge(raised)}
      aria-label={text.badge(raised)}
      onClick={() => useHandsView.setState({ sheet: true })}
    >
      <HandIcon size={16} />
      {raised > 0 && <span aria-live="polite">{raised}</span>}
    </button>
  );
}
