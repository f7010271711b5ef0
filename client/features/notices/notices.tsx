import { recordingsMessages } from '../recordings/messages.ts';
import { noticesMessages } from './messages.ts';
import { labMessages } from '../../lab/messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { useEffect, useState } from 'react';
import { DamagedLink } from '../composer/index.ts';
import { Standstill } from '../deadlock/index.ts';
import { playShippedRecording } from '../recordings/index.ts';
import { lessonShown } from '../recordings/lesson-shown.ts';
import { room } from '../../lab/room.ts';
import { say, usePanels } from '../../ui/panels-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { type ConnectionStatus, useRoom } from '../../lab/room-store.ts';
import { recordingProblem } from '../recordings/recording-problem.ts';
import actions from '../../ui/actions.module.css';
import card from '../../ui/notice.module.css';
import styles from './notices.module.css';
import { dispatch } from '../../lab/commands.ts';
import type { ErrorCode } from '../../../shared/protocol/server-messages.ts';
import type { Guidance } from '../../../shared/lessons/guidance.ts';
import { useGuidance, useWhy } from '../primary-action/use-guidance.ts';
import { OFFER_AFTER_TRIES } from '../recordings/use-replay.ts';

function useSecondsUntil(at: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (at === null) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [at]);
  return at === null ? 0 : Math.max(0, Math.ceil((at - now) / 1000));
}

function Shipped() {
  const recordingsText = useMessages(recordingsMessages);
  return (
    <button
      type="button"
      className={actions['button']}
      onClick={() =>
        void playShippedRecording(lessonShown()).then((problem) => {
          if (problem !== null) say(recordingProblem(problem), true);
        })
      }
    >
      {recordingsText.shipped(lessonShown())}
    </button>
  );
}

function NewRoom() {
  const labText = useMessages(labMessages);
  return (
    <button type="button" className={actions['button']} onClick={() => room.joinNew()}>
      {labText.newRoom}
    </button>
  );
}

function Retry() {
  const noticesText = useMessages(noticesMessages);
  return (
    <button type="button" className={actions['button']} onClick={() => room.retry()}>
      {noticesText.retry}
    </button>
  );
}

/** Before anything was seen, the state of the connection takes the whole stage. */
export function ConnectionScreen() {
  const noticesText = useMessages(noticesMessages);
  const { connection, tries } = useRoom();
  if (connection.is === 'open' || connection.is === 'offline') return null;
  return (
    <main className={styles['screen']} data-part="connection">
      <output className={styles['words']}>
        {connection.is === 'connecting' && <p>{noticesText.connecting}</p>}
        {connection.is === 'lost' && (
          <Lost connection={connection} offer={tries >= OFFER_AFTER_TRIES} first />
        )}
        {connection.is === 'refused' && <Refused connection={connection} />}
        {connection.is === 'damaged' && (
          <>
            <DamagedLink problem={connection.problem} />
            <NewRoom />
          </>
        )}
      </output>
    </main>
  );
}

function Lost({
  connection,
  offer,
  first,
}: {
  readonly connection: Extract<ConnectionStatus, { is: 'lost' }>;
  readonly offer: boolean;
  readonly first: boolean;
}) {
  const noticesText = useMessages(noticesMessages);
  const seconds = useSecondsUntil(connection.retryAt);
  if (first && offer)
    return (
      <>
        <h2>{noticesText.unreachable}</h2>
        <p>{noticesText.unreachableMore}</p>
        <p className={actions['actions']}>
          <Shipped />
          <Retry />
        </p>
      </>
    );
  if (first) return <p>{noticesText.connecting}</p>;
  return (
    <>
      <p>{seconds > 0 ? noticesText.lost(seconds) : noticesText.retrying}</p>
      <Retry />
    </>
  );
}

/** There may be place, or a lab, in a while. */
const TRY_LATER = new Set<ErrorCode>([
  'too-many-labs',
  'too-many-from-here',
  'too-many-viewers',
  'lab-unavailable',
]);

function Refused({ connection }: { readonly connection: Extract<ConnectionStatus, { is: 'refused' }> }) {
  const labText = useMessages(labMessages);
  const { code } = connection.error;
  return (
    <>
      <p>{labText.error[code]}</p>
      <p className={actions['actions']}>
        {(code === 'no-such-room' || code === 'no-such-lesson') && <NewRoom />}
        {TRY_LATER.has(code) && (
          <>
            <Retry />
            <Shipped />
          </>
        )}
      </p>
    </>
  );
}

/** Once a log is on the page, it stays there; what went wrong is said above it. */
export function Notices() {
  const noticesText = useMessages(noticesMessages);
  const labText = useMessages(labMessages);
  const { connection, labHost, role, closesAt } = useRoom();
  const mode = usePlayhead((playhead) => playhead.mode);
  const state = usePlayhead((playhead) => playhead.state);
  const { closed } = state;
  const waiting = state.atRest
    ? Object.values(state.threads).filter(({ status }) => status === 'blocked' || status === 'joining').length
    : 0;
  const live = usePlayhead((playhead) => playhead.mode === 'live' && playhead.cursor === playhead.head);
  const next = useGuidance();
  const asked = useWhy((why) => why.asked);
  const toast = usePanels((panels) => panels.toast);
  if (toast !== null)
    return (
      <output className={card['notice']} data-bad={toast.bad}>
        <p>{toast.text}</p>
      </output>
    );
  if (mode === 'recording') return null;
  if (connection.is === 'lost')
    return (
      <output className={card['notice']} data-part="lost">
        <Lost connection={connection} offer={false} first={false} />
      </output>
    );
  if (connection.is === 'refused')
    return (
      <div className={card['notice']} role="alert" data-bad="true">
        <Refused connection={connection} />
      </div>
    );
  if (labHost !== 'up' || (closed !== null && mode === 'live'))
    return (
      <output className={card['notice']} data-part="lab-ended">
        <p>
          {labHost === 'down'
            ? noticesText.labDown
            : labHost === 'restarting' || closed?.code === 'lab-host-died'
              ? noticesText.labDied
              : closed?.code === 'idle'
                ? noticesText.labIdle
                : closed?.code === 'too-many-labs'
                  ? labText.error['too-many-labs']
                  : noticesText.labEnded}
        </p>
        {role === 'controller' && labHost !== 'down' && (
          <button
            type="button"
            className={actions['button']}
            onClick={() => void dispatch({ type: 'new-lab' })}
          >
            {noticesText.newLab}
          </button>
        )}
        {closed?.code === 'too-many-labs' && <Shipped />}
      </output>
    );
  if (closesAt !== null) return <Idle closesAt={closesAt} mayKeep={role === 'controller'} />;
  const told = explained(next, live, asked);
  return waiting < 2 && told === null ? null : <Standstill state={state} next={told} />;
}

/** A standstill is explained by itself, a wait when somebody asks. */
function explained(
  next: Guidance,
  live: boolean,
  asked: boolean,
): Extract<Guidance, { is: 'stuck' | 'wait' }> | null {
  if (!live) return null;
  return next.is === 'stuck' || (next.is === 'wait' && asked) ? next : null;
}

function Idle({ closesAt, mayKeep }: { readonly closesAt: number; readonly mayKeep: boolean }) {
  const noticesText = useMessages(noticesMessages);
  const seconds = useSecondsUntil(closesAt);
  return (
    <output className={card['notice']} data-part="idle">
      <p>{noticesText.closesSoon(seconds)}</p>
      {mayKeep && (
        <button type="button" className={actions['button']} onClick={() => void dispatch({ type: 'stay' })}>
          {noticesText.keep}
        </button>
      )}
    </output>
  );
}
