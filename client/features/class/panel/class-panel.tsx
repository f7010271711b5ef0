import { type ReactNode, useState } from 'react';
import { useMessages } from '../../../i18n/catalogue.ts';
import type { ClassTold } from '../../../lab/connection.ts';
import { isHere } from '../../../lab/link-for-others.ts';
import { useWhyNotInClass } from '../../../lab/class-door.ts';
import { ActButton } from '../../../ui/act-button.tsx';
import actions from '../../../ui/actions.module.css';
import { SheetFrame } from '../../../ui/sheet.tsx';
import { endClass, keepPace } from '../class-actions.ts';
import styles from './class-panel.module.css';
import { classMessages } from '../messages.ts';
import { ownLabsMessages } from '../../own-labs/messages.ts';
import { choicesOf, choose, chosenOf } from '../../class-desk/address-choice.ts';
import { linkIntoClass, ownLink } from '../../class-desk/link-into-class.ts';
import { OwnLink } from '../../class-desk/own-link.tsx';
import { PaceChoice } from '../../class-desk/pace-choice.tsx';
import { useClassView } from '../class-store.ts';
import { useHandsView } from '../../hands/hands-store.ts';
import { handsMessages } from '../../hands/messages.ts';
import { saveAnswers } from '../../vote/ask/save-answers.ts';
import { voteMessages } from '../../vote/messages.ts';
import { useVoteView } from '../../vote/vote-store.ts';
import { openView } from '../../presenter-view/open-view.ts';
import { QrFigure } from './qr-figure.tsx';

/** The class reads it from the wall: where to go, the code, and how many have come. */
export function ClassPanel({
  told,
  onClose,
}: {
  readonly told: ClassTold;
  readonly onClose: () => void;
}): ReactNode {
  const { code, followers, waiting, othersAt, isPaced } = told;
  const text = useMessages(classMessages);
  const ownLabsText = useMessages(ownLabsMessages);
  const hands = useMessages(handsMessages);
  const choices = choicesOf(location.href, othersAt);
  const [, redraw] = useState('');
  const chosen = chosenOf(choices);
  const whyNot = useWhyNotInClass();
  const link = linkIntoClass(told);
  const own = ownLink(told);
  const onWall = useVoteView((view) => view.hasView);
  const { host, pathname } = new URL(link);
  const address = host + (pathname === '/' ? '' : pathname);
  return (
    <SheetFrame title={text.title} wide onClose={onClose}>
      <div className={styles['panel']} data-part="class-panel">
        <QrFigure text={link} label={text.qr(link)} />
        <div className={styles['way']}>
          <p>
            {text.open}
            <b className={styles['address']}>{address}</b>
          </p>
          {choices.length > 1 && (
            <label className={styles['choice']}>
              {text.otherAddress}{' '}
              <select
                value={chosen?.at}
                onChange={({ target }) => {
                  choose(target.value);
                  redraw(target.value);
                }}
              >
                {choices.map(({ at, label }) => (
                  <option key={at} value={at}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
          )}
          <p>
            {text.type}
            <b className={styles['code']} aria-label={Array.from(code).join(' ')}>
              <span>{code.slice(0, 3)}</span>
              <span>{code.slice(3)}</span>
            </b>
          </p>
          <p className={styles['here']}>
            <output>
              <b>{followers}</b> {text.hereNow(followers)}
              {waiting !== undefined && ` · ${text.waitNow(waiting)}`}
            </output>
          </p>
          <PaceChoice
            className={styles['choice']}
            isPaced={isPaced === true}
            whyNot={whyNot}
            keep={keepPace}
          />
          {isHere(link) && (
            <p className={styles['warning']} data-part="only-here">
              {othersAt === undefined ? text.onlyThisMachine : text.noNetwork}
            </p>
          )}
        </div>
      </div>
      <div className={styles['foot']}>
        <p>
          {text.link} <a href={link}>{link}</a>
        </p>
        <div className={actions['actions']}>
          <ViewButton code={code} onOpened={onClose} />
          <button
            type="button"
            className={actions['button']}
            onClick={() => {
              onClose();
              useVoteView.setState({ asking: true });
            }}
          >
            {text.ask}
          </button>
          <button
            type="button"
            className={actions['button']}
            title={ownLabsText.openHint}
            onClick={() => {
              onClose();
              useClassView.setState({ nowYou: true });
            }}
          >
            {ownLabsText.open}
          </button>
          <button
            type="button"
            className={actions['button']}
            onClick={() => {
              onClose();
              useHandsView.setState({ sheet: true });
            }}
          >
            {hands.open}
          </button>
          {own !== null && <OwnLink link={own} onWall={onWall} />}
          <EndClass />
        </div>
      </div>
    </SheetFrame>
  );
}

/** The panel closes then: the projector has the stage alone. */
function ViewButton({ code, onOpened }: { readonly code: string; readonly onOpened: () => void }): ReactNode {
  const text = useMessages(classMessages);
  const [isBlocked, setBlocked] = useState(false);
  return (
    <>
      {isBlocked && <span role="alert">{text.viewBlocked}</span>}
      <button
        type="button"
        className={actions['button']}
        title={text.viewHint}
        onClick={() => (openView(code) ? onOpened() : setBlocked(true))}
      >
        {text.view}
      </button>
    </>
  );
}

/** It asks first, because everybody else is concerned. */
function EndClass(): ReactNode {
  const text = useMessages(classMessages);
  const { save: saveText } = useMessages(voteMessages);
  const [asking, setAsking] = useState(false);
  const whyNot = useWhyNotInClass();
  if (!asking)
    return (
      <ActButton className={actions['button']} whyNot={whyNot} act={() => setAsking(true)}>
        {text.end}
      </ActButton>
    );
  return (
    <p className={actions['actions']} role="alert">
      {text.endSure}
      <ActButton className={actions['button']} whyNot={whyNot} act={() => void saveAnswers()}>
        {saveText}
      </ActButton>
      <ActButton className={actions['button']} whyNot={whyNot} act={endClass}>
        {text.endYes}
      </ActButton>
      <button type="button" className={actions['button']} onClick={() => setAsking(false)}>
        {text.endNo}
      </button>
    </p>
  );
}
