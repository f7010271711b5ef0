import { sleepingUntil } from '../../../shared/model/queries.ts';
import type { ReactNode } from 'react';
import type { HostId } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { bufferScene, isUnused } from '../model/buffer.ts';
import type { HostSockets } from '../model/host-sockets.ts';
import { BufferView, EmptyBuffer } from './buffer-view.tsx';
import styles from './kernel.module.css';
import { KernelStrip } from './kernel-strip.tsx';
import { EmptyHeader, SocketHeader } from './socket-header.tsx';

interface Props {
  state: LabState;
  host: HostId;
  sockets: HostSockets;
  /** Bytes a cell, the same on the whole stage. */
  unit: number;
}

/** One host's kernel: listener or other sockets, then the connection in focus with its two buffers. */
export function KernelView({ state, host, sockets, unit }: Props): ReactNode {
  const { focus } = sockets;
  const bare = focus === null || focus.remote === null || focus.remote.port === 0;
  const timeWait = focus?.state === 'TIME_WAIT';
  return (
    <div className={styles['kernel']} data-anchor={`kernel:${host}`}>
      <KernelStrip state={state} host={host} sockets={sockets} />
      {focus === null ? (
        <EmptyHeader state={state} host={host} />
      ) : (
        <SocketHeader state={state} socket={focus} />
      )}
      {(['send', 'recv'] as const).map((kind) => {
        const scene = focus === null ? null : bufferScene(state, focus, kind);
        return focus === null || scene === null || bare || timeWait ? (
          <EmptyBuffer
            key={kind}
            kind={kind}
            is={focus === null ? 'absent' : timeWait ? 'time-wait' : 'unconnected'}
            {...(scene === null || timeWait ? {} : { scene })}
          />
        ) : (
          <BufferView
            key={kind}
            scene={scene}
            socket={focus}
            waits={sleepingUntil(state, focus.socket, kind)}
            unused={isUnused(state, scene.flow)}
            unit={unit}
          />
        );
      })}
    </div>
  );
}
