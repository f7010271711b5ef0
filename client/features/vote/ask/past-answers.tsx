import { type ReactNode, useState } from 'react';
import type { PastQuestion } from '../../../../shared/protocol/vote-schema.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { ActButton } from '../../../ui/act-button.tsx';
import actions from '../../../ui/actions.module.css';
import { Distribution } from '../distribution.tsx';
import { voteMessages } from '../messages.ts';
import { useWords } from '../use-words.ts';
import type { Asking } from './asking.ts';
import styles from './ask-sheet.module.css';

/** They open below the edge of the sheet. */
const intoSight = (opened: HTMLElement | null): void => {
  // The button that was pressed is gone.
  opened?.focus({ preventScroll: true });
  opened?.scrollIntoView({ block: 'nearest' });
};

/** The outcomes of the questions so far, the newest first. One that was withdrawn has been shown to nobody, and is not there. */
export function PastAnswers({ whyNot, results }: Pick<Asking, 'whyNot' | 'results'>): ReactNode {
  const text = useMessages(voteMessages);
  const [past, setPast] = useState<readonly PastQuestion[] | null>(null);
  if (past === null)
    return (
      <section>
        <ActButton
          className={actions['button']}
          whyNot={whyNot}
          act={() => void results().then((all) => setPast(all.filter(({ shown }) => shown).toReversed()))}
        >
          {text.look}
        </ActButton>
      </section>
    );
  return (
    <section ref={intoSight} tabIndex={-1} data-part="past-answers">
      <h3>{text.sofar}</h3>
      {past.length === 0 && <p>{text.noneShown}</p>}
      <ol className={styles['past']}>
        {past.map((one) => (
          <li key={one.id}>
            <Outcome past={one} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Outcome({ past }: { readonly past: PastQuestion }): ReactNode {
  const words = useWords(past.about);
  if (words === null) return null;
  return (
    <>
      <h4>{words.text}</h4>
      <Distribution
        question={{ ...past, is: 'shown', round: past.rounds.length > 1 ? 2 : 1 }}
        words={words}
        mine={null}
      />
    </>
  );
}
