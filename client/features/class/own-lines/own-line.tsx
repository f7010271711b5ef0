import type { ReactNode } from 'react';
import type { OwnOfFollower } from '../../../../shared/protocol/own-labs-schema.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { Line, Way } from '../line.tsx';
import { ownLabsMessages } from '../../own-labs/messages.ts';
import { actOnLabs } from '../../own-labs/own-acts.ts';

/** The line of a follower in a lab of their own, or of one for whom there is none. */
export function OwnLine({ own }: { readonly own: OwnOfFollower }): ReactNode {
  const text = useMessages(ownLabsMessages);
  if ('labs' in own) return <Line says={text.keepWatching(own.labs)} follows />;
  const { lab, here, asked, agreed, shown, watched } = own;
  const answer = (yes: boolean) => (): void => {
    if (asked !== undefined) actOnLabs({ is: 'consent', asked, yes });
  };
  if (shown === true)
    return (
      <Line says={text.isShown}>
        <Way label={text.noMore} act={answer(false)} />
      </Line>
    );
  if (asked !== undefined)
    return (
      <Line says={agreed === true ? text.agreed : text.mayShow}>
        {agreed !== true && <Way label={text.yes} act={answer(true)} />}
        <button type="button" onClick={answer(false)}>
          {text.no}
        </button>
      </Line>
    );
  const says = [text.own(lab, here), ...(watched === true ? [text.watched] : [])].join(' ');
  return <Line says={says} follows />;
}
