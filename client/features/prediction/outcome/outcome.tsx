import type { ReactNode } from 'react';
import { useSettings } from '../../../settings/settings-store.ts';
import { useAsks } from '../../../ui/use-asks.ts';
import { straysMessages } from '../../strays/messages.ts';
import { useStrays } from '../../strays/use-strays.ts';
import { Close, isButton, useCardKeys, useWords } from '../card-parts.tsx';
import styles from '../prediction-card.module.css';
import type { Card } from '../recorded-card.ts';
import { closeCard } from '../use-card.ts';

/** The view with the texts of what was changed, of which it speaks. */
export async function fetchOutcome(): Promise<typeof Outcome> {
  await straysMessages.read(useSettings.getState().language);
  return Outcome;
}

function Outcome({ card }: { readonly card: Extract<Card, { is: 'answers' }> }): ReactNode {
  const { text, say } = useWords();
  const { prediction, happened, predicted } = card;
  const changed = useStrays();
  useAsks('answers');
  useCardKeys((event) => {
    if (event.key !== 'Escape' && (event.key !== 'Enter' || isButton(event.target))) return false;
    closeCard(card);
    return true;
  });
  const own = prediction.options[predicted];
  const real = happened === null ? undefined : prediction.options[happened];
  const isRight = own !== undefined && own === real;
  // A run that shows none of the options has not shown that the prediction was wrong.
  const verdict = isRight ? text.right : own === undefined || real === undefined ? text.watched : text.wrong;
  return (
    <section
      className={styles['card']}
      data-part="prediction"
      data-card
      data-is="answers"
      aria-label={verdict}
    >
      <output className={styles['outcome']}>
        <h3>
          <small>{say(prediction.question)}</small>
          {verdict}
        </h3>
        {own !== undefined && !isRight && (
          <div data-part="yours">
            <small>{text.yours}</small>
            <p>{say(own.text)}</p>
            <p className={styles['because']}>{say(own.because)}</p>
          </div>
        )}
        {real === undefined ? (
          <p>{changed.length > 0 ? text.noneOfThese(changed.join(' ')) : text.none}</p>
        ) : (
          <div className={styles['happened']} data-part="happened">
            {own !== undefined && (
              <small>{isRight ? `${text.yours} · ${text.happened}` : text.happened}</small>
            )}
            <p>{say(real.text)}</p>
            <p className={styles['because']}>{say(real.because)}</p>
          </div>
        )}
        {real !== undefined && changed.length > 0 && (
          <p data-part="strays">{text.reasonsOf(changed.join(' '))}</p>
        )}
      </output>
      <div className={styles['actions']}>
        <button type="button" onClick={() => closeCard(card)}>
          {text.goOn}
        </button>
      </div>
      <Close card={card} label={text.goOn} />
    </section>
  );
}
