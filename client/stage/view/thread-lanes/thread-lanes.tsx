import { stateName } from '../../../../shared/log/state-name.ts';
import { stageMessages } from '../../messages.ts';
import { threadLanesMessages } from './messages.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import type { HostId } from '../../../../shared/log/events.ts';
import type { LabState, ProgramState, ThreadState } from '../../../../shared/model/lab-state.ts';
import { threadsOf } from '../../../../shared/model/queries.ts';
import { clientMark, clientRows, type ClientRow } from '../../model/clients.ts';
import { bytesText } from '../../model/quantities.ts';
import { shortThreadName, threadBadge } from '../../model/thread-badge.ts';
import { focusClient, focusThread } from '../../model/focus-store.ts';
import { dispatch } from '../../../lab/commands.ts';
import { usePermission } from '../../../lab/permission.ts';
import { StageIcon, type StageIconName } from '../stage-icon.tsx';
import { useReasons } from '../use-why-not.ts';
import styles from './thread-lanes.module.css';

export interface Props {
  state: LabState;
  host: HostId;
  program: ProgramState | null;
  thread: ThreadState | null;
}

const ICONS: Readonly<Record<ThreadState['status'], StageIconName>> = {
  ready: 'next',
  running: 'running',
  'in-call': 'running',
  blocked: 'blocked',
  returned: 'returned',
  joining: 'blocked',
  ended: 'ended',
  failed: 'failed',
};

/** The clients of the host and the threads of its program, each at a glance, where there are several. */
export function ThreadLanes({ state, host, program, thread }: Props): ReactNode {
  const text = useMessages(stageMessages);
  const own = useMessages(threadLanesMessages);
  const rows = host === 'client' ? clientRows(state) : [];
  const threads = program === null ? [] : threadsOf(state, program.program);
  return (
    <div className={styles['lanes']}>
      {rows.length > 1 && (
        <ul className={styles['rows']} aria-label={own.clients(rows.length)} data-part="clients">
          {rows.map((row) => (
            <li key={row.program.program}>
              <Client row={row} chosen={row.program === program} />
            </li>
          ))}
        </ul>
      )}
      {threads.length > 1 && (
        <ul className={styles['rows']} aria-label={text.threads(threads.length)} data-part="threads">
          {threads.map((one) => (
            <li key={one.thread}>
              <ThreadLane state={state} lane={one} chosen={one === thread} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Client({ row, chosen }: { row: ClientRow; chosen: boolean }): ReactNode {
  const own = useMessages(threadLanesMessages);
  const permission = usePermission('all');
  const reasons = useReasons();
  const mayRemove = permission === 'allowed' || permission === 'question';
  const remove = permission === 'question' ? reasons.question : own.removeClient(row.number);
  const { program, number, thread, socket, sending, receiving } = row;
  const status = thread?.status ?? 'ended';
  const port = socket?.local?.port ?? 0;
  const words = own.clientRow(number, port, socket && stateName(socket.state), own.threadStatus[status]);
  return (
    <>
      <button
        type="button"
        className={styles['row']}
        aria-pressed={chosen}
        title={words}
        data-status={status}
        data-program={program.program}
        onClick={() => focusClient(program.program)}
      >
        <b className={styles['mark']}>{clientMark(number)}</b>
        <StageIcon name={ICONS[status]} size={12} />
        {sending === 0 && receiving === 0 ? (
          <span className={styles['port']}>{port === 0 ? '–' : `:${port}`}</span>
        ) : (
          <span className={styles['bytes']}>
            {sending > 0 && `↑${bytesText(sending)}`} {receiving > 0 && `↓${bytesText(receiving)}`}
          </span>
        )}
        <span className="heard">{words}</span>
      </button>
      {chosen && number > 1 && mayRemove && (
        <button
          type="button"
          className={styles['remove']}
          aria-label={remove}
          aria-disabled={permission === 'question'}
          title={remove}
          onClick={() => {
            void dispatch({ type: 'remove-client', program: program.program }).then((refusal) => {
              if (refusal === null) focusClient('client');
            });
          }}
        >
          <StageIcon name="drop" size={11} />
        </button>
      )}
    </>
  );
}

function ThreadLane({
  state,
  lane,
  chosen,
}: {
  state: LabState;
  lane: ThreadState;
  chosen: boolean;
}): ReactNode {
  const text = useMessages(stageMessages);
  const own = useMessages(threadLanesMessages);
  const badge = threadBadge(state, lane);
  const call =
    badge.is === 'blocked' || badge.is === 'in-call' ? `${badge.callName} fd ${badge.fd ?? '?'}` : null;
  const what =
    call ??
    (badge.is === 'joining'
      ? `join ${badge.other}`
      : badge.is === 'failed'
        ? (badge.exception?.name ?? '✕')
        : own.threadStatus[lane.status]);
  const name = shortThreadName(lane.name);
  return (
    <button
      type="button"
      className={styles['row']}
      aria-pressed={chosen}
      title={`${lane.name}${lane.line === null ? '' : ` · ${text.line(lane.line)}`} · ${what}`}
      data-status={lane.status}
      data-thread={lane.thread}
      onClick={() => focusThread(lane.program, lane.thread)}
    >
      <span className="heard">{text.thread(lane.name)}: </span>
      <StageIcon name={ICONS[lane.status]} size={12} />
      <b>{name}</b>
      <span className={styles['port']}>{what}</span>
    </button>
  );
}
