import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import type { HostId } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import styles from './nic.module.css';

/** The host's network card: its addresses, and what has crossed it. */
export function NicView({ state, host }: { state: LabState; host: HostId }): ReactNode {
  const text = useMessages(stageMessages);
  const known = state.hosts[host];
  const nic = known?.nic ?? null;
  const addresses = known?.addresses ?? [];
  return (
    <footer className={styles['nic']} data-anchor={`nic:${host}`} data-host={host}>
      {nic === null ? (
        <span>{known === undefined ? text.nic : text.noNic}</span>
      ) : (
        <>
          <b>
            {text.nic} {nic.name}
          </b>
          <span className={styles['number']}>
            {text.nicSent(nic.sent)} · {text.nicReceived(nic.received)}
          </span>
          {nic.overflowed > 0 && <span className={styles['lost']}>{text.nicLost(nic.overflowed)}</span>}
        </>
      )}
      <span className={styles['addresses']} title={addresses.join('\n')}>
        {addresses[0] ?? ''}
      </span>
      {nic !== null && <span className={styles['number']}>{text.mtu(nic.mtu)}</span>}
    </footer>
  );
}
