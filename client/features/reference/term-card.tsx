import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { findEntry, nameOf } from '../../../shared/content/reference/index.ts';
import { placeCard, type Rect } from '../../ui/place-card.ts';
import { usePanels } from '../../ui/panels-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { referenceMessages } from './messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { Sentence } from '../../ui/sentence.tsx';
import styles from './term-card.module.css';
import { useTerm } from './use-term.ts';

const boxOf = (element: Element): Rect => element.getBoundingClientRect();

/** The explanation of a word of a listing, beside it: never over a line on which a thread stands. */
export function TermCard({ pressed }: { readonly pressed: RefObject<Element | null> }) {
  const text = useMessages(referenceMessages);
  const language = useSettings((settings) => settings.language);
  // A step may change the place where there is room for the card.
  usePlayhead((playhead) => playhead.cursor);
  const card = useRef<HTMLDivElement>(null);
  const { term, close } = useTerm(card, pressed);
  const entry = term === null ? null : findEntry(term.id);
  const word = term?.word;
  const stays = term?.stays === true;

  useLayoutEffect(() => {
    const element = card.current;
    if (element === null || word === undefined) return;
    // The listing may be another one by now.
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
    word?.setAttribute('data-open', '');
    // Asked for with the keyboard: it goes on in the card, and Escape leads back.
    if (stays && word?.matches(':focus-visible') === true) card.current?.focus();
    return () => word?.removeAttribute('data-open');
  }, [word, stays]);

  if (term === null || entry === null) return null;
  return (
    <div
      key={entry.id}
      ref={card}
      popover="manual"
      // A dialog element would take the focus, and with it the keys, when a pointer merely rests on a word.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="dialog"
      tabIndex={-1}
      className={styles['card']}
      aria-label={text.card(entry.id)}
      data-part="term"
    >
      <h2>
        <code>{entry.is === 'call' ? entry.signature : nameOf(entry, language)}</code>
      </h2>
      <p>
        <Sentence text={entry.text[language]} />
      </p>
      {entry.is === 'call' && (
        <dl>
          <dt>{text.waits}</dt>
          <dd>
            <Sentence text={entry.waits[language]} />
          </dd>
          <dt>{text.returns}</dt>
          <dd>
            <Sentence text={entry.returns[language]} />
          </dd>
        </dl>
      )}
      <button
        type="button"
        onClick={() => {
          close();
          usePanels.setState({ sheet: 'reference', terms: [entry.id] });
        }}
      >
        {text.more}
      </button>
    </div>
  );
}
