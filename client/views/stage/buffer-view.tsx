import type { ReactNode } from 'react';
import type { SocketState } from '../../../shared/lab-state.ts';
import type { BufferKind, BufferScene } from '../../scene/buffer.ts';
import { bars, cellRows } from '../../scene/cells.ts';
import { bytesText } from '../../scene/quantities.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { BarGrid } from './bar-grid.tsx';
import styles from './buffer.module.css';
import { CellGrid } from './cell-grid.tsx';
import { Gauge } from './gauge.tsx';
import { useStageText, type StageText } from './use-stage-text.ts';

interface Props {
  scene: BufferScene;
  socket: SocketState;
  /** A thread sleeps until something changes here. */
  waits: boolean;
  unit: number;
}

export function BufferView({ scene, socket, waits, unit }: Props): ReactNode {
  const text = useStageText();
  const hex = useSettings((settings) => settings.hexBelowCells);
  const { kind, flow, range, marks, length } = scene;
  const rounded = flow?.from === 'server';
  const status = statusOf(scene, socket, waits, text);
  const cells =
    flow === null || length === 0 ? null : unit === 1 ? (
      <CellGrid
        rows={cellRows(flow, range, marks)}
        anchor={`cells:${kind}:${socket.socket}`}
        rounded={rounded}
        hex={hex}
        status={status}
        end={scene.end}
      />
    ) : (
      <BarGrid
        bars={bars(flow, range, marks, unit)}
        flow={flow}
        anchor={`cells:${kind}:${socket.socket}`}
        rounded={rounded}
      />
    );
  return (
    <section
      className={styles['buffer']}
      aria-label={`${text.host(socket.host)} · ${kind === 'send' ? text.sendBuffer : text.recvBuffer}: ${length} B`}
      data-waits={waits || undefined}
      data-anchor={`buffer:${kind}:${socket.socket}`}
    >
      <BufferHead scene={scene} />
      {cells ?? (
        <div className={styles['empty']} data-waits={waits || undefined}>
          {status}
          {scene.end && <End text={text} />}
        </div>
      )}
    </section>
  );
}

function statusOf(scene: BufferScene, socket: SocketState, waits: boolean, text: StageText): string {
  const { kind, length, flow, outOfOrder } = scene;
  if (scene.discarded > 0) return text.discarded(scene.discarded);
  const apart = outOfOrder.reduce((sum, piece) => sum + piece.to - piece.from, 0);
  if (apart > 0) return text.outOfOrder(apart);
  if (waits && kind === 'send') return text.full;
  if (waits && length === 0) return text.emptyBlocked;
  if (length === 0 || flow === null) return text.empty;
  if (kind === 'recv') return socket.queuedAt === null ? text.unread : text.unreadQueued;
  if (flow.pending !== null) return text.copying;
  if (flow.sent >= flow.written.max) return text.sent;
  return flow.sent > flow.acked ? text.partlySent : text.unsent;
}

function End({ text }: { text: StageText }): ReactNode {
  return <span className={styles['end']}>{text.endOfStream}</span>;
}

function BufferHead({ scene }: { scene: BufferScene }): ReactNode {
  const text = useStageText();
  const { kind, length, capacity, witness, window } = scene;
  const used = bytesText(length);
  return (
    <div className={styles['head']}>
      <h3>{kind === 'send' ? text.sendBuffer : text.recvBuffer}</h3>
      <span className={styles['amount']}>
        {capacity === null ? (
          <>
            {used} / <Unobserved text={text} />
          </>
        ) : (
          text.of(used, bytesText(capacity))
        )}
      </span>
      <Gauge scene={scene} />
      {witness !== null && (
        <span
          className={styles['witness']}
          data-agree={witness.agree ?? undefined}
          title={
            witness.agree === true
              ? text.witnessAgree(witness.kernel)
              : witness.agree === false
                ? text.witnessDisagree(witness.model, witness.kernel)
                : text.witnessOlder(witness.kernel)
          }
        >
          {text.witness} {witness.kernel} {witness.agree === true ? '✓' : witness.agree === false ? '≠' : '…'}
        </span>
      )}
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

function Unobserved({ text }: { text: StageText }): ReactNode {
  return <span className={styles['unobserved']}>{text.notObserved}</span>;
}

/** Where a buffer will be, or was: its place stays. */
export function EmptyBuffer({
  kind,
  reason,
  scene,
}: {
  kind: BufferKind;
  reason: string | null;
  scene?: BufferScene;
}): ReactNode {
  const text = useStageText();
  const capacity = scene?.capacity ?? null;
  return (
    <section className={styles['buffer']} data-absent>
      <div className={styles['head']}>
        <h3>{kind === 'send' ? text.sendBuffer : text.recvBuffer}</h3>
        {capacity !== null && <span className={styles['amount']}>{text.of('0 B', bytesText(capacity))}</span>}
        {reason !== null && <span className={styles['window']}>{reason}</span>}
      </div>
    </section>
  );
}
