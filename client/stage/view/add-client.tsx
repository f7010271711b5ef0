import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import { LIMITS } from '../../../shared/limits.ts';
import { dispatch } from '../../lab/commands.ts';
import { usePermission } from '../../lab/permission.ts';
import { say } from '../../ui/panels-store.ts';
import styles from './column-header.module.css';
import { Icon } from '../../ui/icons.tsx';

/** Adds a client with the same program to the client's host. */
export function AddClient({ count }: { count: number }): ReactNode {
  const text = useMessages(stageMessages);
  const permission = usePermission();
  const full = count >= LIMITS.clients ? text.mostClients(LIMITS.clients) : null;
  const whyNot = permission === 'allowed' ? full : text.whyNot[permission];
  return (
    <button
      type="button"
      className={styles['add']}
      aria-disabled={whyNot !== null}
      aria-label={whyNot === null ? text.addClient : `${text.addClient} – ${whyNot}`}
      title={whyNot ?? text.addClient}
      data-part="add-client"
      onClick={() => (full === null ? void dispatch({ type: 'add-client' }) : say(full))}
    >
      <Icon name="plus" size={13} />
    </button>
  );
}
