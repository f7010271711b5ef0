import { stageMessages, type StageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import type { SystemCall } from '../../../shared/programs/tree.ts';
import type { SocketState } from '../../../shared/model/lab-state.ts';
import type { BufferKind, BufferScene } from '../model/buffer.ts';
import { bars, cellRows } from '../model/cells.ts';
import { bytesText } from '../model/quantities.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { BarGrid } from './bar-grid.tsx';
import styles from './buffer.module.css';
import { CellGrid } from './cell-grid.tsx';
import { Gauge } from './gauge.tsx';

interface Props {
  scene: BufferScene;
  socket: SocketState;
  /** The call in which a thread sleeps until something changes here. */
  waits: SystemCall | null;
  /** Nothing has been in it yet: a line is enough. */
  unused: boolean;
  unit: number;
}

export function BufferView({ scene, socket, waits, unused, unit }: Props): ReactNode {
  const text = useMessages(stageMessages);
  const hex = useSettings((settings) => settings.hexBelowCells);
  const { kind, flow, range, marks, length } = scene;
  const rounded = flow?.from === 'server';
  const status = statusOf(scene, socket, waits, text);
  const cells =
    flow === null || length === 0 ? null : unit === 1 ? (
      <CellGrid
        rows={cellRows(flow, range, marks)}
        flow={flow.flow}
        host={socket.host}
        anchor={`cells:${kind}:${socket.socket}`}
        rounded={rounded}
        hex={hex}
        status={status}
        end={scene.end}
      />
    ) : (
      <BarGrid
        bars={bars(flow, range, marks, unit)}
        host={socket.host}
        flow={flow}
        anchor={`cells:${kind}:${socket.socket}`}
        rounded={rounded}
      />
    );
  return (
    <section
      className={styles['buffer']}
      aria-label={`${text.host(socket.host)} · ${kind === 'send' ? text.sendBuffer : text.recvBuffer}: ${length} B`}
      data-waits={waits !== null || undefined}
      data-anchor={`buffer:${kind}:${socket.socket}`}
    >
      <BufferHead scene={scene} waits={kind === 'send' && waits !== null} />
      {!unused && (
        <div className={styles['contents']}>
          {cells ?? (
            <div
              className={styles['empty']}
              data-waits={waits !== null || undefined}
              data-anchor={`empty:${kind}:${socket.socket}`}
            >
              {status}
              {scene.end && <End text={text} />}
            </div>
          )}
        </div>
      )}
    </section>
  );
}

function statusOf(
  scene: BufferScene,
  socket: SocketState,
  waits: SystemCall | null,
  text: StageMessages,
): string {
  const { kind, length, flow, outOfOrder } = scene;
  if (scene.discarded > 0) return text.discarded(scene.discarded);
  const apart = outOfOrder.reduce((sum, piece) => sum + piece.to - piece.from, 0);
  if (apart > 0) return text.outOfOrder(apart);
  if (waits !== null && kind === 'send') return text.full(waits);
  if (waits !== null && length === 0) return text.emptyBlocked(waits);
  if (length === 0 || flow === null) return text.empty;
  if (kind === 'recv') return socket.queuedAt === null ? text.unread : text.unreadQueued;
  if (flow.pending !== null) return text.copying;
  if (flow.sent >= flow.written.max) return text.sent;
  return flow.sent > flow.acked ? text.partlySent : text.unsent;
}

function End({ text }: { text: StageMessages }): ReactNode {
  return <span className={styles['end']}>{text.endOfStream}</span>;
}

function BufferHead({ scene, waits }: { scene: BufferScene; waits: boolean }): ReactNode {
  const text = useMessages(stageMessages);
  const { kind, length, capacity, charged, witness, window } = scene;
  const used = bytesText(length);
  const beyond =
    kind === 'send' && capacity !== null && charged !== null && charged > capacity
      ? text.beyond(bytesText(capacity), bytesText(charged))
      : undefined;
  // A buffer may be full long before its bytes come to its limit.
  const showsOverhead =
    waits && charged !== null && capacity !== null && charged >= capacity && length < capacity;
  return (
    <div className={styles['head']}>
      <h3>{kind === 'send' ? text.sendBuffer : text.recvBuffer}</h3>
      <span className={styles['amount']} title={beyond}>
        {capacity === null ? (
          <>
            {used} / <Unobserved text={text} />
          </>
        ) : showsOverhead ? (
          text.withOverhead(used, bytesText(charged), bytesText(capacity))
        ) : (
          text.of(used, bytesText(capacity))
        )}
        {beyond !== undefined && <span className="heard"> {beyond}</span>}
      </span>
      <Gauge scene={scene} />
      <WitnessMark witness={witness} text={text} />
      <span className={styles['window']} title={kind === 'send' ? text.peerWindowTitle : text.windowTitle}>
        {window === null ? (
          <Unobserved text={text} />
        ) : kind === 'send' ? (
          text.peerWindow(bytesText(window))
        ) : (
          text.window(bytesText(window))
        )}
      </span>
    </div>
  );
}

/** The kernel's own count beside the model's, as a mark of one width: the figures are its title. */
function WitnessMark({ witness, text }: { witness: BufferScene['witness']; text: StageMessages }): ReactNode {
  if (witness === null) return <span className={styles['witness']} aria-hidden="true" />;
  const { agree, kernel, model } = witness;
  const words =
    agree === true
      ? text.witnessAgree(kernel)
      : agree === false
        ? text.witnessDisagree(model, kernel)
        : text.witnessOlder(kernel);
  return (
    <span className={styles['witness']} data-agree={agree ?? undefined} title={words}>
      <span aria-hidden="true">{agree === true ? '✓' : agree === false ? '≠' : '…'}</span>
      <span className="heard">{words}</span>
    </span>
  );
}

function Unobserved({ text }: { text: StageMessages }): ReactNode {
  return <span className={styles['unobserved']}>{text.notObserved}</span>;
}

/** The place of a buffer that there is not, or that is empty, so that nothing moves when it comes. */
export function EmptyBuffer({
  kind,
  is,
  scene,
}: {
  kind: BufferKind;
  is: 'absent' | 'time-wait' | 'unconnected';
  scene?: BufferScene;
}): ReactNode {
  const text = useMessages(stageMessages);
  const capacity = scene?.capacity ?? null;
  const known = is === 'unconnected' && capacity !== null;
  return (
    <section className={styles['buffer']} data-absent>
      <div className={styles['head']}>
        <h3>{kind === 'send' ? text.sendBuffer : text.recvBuffer}</h3>
        {capacity !== null && <span className={styles['amount']}>{text.of('0 B', bytesText(capacity))}</span>}
        {is === 'time-wait' && <span className={styles['window']}>{text.timeWaitBuffer}</span>}
        {known && <span className={styles['window']}>{text.empty}</span>}
        {is === 'unconnected' && !known && (
          <span className={`${styles['window']} ${styles['unobserved']}`}>{text.bufferUnobserved}</span>
        )}
      </div>
    </section>
  );
}
