import { type ReactNode, useState } from 'react';
import { useMessages } from '../../i18n/catalogue.ts';
import { classOfTab } from '../../lab/room-link.ts';
import { useWhyNotInClass } from '../../lab/class-door.ts';
import { endsAtShown, useRoom } from '../../lab/room-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { Icon } from '../../ui/icons.tsx';
import { backToClass, lookAround, presentHere } from './class-actions.ts';
import { hashOfClass } from '../../lab/class-hash.ts';
import { ClassPanel } from './panel/index.ts';
import { useClassView, useIsCalm } from './class-store.ts';
import { choosePanel } from '../../stage/model/phone-panel.ts';
import { pointingMessages } from '../pointing/messages.ts';
import { nameOf, panelOf } from '../pointing/part-name.ts';
import { usePointing } from '../pointing/pointing-store.ts';
import { useHandsView } from '../hands/hands-store.ts';
import { hand } from '../hands/hand-actions.ts';
import { handsMessages } from '../hands/messages.ts';
import { NameSheet } from '../hands/name-sheet.tsx';
import { NameHand, RaiseHand, useHandSentence } from '../hands/own-hand.tsx';
import { HandsSheet } from '../hands/sheet/index.ts';
import { AskSheet } from '../vote/ask/index.ts';
import { useVoteView } from '../vote/vote-store.ts';
import styles from './class.module.css';
import { Line, Way } from './line.tsx';
import { classMessages } from './messages.ts';
import { OwnClass } from './own-classes/index.ts';
import { OwnLine, OwnRunLine, PresenterLine } from './own-lines/index.ts';
import { NowYouSheet } from '../own-labs/index.ts';

/**
 * The line above the stage for whoever is in a class and does not present it: whether they follow, and the way back. The
 * presenter has the panel here. The run of a lab of their own that has ended outlives the class.
 */
export function ClassLine(): ReactNode {
  const text = useMessages(classMessages);
  const ownRun = useClassView((view) => view.ownRun);
  const putAside = (): void => useClassView.setState({ ownRun: null });
  return (
    <>
      {ownRun && <OwnRunLine run={ownRun} close={<Close label={text.close} act={putAside} />} />}
      <Standing />
    </>
  );
}

function Standing(): ReactNode {
  const text = useMessages(classMessages);
  const told = useRoom((session) => session.class);
  const { looksAround, moved, panel, nowYou } = useClassView();
  const recorded = usePlayhead((playhead) => playhead.mode === 'recording');
  const hasLog = usePlayhead((playhead) => playhead.head > 0);
  const asking = useVoteView((view) => view.asking);
  const isCalm = useIsCalm();
  const whyNot = useWhyNotInClass();
  const hands = useHandsView();
  const handsText = useMessages(handsMessages);
  const handSays = useHandSentence();
  const has = useRoom((session) => session.may.length > 0);
  const pointing = useMessages(pointingMessages);
  const unseen = usePointing((now) => now.unseen);
  const [closed, setClosed] = useState<string | null>(null);
  const isPaced = useRoom(endsAtShown);
  const isUp = useRoom((session) => session.ownHand?.isRaised === true);
  const kept = classOfTab.read();
  const offered = useRoom((session) => session.ownClass);

  if (told?.part === 'presenter')
    return (
      <>
        {panel && <ClassPanel told={told} onClose={() => useClassView.setState({ panel: false })} />}
        {asking && <AskSheet />}
        {told.ownLabs?.on !== undefined && <PresenterLine on={told.ownLabs.on} />}
        {nowYou && told.ownLabs !== undefined && (
          <NowYouSheet told={told.ownLabs} onClose={() => useClassView.setState({ nowYou: false })} />
        )}
        {hands.sheet && <HandsSheet />}
        {told.isBeside === true && (
          <Line says={handsText.beside}>
            <Way label={handsText.lead} whyNot={whyNot} act={() => hand({ is: 'lead' })} />
          </Line>
        )}
      </>
    );
  if (told?.part === 'waiting') return hasLog ? <Line says={text.waits[told.waitsFor ?? 'full']} /> : null;
  if (told?.part === 'over')
    return closed === told.code ? null : (
      <Line says={text.over}>
        <Close label={text.close} act={() => setClosed(told.code)} />
      </Line>
    );
  if (told === null && kept?.was)
    return closed === kept.code ? null : (
      <Line says={text.replaced(kept.code)}>
        <Way label={text.presentHere} act={presentHere} />
        <Close label={text.close} act={() => setClosed(kept.code)} />
      </Line>
    );
  if (told === null && kept === null && offered !== null) {
    const putAside = (): void => useRoom.setState({ ownClass: null });
    return <OwnClass on={offered} close={<Close label={text.close} act={putAside} />} />;
  }
  if (told === null) {
    // A page that follows a class is told so by the server in a moment.
    const isComing = !recorded && location.hash === hashOfClass(kept?.code ?? '');
    if (kept === null || kept.token || isComing || closed === kept.code) return null;
    return (
      <Line says={text.own(kept.code)}>
        <Way label={text.back} act={backToClass} />
        <Close
          label={text.close}
          act={() => {
            classOfTab.forget();
            setClosed(kept.code);
          }}
        />
      </Line>
    );
  }
  if (told.own !== undefined && !looksAround) return <OwnLine own={told.own} />;
  const gone = told.isAway ? text.away : told.isAside ? text.aside : null;
  const looking = isPaced ? text.lookingAsShown : text.looking;
  if (told.part === 'replaced')
    return (
      <Line says={gone ?? (looksAround ? looking(told.lesson) : text.replaced(told.code))}>
        {looksAround && (
          <button type="button" onClick={backToClass}>
            {text.back}
          </button>
        )}
        <Way label={text.presentHere} act={presentHere} />
      </Line>
    );
  if (looksAround)
    return (
      <Line says={gone ?? looking(told.lesson)}>
        <Way label={text.back} act={backToClass} />
      </Line>
    );
  if (isCalm) return null;
  if (unseen !== null && gone === null)
    return (
      <Line says={pointing.pointsAt(nameOf(unseen, pointing))} follows>
        <Way label={pointing.show} act={() => choosePanel(panelOf(unseen))} />
      </Line>
    );
  const says =
    gone ??
    (moved === null ? (handSays ?? (isPaced ? text.asShown : text.following)(told.code)) : text.moved(moved));
  return (
    <>
      {hands.naming && <NameSheet />}
      <Line says={says} follows={gone === null} isMine={gone === null && moved === null && has} wraps={isUp}>
        <NameHand />
        <RaiseHand />
        <button type="button" onClick={lookAround}>
          {text.lookAround}
        </button>
      </Line>
    </>
  );
}

function Close({ label, act }: { readonly label: string; readonly act: () => void }): ReactNode {
  return (
    <button type="button" className={styles['close']} aria-label={label} onClick={act}>
      <Icon name="close" />
    </button>
  );
}
