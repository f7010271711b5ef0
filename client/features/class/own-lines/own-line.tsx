import type { ReactNode } from 'react';
import type { OwnOfFollower } from '../../../../shared/protocol/own-labs-schema.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { useHandsView } from '../../hands/hands-store.ts';
import { NameSheet } from '../../hands/name-sheet.tsx';
import { NameHand, RaiseHand, useHandSentence } from '../../hands/own-hand.tsx';
import { useWhyNotInClass } from '../../../lab/class-door.ts';
import { ActButton } from '../../../ui/act-button.tsx';
import { Line, Way } from '../line.tsx';
import { ownLabsMessages } from '../../own-labs/messages.ts';
import { actOnLabs } from '../../own-labs/own-acts.ts';

/** The line of a follower in a lab of their own, or of one for whom there is none. */
export function OwnLine({ own }: { readonly own: OwnOfFollower }): ReactNode {
  const text = useMessages(ownLabsMessages);
  const handSays = useHandSentence();
  const whyNot = useWhyNotInClass();
  const naming = useHandsView((view) => view.naming);
  if ('labs' in own) return <Line says={text.keepWatching(own.labs)} follows />;
  const { lab, here, asked, agreed, shown, watched } = own;
  const answer = (yes: boolean) => (): void => {
    if (asked !== undefined) actOnLabs({ is: 'consent', asked, yes });
  };
  if (shown === true)
    return (
      <Line says={text.isShown}>
        <Way label={text.noMore} whyNot={whyNot} act={answer(false)} />
      </Line>
    );
  if (asked !== undefined)
    return (
      <Line says={agreed === true ? text.agreed : text.mayShow}>
        {agreed !== true && <Way label={text.yes} whyNot={whyNot} act={answer(true)} />}
        <ActButton whyNot={whyNot} act={answer(false)}>
          {text.no}
        </ActButton>
      </Line>
    );
  const says = [text.own(lab, here), handSays, watched === true ? text.watched : null].filter(
    (one) => one !== null,
  );
  return (
    <>
      {naming && <NameSheet />}
      <Line says={text.sentences(says)} follows wraps={says.length > 1}>
        <NameHand />
        <RaiseHand />
      </Line>
    </>
  );
}
