import { stateName } from '../../../shared/log/state-name.ts';
import { isAwaited } from '../../../shared/model/queries.ts';
import { uiMessages } from '../../ui/messages.ts';
import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import { formatAddress } from '../../../shared/tcp/address.ts';
import type { HostId } from '../../../shared/log/events.ts';
import type { LabState, SocketState } from '../../../shared/model/lab-state.ts';
import { programOn } from '../model/host-sockets.ts';
import { useFocus } from '../model/focus-store.ts';
import { timerText } from '../../ui/timers.ts';
import { useInspector } from '../model/selection-store.ts';
import { openStates } from '../../ui/panels-store.ts';
import styles from './kernel.module.css';
import { useLabNow } from '../../lab/lab-clock.ts';

/** The connection in focus: its number in the program, its state, its two ends. */
export function SocketHeader({ state, socket }: { state: LabState; socket: SocketState }): ReactNode {
  const text = useMessages(stageMessages);
  const uiText = useMessages(uiMessages);
  const { timer } = socket.kernel;
  const dueAt = socket.state === 'TIME_WAIT' ? (timer?.dueAt ?? null) : null;
  const now = useLabNow(dueAt);
  const handshake = isAwaited(state, socket.socket, 'connect');
  const connected = socket.remote !== null && socket.remote.port !== 0;
  return (
    <div
      className={styles['header']}
      data-anchor={`header:${socket.socket}`}
      data-waits={handshake || undefined}
    >
      {/* Covers the row beneath the state, which opens the diagram. */}
      <button
        type="button"
        className={styles['cover']}
        aria-label={text.inspect}
        title={`${ends(socket)} · ${text.inspect}`}
        onClick={() => useInspector.setState({ selected: { is: 'socket', id: socket.socket } })}
      />
      <span className={styles['fd']} data-none={socket.fd === null || undefined}>
        {socket.fd === null ? text.noFd : `fd ${socket.fd}`}
      </span>
      <button
        type="button"
        className={styles['state']}
        data-anchor={`state:${socket.socket}`}
        title={`${uiText.tcpStates[socket.state]} · ${text.showStates}`}
        onClick={() => openStates(socket.socket)}
      >
        {stateName(socket.state)}
      </button>
      {socket.queuedAt !== null && <span className={styles['note']}>{text.inQueue}</span>}
      {socket.closed && dueAt === null && <span className={styles['note']}>{text.closedByProgram}</span>}
      {dueAt !== null && (
        <span className={styles['note']}>{text.expires(timerText(Math.max(0, dueAt - now)))}</span>
      )}
      <span className={styles['ends']}>
        {connected && socket.remote !== null ? (
          <>
            :{socket.local?.port ?? '?'} →{' '}
            <span className={styles['peer']}>{formatAddress(socket.remote).replace(/:\d+$/, '')}</span>:
            {socket.remote.port}
          </>
        ) : (
          text.notConnected
        )}
      </span>
    </div>
  );
}

function ends(socket: SocketState): string {
  const { local, remote } = socket;
  if (remote === null) return '';
  return `:${local?.port ?? '?'} → ${formatAddress(remote)}`;
}

/** A quiet empty place, so that nothing jumps when the socket comes. */
export function EmptyHeader({ state, host }: { state: LabState; host: HostId }): ReactNode {
  const text = useMessages(stageMessages);
  const chosen = useFocus(({ client }) => client);
  const program = programOn(state, host, chosen);
  const existed = Object.values(state.sockets).some(
    (socket) =>
      socket.host === host &&
      socket.remote !== null &&
      (host === 'server' || socket.owner === program?.program),
  );
  const closed = Object.values(program?.results ?? {}).some(
    (line) => line.is === 'call' && line.name === 'close' && line.result.ok,
  );
  const words =
    existed && (closed || (program?.ended ?? null) !== null)
      ? text.noSocketLeft
      : host === 'client'
        ? text.noSocket
        : text.noSocketServer;
  return (
    <div className={styles['header']} data-empty>
      <span className={styles['quiet']}>{words}</span>
    </div>
  );
}
