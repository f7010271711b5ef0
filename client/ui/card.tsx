import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import styles from './card.module.css';
import { placeCard, type Rect } from './place-card.ts';
import type { Opened } from './use-card.ts';

interface Props {
  /** The attribute by which `useCard` found the word. */
  readonly attribute: string;
  readonly opened: Opened;
  readonly close: () => void;
  readonly label: string;
  readonly part: string;
  readonly children: ReactNode;
}

const boxOf = (element: Element): Rect => element.getBoundingClientRect();

/** A card beside its word: never over the word or over a line on which a thread stands. */
export function Card({ attribute, opened, close, label, part, children }: Props): ReactNode {
  const card = useRef<HTMLDivElement>(null);
  const { word, stays } = opened;

  // After each step anew, which may change the place where there is room for the card.
  useLayoutEffect(() => {
    const element = card.current;
    if (element === null) return;
    // The stage may show another word by now.
    if (!word.isConnected) {
      close();
      return;
    }
    if (!element.matches(':popover-open')) element.showPopover();
    // All of a long line stays in sight.
    const whole = boxOf(word.closest('code') ?? word);
    const { left, top, right, bottom } = boxOf(word);
    const place = placeCard(
      { left, top, right, bottom: Math.max(bottom, whole.bottom) },
      [...document.querySelectorAll('[data-line][aria-current]')].map(boxOf),
      boxOf(word.closest('[data-host]') ?? word),
      { width: element.offsetWidth, height: element.offsetHeight },
      { width: document.documentElement.clientWidth, height: innerHeight },
    );
    element.style.left = `${place.left}px`;
    element.style.top = `${place.top}px`;
  });

  useEffect(() => {
    word.setAttribute('data-open', '');
    // Asked for with the keyboard: it goes on in the card, and Escape leads back.
    if (stays && word.matches(':focus-visible')) card.current?.focus();
    return () => word.removeAttribute('data-open');
  }, [word, stays]);

  return (
    <div
      ref={card}
      popover="manual"
      // A dialog element would take the focus, and with it the keys, when a pointer merely rests on a word.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="dialog"
      tabIndex={-1}
      className={styles['card']}
      aria-label={label}
      data-card={attribute}
      data-part={part}
    >
      {children}
    </div>
  );
}
