import { type ReactNode, useLayoutEffect } from 'react';
import { type PredictionMessages, predictionMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import type { Localized } from '../../../shared/languages.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { Icon } from '../../ui/icons.tsx';
import { isTaken } from '../../ui/key-taken.ts';
import styles from './prediction-card.module.css';
import type { Card } from './recorded-card.ts';
import { closeCard } from './use-card.ts';

/* The question and the outcome share these. */

export function useWords(): { text: PredictionMessages; say: (words: Localized) => string } {
  const language = useSettings((settings) => settings.language);
  return { text: useMessages(predictionMessages), say: (words) => words[language] };
}

/**
 * Keys of the whole page while the card is there; `act` says whether it took this one. They work from the moment at
 * which the card can be seen, because a key pressed before would be lost.
 */
export function useCardKeys(act: (event: KeyboardEvent) => boolean): void {
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

export function isButton(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('button, a, summary');
}

export function Close({ card, label }: { readonly card: Card; readonly label: string }): ReactNode {
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
