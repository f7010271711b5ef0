import { type ReactNode, useState } from 'react';
import { useMessages } from '../../../i18n/catalogue.ts';
import { disownClass, type OwnClassOn } from '../../../lab/own-classes.ts';
import { classOfTab } from '../../../lab/room-link.ts';
import { linkTo } from '../../../navigation/route.ts';
import { useSettings } from '../../../settings/settings-store.ts';
import { hashOfClass } from '../../../lab/class-hash.ts';
import { Line, Way } from '../line.tsx';
import { ask } from './ask-class.ts';
import { ownClassMessages } from './messages.ts';

/** Offers a class that this device presented, until somebody presses or it is put aside. */
export function OwnClass({
  on: { own, followers, isPresented },
  close,
}: {
  readonly on: OwnClassOn;
  /** The way to put it aside, where it stands above something else. */
  readonly close?: ReactNode;
}): ReactNode {
  const text = useMessages(ownClassMessages);
  const language = useSettings((settings) => settings.language);
  const [step, setStep] = useState<'offered' | 'sure' | 'forgotten' | 'over'>('offered');
  const [code, token] = own;
  if (step === 'forgotten' || step === 'over')
    return (
      <Line wraps says={text[step](code)}>
        {close}
      </Line>
    );
  if (step === 'sure')
    return (
      <Line wraps says={text.sure(code)}>
        <button
          type="button"
          onClick={() => {
            disownClass(own);
            setStep('forgotten');
          }}
        >
          {text.yes}
        </button>
        <button type="button" onClick={() => setStep('offered')}>
          {text.no}
        </button>
      </Line>
    );
  const present = async (): Promise<void> => {
    // It may have ended since the page was opened.
    if ((await ask(own)) === null) return setStep('over');
    // The tab has the secret, so that no address does: browsers keep those that were visited.
    classOfTab.keep(code, token);
    location.assign(linkTo({}, language, hashOfClass(code)));
  };
  return (
    <Line wraps says={(isPresented ? text.presented : text.on)(code, followers)}>
      <Way label={isPresented ? text.presentHere : text.goOn} act={() => void present()} />
      <button type="button" onClick={() => setStep('sure')}>
        {text.notMine}
      </button>
      {close}
    </Line>
  );
}
