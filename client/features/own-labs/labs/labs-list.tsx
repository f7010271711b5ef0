import type { ReactNode } from 'react';
import {
  type OwnAct,
  type OwnLabTold,
  type OwnOfPresenter,
  STANDINGS,
} from '../../../../shared/protocol/own-labs-schema.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { hashOfRoom } from '../../../lab/room-link.ts';
import { linkTo } from '../../../navigation/route.ts';
import { useSettings } from '../../../settings/settings-store.ts';
import { ActButton } from '../../../ui/act-button.tsx';
import { HandIcon } from '../../hands/hand-icon.tsx';
import { ownLabsMessages, type OwnLabsMessages } from '../messages.ts';
import { countsOf } from './counts.ts';
import styles from './labs.module.css';

/** Tells who is where: first those who need somebody. */
export function LabsList({
  on,
  act,
  whyNot,
}: {
  readonly on: NonNullable<OwnOfPresenter['on']>;
  readonly act: (own: OwnAct) => void;
  readonly whyNot: string | null;
}): ReactNode {
  const text = useMessages(ownLabsMessages);
  const { labs, asked, refused, shown, notKept } = on;
  const sorted = labs.toSorted((a, b) => urgencyOf(a) - urgencyOf(b) || a.lab - b.lab);
  const state =
    shown !== undefined
      ? text.shown(shown)
      : asked !== undefined
        ? text.asking(asked)
        : refused !== undefined
          ? text.refused(refused)
          : null;
  return (
    <div className={styles['labs']} data-part="own-labs">
      <output className={styles['counts']}>{countsOf(on, text).join(' · ')}</output>
      <p className={styles['foot']}>
        <ActButton className={styles['main']} whyNot={whyNot} act={() => act({ is: 'end' })}>
          {text.back}
        </ActButton>
        <span className={styles['hint']}>{text.backHint}</span>
      </p>
      {notKept === true && <p className={styles['hint']}>{text.notKept}</p>}
      {state !== null && (
        <p className={styles['state']}>
          <output>{state}</output>
          {refused === undefined && (
            <ActButton whyNot={whyNot} act={() => act({ is: 'hide' })}>
              {shown === undefined ? text.takeBack : text.takeOff}
            </ActButton>
          )}
        </p>
      )}
      <ul aria-label={text.list}>
        {sorted.map((lab) => (
          <Lab key={lab.lab} of={lab} isShown={shown === lab.lab} act={act} whyNot={whyNot} />
        ))}
      </ul>
    </div>
  );
}

function Lab({
  of,
  isShown,
  act,
  whyNot,
}: {
  readonly of: OwnLabTold;
  readonly isShown: boolean;
  readonly act: (own: OwnAct) => void;
  readonly whyNot: string | null;
}): ReactNode {
  const text = useMessages(ownLabsMessages);
  const language = useSettings((settings) => settings.language);
  const { lab, room, here, devices, people, standing, done, moves } = of;
  return (
    <li data-lab={lab} data-standing={standing}>
      <span className={styles['who']}>
        <b>{text.lab(lab)}</b>
        {people.map((person) => (
          <small key={person.n} data-raised={person.isRaised}>
            <bdi>{text.who(person)}</bdi>
            {person.isRaised === true && (
              <>
                <HandIcon size={12} />
                <span className="heard">{text.raised}</span>
              </>
            )}
          </small>
        ))}
        {here > 0 && here < devices && <small>{text.missing(devices - here)}</small>}
      </span>
      <span className={styles['how']}>
        <span className={styles['standing']}>{standingText(of, text)}</span>
        {done !== undefined && moves !== undefined && (
          <>
            <progress max={moves} value={done} aria-hidden="true" />
            <small>{text.moves(done, moves)}</small>
          </>
        )}
      </span>
      <span className={styles['ways']}>
        {/* A window that knew this one would have its place in the class. */}
        <a href={linkTo({}, language, hashOfRoom(room))} target="_blank" rel="noopener" title={text.lookHint}>
          {text.look}
        </a>
        <ActButton
          title={text.showHint}
          whyNot={whyNot ?? (isShown ? text.shown(lab) : here === 0 ? text.empty(lab) : null)}
          act={() => act({ is: 'show', lab })}
        >
          {text.show}
        </ActButton>
      </span>
    </li>
  );
}

/** A raised hand comes first, and then who is stuck. */
function urgencyOf({ people, standing }: OwnLabTold): number {
  return people.some(({ isRaised }) => isRaised === true) ? -1 : STANDINGS.indexOf(standing);
}

function standingText(
  { standing, why, exception = '', quietMinutes = 0 }: OwnLabTold,
  text: OwnLabsMessages,
): string {
  if (standing === 'quiet') return text.standing.quiet(quietMinutes);
  if (standing !== 'stuck') return text.standing[standing];
  return why === 'exception' ? text.stuck.exception(exception) : text.stuck[why ?? 'standstill'];
}
