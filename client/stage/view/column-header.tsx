import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import type { HostId } from '../../../shared/log/events.ts';
import type { LabState, ProgramState, ThreadState } from '../../../shared/model/lab-state.ts';
import { threadsOf } from '../../../shared/model/queries.ts';
import { clientMark, clientNumber } from '../model/clients.ts';
import { programsOn } from '../model/host-sockets.ts';
import { threadBadge } from '../model/thread-badge.ts';
import { useRoom } from '../../lab/room-store.ts';
import { HolderTag } from './holder-tag/index.ts';
import styles from './column-header.module.css';
import { AddClient } from './add-client.tsx';
import { SaveScript } from './save-script.tsx';
import { StepButtons } from './step-buttons.tsx';
import { ThreadBadgeView } from './thread-badge-view.tsx';

interface Props {
  state: LabState;
  host: HostId;
  program: ProgramState | null;
  thread: ThreadState | null;
}

export function ColumnHeader({ state, host, program, thread }: Props): ReactNode {
  const text = useMessages(stageMessages);
  const name = text.host(host);
  const isHeld = useRoom(({ holders }) => holders.length > 0);
  const several = host === 'client' && programsOn(state, 'client').length > 1;
  const threads = program === null ? [] : threadsOf(state, program.program);
  return (
    <header className={styles['header']}>
      <h2 className={styles['title']}>
        {name}
        {several && program !== null && ` ${clientMark(clientNumber(program.program))}`}
      </h2>
      {isHeld && <HolderTag part={host} />}
      {program !== null && program.run > 1 && <span className={styles['run']}>{text.run(program.run)}</span>}
      <StepButtons
        host={host}
        program={program?.program ?? null}
        thread={threads.length > 1 ? (thread?.thread ?? null) : null}
        hostName={name}
      />
      {program !== null && <SaveScript program={program} hostName={name} />}
      <div className={styles['badges']}>
        {thread !== null && <ThreadBadgeView badge={threadBadge(state, thread)} />}
        {host === 'client' && <AddClient count={programsOn(state, 'client').length} />}
      </div>
    </header>
  );
}
