import type { ReactNode } from 'react';
import type { HostId } from '../../../shared/events.ts';
import type { LabState, ProgramState } from '../../../shared/lab-state.ts';
import { threadsOf } from '../../../shared/next-move.ts';
import { threadBadge } from '../../scene/thread-badge.ts';
import styles from './column-header.module.css';
import { StepButtons } from './step-buttons.tsx';
import { ThreadBadgeView } from './thread-badge-view.tsx';
import { useStageText } from './use-stage-text.ts';

interface Props {
  state: LabState;
  host: HostId;
  program: ProgramState | null;
}

export function ColumnHeader({ state, host, program }: Props): ReactNode {
  const text = useStageText();
  const name = text.host(host);
  return (
    <header className={styles['header']}>
      <h2 className={styles['title']}>{name}</h2>
      {program !== null && program.run > 1 && <span className={styles['run']}>{text.run(program.run)}</span>}
      <StepButtons program={program?.program ?? null} hostName={name} />
      <div className={styles['badges']}>
        {program !== null &&
          threadsOf(state, program.program).map((thread) => (
            <ThreadBadgeView key={thread.thread} badge={threadBadge(state, thread)} />
          ))}
      </div>
    </header>
  );
}
