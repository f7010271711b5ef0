import { useEffect, useState, type RefObject } from 'react';

/** The word whose card is open, the value of its attribute, and whether the card was asked to stay. */
export interface Opened {
  readonly id: string;
  readonly word: HTMLElement;
  readonly stays: boolean;
}

/** The time for which a pointer rests on a word before its card opens, and has to reach the card, ms. */
const COMES_AFTER = 350;
const GOES_AFTER = 250;

/** A press on an editable literal edits it; on any other word it is for the card. */
const isPressed = (word: HTMLElement | null): word is HTMLElement =>
  word?.hasAttribute('aria-haspopup') === true;

/**
 * Listens to the whole page for words with this attribute, so that they need not know of their card: a mouse that rests
 * on one, the keyboard's focus, a press (which makes the card stay). Escape and a press elsewhere end it. `pressed` is
 * what was pressed before this part of the page was loaded.
 */
export function useCard(
  attribute: string,
  pressed: RefObject<Element | null>,
): {
  readonly opened: Opened | null;
  readonly close: () => void;
} {
  const [opened, setOpened] = useState<Opened | null>(null);

  useEffect(() => {
    const wordAt = (target: EventTarget | null): HTMLElement | null =>
      target instanceof Element ? target.closest<HTMLElement>(`[${attribute}]`) : null;
    const open = (at: HTMLElement, isAsked: boolean): Opened => ({
      id: at.getAttribute(attribute) ?? '',
      word: at,
      stays: isAsked,
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (ms: number, then: () => void): void => {
      clearTimeout(timer);
      timer = setTimeout(then, ms);
    };
    const hide = (): void => setOpened((now) => (now?.stays === true ? now : null));
    const inCard = (target: EventTarget | null): boolean =>
      target instanceof Element && target.closest(`[data-card="${attribute}"]`) !== null;

    const over = (event: PointerEvent): void => {
      if (event.pointerType !== 'mouse') return;
      const at = wordAt(event.target);
      if (at !== null)
        later(COMES_AFTER, () => setOpened((now) => (now?.stays === true ? now : open(at, false))));
      else if (inCard(event.target)) clearTimeout(timer);
      else later(GOES_AFTER, hide);
    };
    const focused = (event: FocusEvent): void => {
      const at = wordAt(event.target);
      if (at?.matches(':focus-visible') === true) later(0, () => setOpened(open(at, false)));
      else if (!inCard(event.target)) later(0, hide);
    };
    const clicked = (event: MouseEvent): void => {
      const at = wordAt(event.target);
      if (inCard(event.target)) return;
      clearTimeout(timer);
      setOpened((now) => (isPressed(at) && !(now?.word === at && now.stays) ? open(at, true) : null));
    };
    const escaped = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || document.querySelector(`[data-card="${attribute}"]`) === null) return;
      // Escape closes the card only; the next press closes the next thing.
      event.stopPropagation();
      if (inCard(document.activeElement))
        document.querySelector<HTMLElement>(`[${attribute}][data-open]`)?.focus();
      clearTimeout(timer);
      setOpened(null);
    };
    // A word may have been pressed or pointed at before this part of the page was loaded.
    const asked = wordAt(pressed.current);
    const early = isPressed(asked)
      ? asked
      : (wordAt(document.activeElement) ?? document.querySelector<HTMLElement>(`[${attribute}]:hover`));
    if (early !== null) later(0, () => setOpened(open(early, early === asked)));

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
  }, [attribute, pressed]);

  return { opened, close: () => setOpened(null) };
}
