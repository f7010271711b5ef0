import { stateName } from '../../../shared/log/state-name.ts';
import { isAwaited } from '../../../shared/model/queries.ts';
import { uiMessages } from '../../ui/messages.ts';
import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import { formatAddress } from '../../../shared/tcp/address.ts';
import { inReceiveBuffer, lengthOf } from '../../../shared/model/buffers.ts';
import type { HostId } from '../../../shared/log/events.ts';
import type { LabState, SocketState } from '../../../shared/model/lab-state.ts';
import { programOn, type HostSockets } from '../model/host-sockets.ts';
import { timerText } from '../../ui/timers.ts';
import { useInspector } from '../model/selection-store.ts';
import styles from './kernel.module.css';
import { useLabNow } from '../../lab/lab-clock.ts';

/** Accept-queue places that are drawn: empty ones, or tokens that have room; numbers tell the rest. */
const SLOTS = { empty: 3, taken: 2 } as const;

const inspect = (id: string): void => useInspector.setState({ selected: { is: 'socket', id } });

interface Props {
  state: LabState;
  host: HostId;
  sockets: HostSockets;
}

/** The kernel's upper row: the listener with its accept queue, and sockets without room of their own. */
export function KernelStrip({ state, host, sockets }: Props): ReactNode {
  const text = useMessages(stageMessages);
  const { listener, folded } = sockets;
  const tight = listener !== null && folded.length > 0;
  const [first, ...rest] = folded.toReversed();
  return (
    <div className={styles['strip']} data-tight={(tight && listener.state === 'LISTEN') || undefined}>
      {listener !== null ? (
        <Listener state={state} listener={listener} sockets={sockets} tight={tight} />
      ) : (
        folded.length === 0 && (
          <span className={styles['quiet']}>
            {host === 'client'
              ? text.clientStrip
              : hasListened(state)
                ? text.listenerClosed
                : text.noListener}
          </span>
        )
      )}
      {first !== undefined && (
        <div className={styles['folded']}>
          <FoldedSocket socket={first} tight={tight} />
          {rest.length > 0 && (
            <span className={styles['quiet']} title={rest.map(brief).join('\n')}>
              +{rest.length}
            </span>
          )}
        </div>
      )}
    </div>
  );
}

function Listener({
  state,
  listener,
  sockets: { queue, halfOpen },
  tight,
}: {
  state: LabState;
  listener: SocketState;
  sockets: HostSockets;
  /** Another socket needs room beside it. */
  tight: boolean;
}): ReactNode {
  const text = useMessages(stageMessages);
  const { tcpStates } = useMessages(uiMessages);
  const { kernel, local, fd } = listener;
  const listens = listener.state === 'LISTEN';
  const full = state.hosts[listener.host]?.listenOverflows ?? 0;
  const waits = isAwaited(state, listener.socket, 'accept');
  return (
    <>
      <button
        type="button"
        className={styles['socket']}
        data-anchor={`header:${listener.socket}`}
        title={tcpStates[listener.state]}
        onClick={() => inspect(listener.socket)}
      >
        <span className={styles['fd']} data-quiet>
          {fd === null ? text.noFd : `fd ${fd}`}
        </span>
        <b>{stateName(listener.state)}</b>
        {local !== null && local.port !== 0 && <span className={styles['port']}>:{local.port}</span>}
      </button>
      {listens && halfOpen.length > 0 && (
        <button
          type="button"
          className={styles['half']}
          data-part="syn-queue"
          title={`${text.synQueueLabel}\n${halfOpen.map(brief).join('\n')}`}
          onClick={() => inspect(halfOpen[0]?.socket ?? listener.socket)}
        >
          {text.synQueue(halfOpen.length)}
        </button>
      )}
      {listens && (
        <div
          className={styles['queue']}
          data-anchor={`queue:${listener.socket}`}
          data-waits={waits || undefined}
          title={text.queueLabel}
        >
          <span>
            {(tight || queue.length > 0 ? text.queueShort : text.acceptQueue)(
              kernel.rqueue ?? null,
              kernel.wqueue ?? null,
            )}
          </span>
          {Array.from({ length: tight ? 0 : queue.length > 0 ? SLOTS.taken : SLOTS.empty }, (_, i) => {
            const waiting = queue[i];
            return (
              <span key={i} className={styles['slot']} data-taken={waiting !== undefined || undefined}>
                {waiting?.remote?.port ?? ''}
                {waiting !== undefined && waitingBytes(state, waiting) > 0 && (
                  <i> {text.bytesCount(waitingBytes(state, waiting))}</i>
                )}
              </span>
            );
          })}
          {full > 0 && <span title={text.queueOverflow(full)}>✕{full}</span>}
          {!tight && queue.length > SLOTS.taken && <span>+{queue.length - SLOTS.taken}</span>}
        </div>
      )}
    </>
  );
}

/** The server's program listened in this run; whatever it listened on is closed now. */
function hasListened(state: LabState): boolean {
  const results = Object.values(programOn(state, 'server')?.results ?? {});
  return results.some((line) => line.is === 'call' && line.name === 'listen' && line.result.ok);
}

function brief({ state, local, remote }: SocketState): string {
  const ends = [local, remote].flatMap((end) => (end === null ? [] : [formatAddress(end)]));
  return `${stateName(state)} ${ends.join(' → ')}`.trim();
}

/** Bytes that have arrived for a connection in the accept queue. */
function waitingBytes(state: LabState, socket: SocketState): number {
  const flow = state.flows[socket.in ?? ''];
  return flow === undefined ? 0 : lengthOf(inReceiveBuffer(state, flow));
}

function FoldedSocket({ socket, tight }: { socket: SocketState; tight: boolean }): ReactNode {
  const { tcpStates } = useMessages(uiMessages);
  const due = socket.state === 'TIME_WAIT' ? socket.kernel.timer?.dueAt : undefined;
  const now = useLabNow(due ?? null);
  return (
    <button
      type="button"
      className={styles['token']}
      data-anchor={`header:${socket.socket}`}
      title={`${brief(socket)} · ${tcpStates[socket.state]}`}
      onClick={() => inspect(socket.socket)}
    >
      {socket.fd !== null && <span>fd {socket.fd}</span>}
      <b>{stateName(socket.state)}</b>
      {!tight && socket.remote !== null && (
        <span className={styles['port']}>
          :{socket.local?.port ?? '?'} → :{socket.remote.port}
        </span>
      )}
      {due !== undefined && <span>{timerText(Math.max(0, due - now))}</span>}
    </button>
  );
}
