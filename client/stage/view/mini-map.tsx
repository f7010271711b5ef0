import { stateName } from '../../../shared/log/state-name.ts';
import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import type { HostId } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { bufferScene, type BufferKind } from '../model/buffer.ts';
import { chipScenes } from '../model/chips.ts';
import type { HostSockets } from '../model/host-sockets.ts';
import { sendIdentity } from '../model/send-identity.ts';
import { threadBadge } from '../model/thread-badge.ts';
import { Gauge } from './gauge.tsx';
import { Icon } from '../../ui/icons.tsx';
import styles from './phone.module.css';
import { ThreadBadgeView } from './thread-badge-view.tsx';

interface Props {
  state: LabState;
  client: HostSockets;
  server: HostSockets;
}

/** Both hosts and the wire at a glance, for a screen that shows one of them at a time. */
export function MiniMap({ state, client, server }: Props): ReactNode {
  const text = useMessages(stageMessages);
  const chips = chipScenes(state);
  return (
    <div className={styles['map']}>
      <MiniHost state={state} host="client" sockets={client} />
      <ol className={styles['chips']} aria-label={text.wire}>
        {chips.slice(0, 4).map((chip) => {
          const ordinal = chip.view.ordinals[0];
          return (
            <li
              key={chip.chip}
              className={styles['chip']}
              data-hue={ordinal === undefined ? undefined : sendIdentity(ordinal).hue}
              data-lost={chip.is === 'lost' || undefined}
            >
              {chip.from === 'server' && <Icon name="left" size={10} />}
              {chip.view.length > 0 ? `${chip.view.length} B` : chip.view.flags.split('+')[0]}
              {chip.from === 'client' && <Icon name="right" size={10} />}
            </li>
          );
        })}
        {chips.length > 4 && <li>+{chips.length - 4}</li>}
      </ol>
      <MiniHost state={state} host="server" sockets={server} />
    </div>
  );
}

function MiniHost({
  state,
  host,
  sockets,
}: {
  state: LabState;
  host: HostId;
  sockets: HostSockets;
}): ReactNode {
  const text = useMessages(stageMessages);
  const { thread } = sockets;
  const shown = sockets.focus ?? sockets.listener;
  return (
    <div className={styles['host']}>
      <div className={styles['host-name']}>
        <b>{text.host(host)}</b>
        <span>{shown === null ? '–' : stateName(shown.state)}</span>
      </div>
      {thread !== null && <ThreadBadgeView badge={threadBadge(state, thread)} compact />}
      {(['send', 'recv'] as const satisfies readonly BufferKind[]).map((kind) => {
        const scene = sockets.focus === null ? null : bufferScene(state, sockets.focus, kind);
        return (
          <div key={kind} className={styles['mini-buffer']}>
            <span>{kind}</span>
            {scene === null ? <span className={styles['none']} /> : <Gauge scene={scene} />}
            <span className={styles['count']}>{scene === null ? '–' : `${scene.length} B`}</span>
          </div>
        );
      })}
    </div>
  );
}
