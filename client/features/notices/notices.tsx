import { useEffect, useState } from 'react';
import { offerOwnClass } from '../class/own-classes/index.ts';
import { noticesMessages } from './messages.ts';
import { refusalMessages } from '../../lab/refusals/messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { Standstill } from '../deadlock/index.ts';
import { ReadingNotice } from '../recordings/reading-notice.tsx';
import { NotKept } from '../not-kept/index.ts';
import { useReading } from '../recordings/reading-store.ts';
import { usePanels } from '../../ui/panels-store.ts';
import { useInTurn } from '../../playback/in-turn.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { room } from '../../lab/room.ts';
import { useRoom } from '../../lab/room-store.ts';
import actions from '../../ui/actions.module.css';
import card from '../../ui/notice.module.css';
import { dispatch } from '../../lab/commands.ts';
import type { Guidance } from '../../../shared/lessons/guidance.ts';
import { useGuidance, useWhy } from '../primary-action/use-guidance.ts';
import { Idle, Lost, Refused, Shipped } from './trouble/index.ts';
import { Replaced } from './replaced/index.ts';
import { usePreload } from '../../ui/use-preload.ts';

/** Once a log is on the page, it stays there; what went wrong is said above it. */
export function Notices() {
  usePreload(Lost.preload);
  useEffect(offerOwnClass, []);
  const noticesText = useMessages(noticesMessages);
  const refusals = useMessages(refusalMessages);
  const { connection, labHost, role, closesAt, replaces, notKept } = useRoom();
  const mode = usePlayhead((playhead) => playhead.mode);
  const state = useInTurn('guided', (playhead) => playhead.state);
  const { closed } = state;
  const waiting = state.atRest
    ? Object.values(state.threads).filter(({ status }) => status === 'blocked' || status === 'joining').length
    : 0;
  const live = useInTurn(
    'guided',
    (playhead) => playhead.mode === 'live' && playhead.cursor === playhead.head,
  );
  /** The log of the new lab about which nobody here wants to read more. */
  const [putAside, setPutAside] = useState<string | null>(null);
  const { epoch } = room;
  const next = useGuidance();
  const asked = useWhy((why) => why.asked);
  const toast = usePanels((panels) => panels.toast);
  const reading = useReading((now) => now.reading);
  if (reading?.isLong === true) return <ReadingNotice reading={reading} />;
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
        <Lost connection={connection} />
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
                  ? refusals['too-many-labs']
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
  if (replaces !== null && live && putAside !== epoch)
    return <Replaced code={replaces} close={() => setPutAside(epoch)} />;
  const told = explained(next, live, asked);
  if (waiting >= 2 || told !== null) return <Standstill state={state} next={told} />;
  return notKept ? <NotKept /> : null;
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
