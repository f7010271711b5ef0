import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { callForAnswer, useCardState } from '../../lab/card-state.ts';
import type { Card } from './recorded-card.ts';
import { useInClass } from '../../lab/use-in-class.ts';
import { useAsks } from '../../ui/use-asks.ts';
import { predictions } from '../../lab/walkthrough-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { permissionNow } from '../../lab/permission.ts';
import { VoteCard } from '../vote/index.ts';
import { Close, isButton, useCardKeys, useWords } from './card-parts.tsx';
import styles from './prediction-card.module.css';
import { goOnFromCard, useCardStops } from './card-stops.ts';
import { Outcome } from './outcome/index.ts';
import { closeCard, useCard } from './use-card.ts';

type Asks = Extract<Card, { is: 'asks' }>;

/**
 * The card lies over the ladder, never over code or buffers: a question before its move, the answer after it. A question to the
 * class takes its place.
 */
export function PredictionCard(): ReactNode {
  const card = useCard();
  const inClass = useInClass();
  useLockedPresses();
  useCardStops();
  const own = (more: ReactNode): ReactNode =>
    card?.is === 'asks' ? (
      <Question key={card.prediction.id} card={card} more={more} />
    ) : card === null ? null : (
      <Outcome key={card.prediction.id} card={card} />
    );
  return inClass ? <VoteCard own={own} asked={card?.is === 'asks' ? card : null} /> : own(null);
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

function Question({ card, more }: { readonly card: Asks; readonly more: ReactNode }): ReactNode {
  const { text, say } = useWords();
  useEffect(() => void Outcome.preload().catch(() => {}), []);
  const singleKeys = useSettings((settings) => settings.singleKeys);
  const called = useCardState((state) => state.called);
  const calledBefore = useRef(called);
  const form = useRef<HTMLFormElement>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const { lesson, prediction } = card;
  useAsks(chosen === null ? 'asks' : 'chosen');
  /** The run may come to the outcome with the next press, so that its view must be there. If it cannot be fetched, one goes on all the same. */
  const give = async (option: number): Promise<void> => {
    await Outcome.preload().catch(() => {});
    predictions.give(lesson, prediction.id, option);
    goOnFromCard();
  };
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (chosen !== null) void give(chosen);
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
    <form
      ref={form}
      className={styles['card']}
      data-part="prediction"
      data-card
      data-is="asks"
      onSubmit={submit}
    >
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
        <button type="button" onClick={() => void give(-1)}>
          {text.onlyWatch}
        </button>
        {more}
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
