import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import { LIMITS } from '../../../shared/limits.ts';
import { dispatch } from '../../lab/commands.ts';
import { usePermission } from '../../lab/permission.ts';
import { say } from '../../ui/panels-store.ts';
import { useReasons } from './use-why-not.ts';
import styles from './column-header.module.css';
import { StageIcon } from './stage-icon.tsx';

/** Adds a client with the same program to the client's host. */
export function AddClient({ count }: { count: number }): ReactNode {
  const text = useMessages(stageMessages);
  const permission = usePermission('all');
  const reasons = useReasons();
  const full = count >= LIMITS.clients ? text.mostClients(LIMITS.clients) : null;
  const whyNot = permission === 'allowed' ? full : reasons[permission];
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
      <StageIcon name="plus" size={13} />
    </button>
  );
}
