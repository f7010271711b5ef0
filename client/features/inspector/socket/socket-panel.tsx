import { stateName } from '../../../../shared/log/state-name.ts';
import { inspectorMessages } from '../messages.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { type SocketMessages, socketMessages } from './messages.ts';
import { timerText } from '../../../ui/timers.ts';
import { type FactValue, type SocketFact, socketFacts } from './socket-facts.ts';
import { openStates } from '../../../ui/panels-store.ts';
import { isMiniSocket } from '../../../../shared/model/queries.ts';
import { formatMoment } from '../../../ui/format.ts';
import { usePlayhead } from '../../../playback/playhead-store.ts';
import { useLabNow } from '../../../lab/lab-clock.ts';
import { Sentence } from '../../../ui/sentence.tsx';
import styles from './socket-panel.module.css';

/** Everything that the kernel says of one socket, in groups, at the instant shown. */
export function SocketPanel({ id }: { readonly id: string }) {
  const inspectorText = useMessages(inspectorMessages);
  const text = useMessages(socketMessages);
  const state = usePlayhead((playhead) => playhead.state);
  const previous = usePlayhead((playhead) => playhead.previous);
  const socket = state.sockets[id];
  // The kernel lists no connection that has ended, even if a program still holds the socket.
  const isUnlisted =
    socket?.gone === true || (socket?.state === 'CLOSE' && socket.kernel.caState !== undefined);
  const due = socket?.gone === true ? undefined : socket?.kernel.timer?.dueAt;
  const now = useLabNow(due ?? null);
  const groups = socketFacts(state, previous, id);
  if (groups === null || socket === undefined) return <p className={styles['note']}>{inspectorText.gone}</p>;
  return (
    <div className={styles['all']}>
      <div className={styles['top']}>
        <b>{stateName(socket.state)}</b>
        <button type="button" className={styles['states']} onClick={() => openStates(id)}>
          {text.states} <kbd>M</kbd>
        </button>
      </div>
      {isUnlisted && <p className={styles['note']}>{text.gone}</p>}
      {!socket.gone && isMiniSocket(socket) && <p className={styles['note']}>{text.timeWait}</p>}
      <p className={styles['note']}>
        <Sentence text={text.legend} />
      </p>
      {groups.map(({ group, facts }) => (
        <details key={group} className={styles['group']} open>
          <summary>
            <h3>{text.group[group]}</h3>
            {facts.some(({ was }) => was !== null) && (
              <span className={styles['mark']} title={text.changed} aria-label={text.changed}>
                ●
              </span>
            )}
          </summary>
          <dl>
            {facts.map((fact) => (
              <Row key={fact.name} fact={fact} now={now} atRest={state.atRest} text={text} />
            ))}
          </dl>
        </details>
      ))}
    </div>
  );
}

function Row({
  fact,
  now,
  atRest,
  text,
}: {
  readonly fact: SocketFact;
  readonly now: number;
  readonly atRest: boolean;
  readonly text: SocketMessages;
}) {
  const inspectorText = useMessages(inspectorMessages);
  const { name, ss, value, was, witness, source, readAt } = fact;
  const unread = inspectorText.notObserved;
  const unobserved = value.is === 'unobserved';
  const shown = (one: FactValue): string => words(one, now, text, unread, source === 'TCP_INFO');
  return (
    <div className={styles['row']} data-fact={name} data-changed={was !== null || undefined}>
      <dt>
        {ss === null ? <span className={styles['quiet']}>{text.notInSs}</span> : <code>{ss}</code>}
        <span className={styles['source']}>
          {source === 'syscall' || source === 'derived' ? inspectorText.source[source] : source}
        </span>
      </dt>
      <dd className={unobserved ? styles['unobserved'] : styles['value']}>{shown(value)}</dd>
      <dd className={styles['meaning']}>{text.meaning[name]}</dd>
      {readAt !== null && <dd className={styles['witness']}>{text.readAt(formatMoment(readAt))}</dd>}
      {witness !== null && !unobserved && (
        <dd className={styles['witness']} data-agrees={witness.agrees}>
          {text.model(
            witness.least === witness.model ? `${witness.model}` : `${witness.least}–${witness.model}`,
          )}{' '}
          {witness.agrees ? text.agree : atRest ? text.disagree : text.differ}
        </dd>
      )}
      {was !== null && (
        <dd className={styles['was']} title={text.changed}>
          {text.was(was.is === 'timer' ? (text.timer[was.kind] ?? was.kind) : shown(was))}
        </dd>
      )}
    </div>
  );
}

function words(
  value: FactValue,
  now: number,
  text: SocketMessages,
  unread: string,
  measured: boolean,
): string {
  switch (value.is) {
    case 'unobserved':
      return unread;
    case 'none':
      return measured ? text.noneYet : text.none;
    case 'timer': {
      const kind = text.timer[value.kind] ?? value.kind;
      if (value.dueAt === null) return kind;
      const left = value.dueAt - now;
      return left <= 0 ? text.due(kind) : text.left(kind, leftText(left, text));
    }
    case 'text': {
      const unit = text.unit(value.unit, value.text);
      return `${text.values[value.text] ?? value.text}${unit === '' ? '' : ` ${unit}`}`;
    }
    default:
      return value satisfies never;
  }
}

/** Calm labs have timers of days: tenths of a second would only flicker. */
function leftText(micros: number, text: SocketMessages): string {
  const minutes = Math.floor(micros / 60_000_000);
  return minutes < 60 ? timerText(micros) : text.hours(Math.floor(minutes / 60), minutes % 60);
}
