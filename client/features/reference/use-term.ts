import { useEffect, useState, type RefObject } from 'react';

/** The word that is pointed at, and whether its card was asked to stay. */
export interface Term {
  readonly id: string;
  readonly word: HTMLElement;
  readonly stays: boolean;
}

/** The time for which a pointer rests on a word before its card opens, and has to reach the card, ms. */
const COMES_AFTER = 350;
const GOES_AFTER = 250;

function termAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-term]') : null;
}

function termOf(word: HTMLElement, stays: boolean): Term {
  return { id: word.dataset['term'] ?? '', word, stays };
}

/** A press on an editable literal edits it; on any other word it is for the card. */
const isPressed = (word: HTMLElement | null): word is HTMLElement =>
  word?.hasAttribute('aria-haspopup') === true;

/**
 * Listens to the whole page, so that a listing's words need not know of it: a mouse that rests on a word, the
 * keyboard's focus, a press (which makes the card stay). Escape and a press elsewhere end it. `pressed` is what
 * was pressed before this part of the page was loaded.
 */
export function useTerm(
  card: RefObject<HTMLElement | null>,
  pressed: RefObject<Element | null>,
): {
  readonly term: Term | null;
  readonly close: () => void;
} {
  const [term, setTerm] = useState<Term | null>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (ms: number, then: () => void): void => {
      clearTimeout(timer);
      timer = setTimeout(then, ms);
    };
    const hide = (): void => setTerm((now) => (now?.stays === true ? now : null));
    const inCard = (target: EventTarget | null): boolean =>
      target instanceof Node && card.current?.contains(target) === true;

    const over = (event: PointerEvent): void => {
      if (event.pointerType !== 'mouse') return;
      const word = termAt(event.target);
      if (word !== null)
        later(COMES_AFTER, () => setTerm((now) => (now?.stays === true ? now : termOf(word, false))));
      else if (inCard(event.target)) clearTimeout(timer);
      else later(GOES_AFTER, hide);
    };
    const focused = (event: FocusEvent): void => {
      const word = termAt(event.target);
      if (word?.matches(':focus-visible') === true) later(0, () => setTerm(termOf(word, false)));
      else if (!inCard(event.target)) later(0, hide);
    };
    const clicked = (event: MouseEvent): void => {
      const word = termAt(event.target);
      if (inCard(event.target)) return;
      clearTimeout(timer);
      setTerm((now) => (isPressed(word) && !(now?.word === word && now.stays) ? termOf(word, true) : null));
    };
    const escaped = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || card.current === null) return;
      // Escape closes the card only; the next press closes the next thing.
      event.stopPropagation();
      if (inCard(document.activeElement))
        document.querySelector<HTMLElement>('[data-term][data-open]')?.focus();
      clearTimeout(timer);
      setTerm(null);
    };
    // A word may have been pressed or pointed at before this part of the page was loaded.
    const early = termAt(document.activeElement) ?? document.querySelector<HTMLElement>('[data-term]:hover');
    const stays = early !== null && early === termAt(pressed.current) && isPressed(early);
    if (early !== null) later(0, () => setTerm(termOf(early, stays)));

    addEventListener('pointerover', over);
    addEventListener('focusin', focused);
    addEventListener('click', clicked);
    addEventListener('keydown', escaped, true);
    return () => {
      clearTimeout(timer);
      removeEventListener('pointerover', over);
      removeEventListener('focusin', focused);
      removeEventListener('click', clicked);
      removeEventListener('keydown', escaped, true);
    };
  }, [card, pressed]);

  return { term, close: () => setTerm(null) };
}
