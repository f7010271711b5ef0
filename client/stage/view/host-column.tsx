import { stageMessages } from '../messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { memo, type ReactNode } from 'react';
import type { HostId } from '../../../shared/log/events.ts';
import { useInTurn } from '../../playback/in-turn.ts';
import { useFocus } from '../model/focus-store.ts';
import { bytesText } from '../model/quantities.ts';
import { threadsOf } from '../../../shared/model/queries.ts';
import { programsOn, stageSockets } from '../model/host-sockets.ts';
import { scaleOf } from '../model/scale.ts';
import { CodeListing } from './code-listing.tsx';
import { ColumnHeader } from './column-header.tsx';
import { ThreadLanes } from './thread-lanes/index.ts';
import styles from './host-column.module.css';
import { KernelView } from './kernel-view.tsx';
import { NicView } from './nic-view.tsx';
import { ProgramFacts } from './program-facts.tsx';

interface Props {
  host: HostId;
  /** The number of cells that each buffer has room for. */
  cells: number;
}

/** One host from top to bottom: its program, the system call line, its kernel, its card. */
export const HostColumn = memo(function HostColumn({ host, cells }: Props): ReactNode {
  const state = useInTurn(host, (playhead) => playhead.state);
  const text = useMessages(stageMessages);
  const { program, thread } = stageSockets(state, useFocus())[host];
  const several =
    programsOn(state, host).length > 1 || (program !== null && threadsOf(state, program.program).length > 1);
  return (
    <article
      className={styles['column']}
      aria-label={text.host(host)}
      data-host={host}
      data-shows={program?.program}
    >
      <ColumnHeader state={state} host={host} program={program} thread={thread} />
      {several ? <ThreadLanes state={state} host={host} program={program} thread={thread} /> : <div />}
      <CodeListing state={state} host={host} program={program} thread={thread} />
      <Facts host={host} />
      <KernelHalf host={host} cells={cells} />
    </article>
  );
});

/** A flood changes the variables with each jump as well, so that they are drawn by themselves. */
const Facts = memo(function Facts({ host }: Pick<Props, 'host'>): ReactNode {
  const state = useInTurn(`${host}-facts`, (playhead) => playhead.state);
  const { program, thread } = stageSockets(state, useFocus())[host];
  return <ProgramFacts state={state} host={host} program={program} thread={thread} />;
});

/** The system call line, the kernel and the card. A flood changes most of it with each jump, so that it is drawn by itself. */
const KernelHalf = memo(function KernelHalf({ host, cells }: Props): ReactNode {
  const state = useInTurn(`${host}-kernel`, (playhead) => playhead.state);
  const choice = useFocus();
  const text = useMessages(stageMessages);
  // The scale and the bytes must be of one state: a unit that is too small would draw millions of cells.
  const { unit } = scaleOf(state, choice, cells);
  return (
    <>
      <div className={styles['syscalls']} data-anchor={`syscall:${host}`}>
        <small>{text.scale(bytesText(unit))}</small>
        <span>
          {text.userSide} ↑ <b>{text.syscalls}</b> ↓ {text.kernelSide}
        </span>
      </div>
      <KernelView state={state} host={host} sockets={stageSockets(state, choice)[host]} unit={unit} />
      <NicView state={state} host={host} />
    </>
  );
});
