import { type PredictionMessages, predictionMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { Localized } from '../../../shared/languages.ts';
import { type FormEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { callForAnswer, useCardState } from '../../lab/card-state.ts';
import type { Card } from './recorded-card.ts';
import { predictions } from '../../lab/walkthrough-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { permissionNow } from '../../lab/permission.ts';
import { Icon } from '../../ui/icons.tsx';
import { isTaken } from '../../ui/key-taken.ts';
import { straysMessages } from '../strays/messages.ts';
import { useStrays } from '../strays/use-strays.ts';
import styles from './prediction-card.module.css';
import { goOnFromCard, useCardStops } from './card-stops.ts';
import { closeCard, useCard } from './use-card.ts';

type Asks = Extract<Card, { is: 'asks' }>;
type Answers = Extract<Card, { is: 'answers' }>;

/** The card lies over the ladder, never over code or buffers: a question before its move, the answer after it. */
export function PredictionCard(): ReactNode {
  const card = useCard();
  useLockedPresses();
  useCardStops();
  if (card === null) return null;
  return card.is === 'asks' ? (
    <Question key={card.prediction.id} card={card} />
  ) : (
    <Outcome key={card.prediction.id} card={card} />
  );
}

/** A press on a text that the open question has locked leads to the question; controls do so by their commands. */
function useLockedPresses(): void {
  useEffect(() => {
    const pressed = ({ target }: MouseEvent): void => {
      if (!(target instanceof Element) || permissionNow() !== 'question') return;
      if (target.closest('[data-locked]') !== null) callForAnswer();
    };
    document.addEventListener('click', pressed);
    return () => document.removeEventListener('click', pressed);
  }, []);
}

function useWords(): { text: PredictionMessages; say: (words: Localized) => string } {
  const language = useSettings((settings) => settings.language);
  return { text: useMessages(predictionMessages), say: (words) => words[language] };
}

/**
 * Keys of the whole page while the card is there; `act` says whether it took this one. They work from the moment at
 * which the card can be seen, because a key pressed before would be lost.
 */
function useCardKeys(act: (event: KeyboardEvent) => boolean): void {
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (isTaken(event) || !act(event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  });
}

function isButton(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('button, a, summary');
}

function Question({ card }: { readonly card: Asks }): ReactNode {
  const { text, say } = useWords();
  // The answer speaks of what was changed. Its texts come with the question, so that it need not wait for them.
  useMessages(straysMessages);
  const singleKeys = useSettings((settings) => settings.singleKeys);
  const called = useCardState((state) => state.called);
  const calledBefore = useRef(called);
  const form = useRef<HTMLFormElement>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const { lesson, prediction } = card;
  const give = (option: number): void => {
    predictions.give(lesson, prediction.id, option);
    goOnFromCard();
  };
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (chosen !== null) give(chosen);
  };
  useEffect(() => {
    if (called === calledBefore.current) return;
    calledBefore.current = called;
    focusOn(form.current);
  }, [called]);
  // Called for while it was put aside: it takes the focus as it comes back.
  useEffect(() => {
    if (useCardState.getState().called > 0 && document.activeElement?.matches('[data-part="primary"]'))
      focusOn(form.current);
  }, []);
  useCardKeys((event) => {
    if (event.key === 'Escape') closeCard(card);
    else if (event.key === 'Enter' && !isButton(event.target)) submit();
    else if (singleKeys && prediction.options[Number(event.key) - 1] !== undefined) {
      setChosen(Number(event.key) - 1);
      // Enter then means this choice, whichever button had the focus.
      form.current?.querySelectorAll('input')[Number(event.key) - 1]?.focus();
    } else return false;
    return true;
  });
  return (
    <form ref={form} className={styles['card']} data-part="prediction" data-is="asks" onSubmit={submit}>
      {/* A question before the first move lies over the task, which nobody has read yet. */}
      {prediction.before === 0 && (
        <p className={styles['task']} data-part="task">
          <b>{text.task}</b> {say(lesson.task)}
        </p>
      )}
      <fieldset className={styles['question']} tabIndex={-1}>
        <legend>
          <small>
            {text.title} <span>· {text.keys}</span>
          </small>
          {say(prediction.question)}
        </legend>
        {prediction.options.map((option, i) => (
          <label key={i} data-chosen={chosen === i || undefined}>
            <input
              type="radio"
              name="prediction"
              checked={chosen === i}
              onChange={() => setChosen(i)}
              aria-keyshortcuts={String(i + 1)}
            />
            <span>{say(option.text)}</span>
            <kbd aria-hidden="true">{i + 1}</kbd>
          </label>
        ))}
      </fieldset>
      <div className={styles['actions']}>
        <button type="submit" className={styles['commit']} disabled={chosen === null}>
          {text.commit}
        </button>
        <button type="button" onClick={() => give(-1)}>
          {text.onlyWatch}
        </button>
      </div>
      <Close card={card} label={text.close} />
      <output className="heard">{text.asked}</output>
    </form>
  );
}

/** Without a choice the whole question gets the focus: Space, pressed once more to go on, must not choose. */
function focusOn(form: HTMLFormElement | null): void {
  const chosen = form?.querySelector<HTMLElement>('input:checked');
  (chosen ?? form?.querySelector('fieldset'))?.focus();
}

function Outcome({ card }: { readonly card: Answers }): ReactNode {
  const { text, say } = useWords();
  const { prediction, happened, predicted } = card;
  const changed = useStrays();
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
    <section className={styles['card']} data-part="prediction" data-is="answers" aria-label={verdict}>
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

function Close({ card, label }: { readonly card: Card; readonly label: string }): ReactNode {
  return (
    <button
      type="button"
      className={styles['close']}
      aria-label={label}
      title={label}
      onClick={() => closeCard(card)}
    >
      <Icon name="close" />
    </button>
  );
}
