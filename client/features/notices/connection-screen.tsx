import { labMessages } from '../../lab/messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useRoom } from '../../lab/room-store.ts';
import { usePreload } from '../../ui/use-preload.ts';
import { OFFER_AFTER_TRIES } from '../recordings/use-replay.ts';
import { ClassWaits } from '../class/index.ts';
import { Trouble } from './trouble/index.ts';
import styles from './notices.module.css';

/** Before anything was seen, the state of the connection takes the whole stage. */
export function ConnectionScreen() {
  const text = useMessages(labMessages);
  const { connection, tries } = useRoom();
  usePreload(Trouble.preload);
  if (connection.is === 'open' || connection.is === 'offline') return null;
  const isOnTheWay =
    connection.is === 'connecting' || (connection.is === 'lost' && tries < OFFER_AFTER_TRIES);
  return (
    <main className={styles['screen']} data-part="connection">
      <output className={styles['words']}>
        {isOnTheWay ? <p>{text.connecting}</p> : connection.is === 'waiting' ? <ClassWaits /> : <Trouble />}
      </output>
    </main>
  );
}
