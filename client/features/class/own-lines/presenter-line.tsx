import { type ReactNode, useState } from 'react';
import type { OwnOfPresenter } from '../../../../shared/protocol/own-labs-schema.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { useWhyNotInClass } from '../../../lab/class-door.ts';
import { ActButton } from '../../../ui/act-button.tsx';
import { Line, Way } from '../line.tsx';
import { useClassView } from '../class-store.ts';
import { countsOf } from '../../own-labs/labs/counts.ts';
import { ownLabsMessages } from '../../own-labs/messages.ts';
import { actOnLabs } from '../../own-labs/own-acts.ts';

/** The projector's line while the class is in labs of its own: how many are how far, and the way back. */
export function PresenterLine({ on }: { readonly on: NonNullable<OwnOfPresenter['on']> }): ReactNode {
  const text = useMessages(ownLabsMessages);
  const whyNot = useWhyNotInClass();
  const { asked, refused, shown } = on;
  const [now, setNow] = useState(shown);
  /** A lab that is no longer on the projector, though nobody took it off here: a restart of the server does so, too. */
  const [gone, setGone] = useState<number | null>(null);
  const [takenOff, setTakenOff] = useState<number | null>(null);
  const isOther = (asked ?? refused) !== undefined;
  if (now !== shown) {
    setNow(shown);
    setTakenOff(null);
    setGone(shown !== undefined || isOther || now === takenOff ? null : (now ?? null));
  } else if (isOther && gone !== null) setGone(null);
  const hide = (): void => {
    setTakenOff(shown ?? null);
    actOnLabs({ is: 'hide' });
  };
  if (shown !== undefined)
    return (
      <Line says={text.shown(shown)}>
        <Way label={text.takeOff} whyNot={whyNot} act={hide} />
      </Line>
    );
  const says =
    asked !== undefined
      ? text.asking(asked)
      : refused !== undefined
        ? text.refused(refused)
        : text.sentences([
            ...(gone === null ? [] : [text.offAgain(gone)]),
            text.atWork,
            countsOf(on, text).join(' · '),
          ]);
  return (
    <Line wraps says={says}>
      {asked !== undefined && (
        <ActButton whyNot={whyNot} act={hide}>
          {text.takeBack}
        </ActButton>
      )}
      <button
        type="button"
        onClick={() => {
          setGone(null);
          useClassView.setState({ nowYou: true });
        }}
      >
        {text.showList}
      </button>
      {/* The presenter's own run goes on beside it, so that it is no primary action. */}
      <ActButton whyNot={whyNot} act={() => actOnLabs({ is: 'end' })}>
        {text.back}
      </ActButton>
    </Line>
  );
}
