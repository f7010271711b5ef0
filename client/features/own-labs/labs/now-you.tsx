import { type ReactNode, useState } from 'react';
import type { OwnAct, OwnOfPresenter } from '../../../../shared/protocol/own-labs-schema.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { ownLabsMessages } from '../messages.ts';
import { fittingOf, groupChoices } from './group-choices.ts';
import { LabsList } from './labs-list.tsx';
import styles from './labs.module.css';

/** One press gives everybody a lab of their own, and one brings all back; meanwhile, who is where. */
export function NowYou({
  told,
  act,
}: {
  readonly told: OwnOfPresenter;
  readonly act: (own: OwnAct) => void;
}): ReactNode {
  return told.on === undefined ? <Begin told={told} act={act} /> : <LabsList on={told.on} act={act} />;
}

function Begin({
  told: { devices, free },
  act,
}: {
  readonly told: OwnOfPresenter;
  readonly act: (own: OwnAct) => void;
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
        <button
          type="button"
          className={styles['main']}
          onClick={() => act({ is: 'begin', each: chosen.each })}
        >
          {text.start}
        </button>
      </p>
    </div>
  );
}
