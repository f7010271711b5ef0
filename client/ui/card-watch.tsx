import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import type { LazyPart } from './lazy-part.tsx';
import { usePreload } from './use-preload.ts';

const MEETINGS = ['pointerover', 'focusin', 'click'] as const;

interface Props {
  /** The attribute of the words that have a card. */
  readonly attribute: string;
  readonly card: LazyPart<{ readonly pressed: RefObject<Element | null> }>;
}

/**
 * A card of which there is one on the page. Its code is fetched after the first picture, or earlier if a word is pointed
 * at, focused or pressed; the card then finds that word by itself.
 */
export function CardWatch({ attribute, card: Card }: Props): ReactNode {
  const [met, setMet] = useState(false);
  const pressed = useRef<Element>(null);
  usePreload(Card.preload);
  useEffect(() => {
    const meet = ({ target, type }: Event): void => {
      if (!(target instanceof Element) || target.closest(`[${attribute}]`) === null) return;
      if (type === 'click') pressed.current = target;
      setMet(true);
    };
    for (const meeting of MEETINGS) addEventListener(meeting, meet);
    return () => {
      for (const meeting of MEETINGS) removeEventListener(meeting, meet);
    };
  }, [attribute]);
  return met ? <Card pressed={pressed} /> : null;
}
