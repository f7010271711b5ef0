import type { ReactNode } from 'react';
import type { OwnOfPresenter } from '../../../../shared/protocol/own-labs-schema.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { useWhyNotInClass } from '../../../lab/class-door.ts';
import { SheetFrame } from '../../../ui/sheet.tsx';
import { ownLabsMessages } from '../messages.ts';
import { actOnLabs } from '../own-acts.ts';
import { NowYou } from './now-you.tsx';

/** The same as in the presenter view, for whoever has one screen. It closes once there is something to be seen behind it. */
export function NowYouSheet({
  told,
  onClose,
}: {
  readonly told: OwnOfPresenter;
  readonly onClose: () => void;
}): ReactNode {
  const text = useMessages(ownLabsMessages);
  const whyNot = useWhyNotInClass();
  return (
    <SheetFrame title={text.title} onClose={onClose}>
      <NowYou
        told={told}
        whyNot={whyNot}
        act={(own) => {
          actOnLabs(own);
          onClose();
        }}
      />
    </SheetFrame>
  );
}
