import type { ReactNode } from 'react';
import type { HostId } from '../../../shared/events.ts';
import type { LabState } from '../../../shared/lab-state.ts';
import { bytesText } from '../../scene/quantities.ts';
import { programOn, type HostSockets } from '../../scene/host-sockets.ts';
import { CodeListing } from './code-listing.tsx';
import { ColumnHeader } from './column-header.tsx';
import styles from './host-column.module.css';
import { KernelView } from './kernel-view.tsx';
import { NicView } from './nic-view.tsx';
import { ProgramFacts } from './program-facts.tsx';
import { useStageText } from './use-stage-text.ts';

interface Props {
  state: LabState;
  host: HostId;
  sockets: HostSockets;
  unit: number;
}

/** One host from top to bottom: its program, the system call line, its kernel, its card. */
export function HostColumn({ state, host, sockets, unit }: Props): ReactNode {
  const text = useStageText();
  const program = programOn(state, host);
  return (
    <article className={styles['column']} aria-label={text.host(host)}>
      <ColumnHeader state={state} host={host} program={program} />
      <CodeListing state={state} host={host} program={program} />
      <ProgramFacts state={state} host={host} program={program} />
      <div className={styles['syscalls']} data-anchor={`syscall:${host}`}>
        <small>{text.scale(bytesText(unit))}</small>
        <span>
          {text.userSide} ↑ <b>{text.syscalls}</b> ↓ {text.kernelSide}
        </span>
      </div>
      <KernelView state={state} host={host} sockets={sockets} unit={unit} />
      <NicView state={state} host={host} />
    </article>
  );
}
