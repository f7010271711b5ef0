import { noticesMessages } from '../messages.ts';
import { labMessages } from '../../../lab/messages.ts';
import { refusalMessages } from '../../../lab/refusals/messages.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import type { ErrorCode } from '../../../../shared/protocol/server-messages.ts';
import { JoinForm } from '../../class/index.ts';
import { DamagedLink } from '../../composer/index.ts';
import { playShippedRecording, sayProblem } from '../../recordings/index.ts';
import { lessonShown } from '../../recordings/lesson-shown.ts';
import { room } from '../../../lab/room.ts';
import { type ConnectionStatus, useRoom } from '../../../lab/room-store.ts';
import actions from '../../../ui/actions.module.css';
import card from '../../../ui/notice.module.css';
import { dispatch } from '../../../lab/commands.ts';
import { usePanels } from '../../../ui/panels-store.ts';
import { troubleMessages } from './messages.ts';
import { useSecondsUntil } from '../use-seconds-until.ts';

export function Shipped() {
  const labText = useMessages(labMessages);
  return (
    <button
      type="button"
      className={actions['button']}
      onClick={() => void playShippedRecording(lessonShown()).then(sayProblem)}
    >
      {labText.shipped(lessonShown())}
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

/** The connection does not stand, and waiting alone does not help: why, and the ways on. A press is answered here, too. */
export function Trouble() {
  const toast = usePanels((panels) => panels.toast);
  return (
    <>
      <Why />
      {toast !== null && (
        <output>
          <p>{toast.text}</p>
        </output>
      )}
    </>
  );
}

function Why() {
  const noticesText = useMessages(noticesMessages);
  const { connection } = useRoom();
  if (connection.is === 'refused') return <Refused connection={connection} />;
  if (connection.is === 'damaged')
    return (
      <>
        <DamagedLink problem={connection.problem} />
        <NewRoom />
      </>
    );
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
}

export function Lost({ connection }: { readonly connection: Extract<ConnectionStatus, { is: 'lost' }> }) {
  const noticesText = useMessages(noticesMessages);
  const seconds = useSecondsUntil(connection.retryAt);
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
  'no-such-class',
  'too-many-guesses',
  'token-needed',
  'lab-unavailable',
]);

export function Refused({
  connection,
}: {
  readonly connection: Extract<ConnectionStatus, { is: 'refused' }>;
}) {
  const text = { ...useMessages(refusalMessages), ...useMessages(troubleMessages) };
  const { code } = connection.error;
  return (
    <>
      <p>{text[code]}</p>
      <p className={actions['actions']}>
        {(code === 'no-such-room' || code === 'no-such-lesson') && <NewRoom />}
        {code === 'no-such-class' && <JoinForm />}
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

export function Idle({ closesAt, mayKeep }: { readonly closesAt: number; readonly mayKeep: boolean }) {
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
