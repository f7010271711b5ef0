import { type ReactNode, useState } from 'react';
import type { OwnAct, OwnOfPresenter } from '../../../../shared/protocol/own-labs-schema.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { ownLabsMessages } from '../messages.ts';
import { ActButton } from '../../../ui/act-button.tsx';
import { fittingOf, groupChoices } from './group-choices.ts';
import { LabsList } from './labs-list.tsx';
import styles from './labs.module.css';

/** One press gives everybody a lab of their own, and one brings all back; meanwhile, who is where. */
export function NowYou({
  told,
  act,
  whyNot,
}: {
  readonly told: OwnOfPresenter;
  readonly act: (own: OwnAct) => void;
  /** The reason why nothing can be done now; null if it can. */
  readonly whyNot: string | null;
}): ReactNode {
  return told.on === undefined ? (
    <Begin told={told} act={act} whyNot={whyNot} />
  ) : (
    <LabsList on={told.on} act={act} whyNot={whyNot} />
  );
}

function Begin({
  told: { devices, free },
  act,
  whyNot,
}: {
  readonly told: OwnOfPresenter;
  readonly act: (own: OwnAct) => void;
  readonly whyNot: string | null;
}): ReactNode {
  const text = useMessages(ownLabsMessages);
  const [wanted, setWanted] = useState<number | null>(null);
  const choices = groupChoices(devices, free);
  const chosen = choices.find(({ each }) => each === wanted) ?? fittingOf(choices);
  if (free === 0) return <p>{text.noLabs}</p>;
  return (
    <div className={styles['begin']} data-part="now-you">
      <p>{devices === 0 ? text.nobody : text.have(devices, free)}</p>
      <fieldset>
        <legend className="heard">{text.title}</legend>
        {choices.map(({ each, labs, without }) => (
          <label key={each}>
            <input
              type="radio"
              name="now-you"
              checked={each === chosen.each}
              onChange={() => setWanted(each)}
            />
            <b>{text.each(each)}</b>
            {devices > 0 && <small>{text.choice(labs, without)}</small>}
          </label>
        ))}
      </fieldset>
      <p className={styles['hint']}>{text.beginsAs}</p>
      <p className={styles['foot']}>
        <ActButton
          className={styles['main']}
          whyNot={whyNot}
          act={() => act({ is: 'begin', each: chosen.each })}
        >
          {text.start}
        </ActButton>
      </p>
    </div>
  );
}
