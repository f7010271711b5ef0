import { type ReactNode, useEffect, useRef, useState } from 'react';
import { usePreload } from '../../ui/use-preload.ts';
import { TermCard } from './index.ts';

const MEETINGS = ['pointerover', 'focusin', 'click'] as const;

/**
 * The card of a listing's words. The reference (20 kB gzip) is fetched after the first picture, or earlier if a word
 * is pointed at, focused or pressed; the card then finds that word by itself.
 */
export function TermWatch(): ReactNode {
  const [met, setMet] = useState(false);
  const pressed = useRef<Element>(null);
  usePreload(TermCard.preload);
  useEffect(() => {
    const meet = ({ target, type }: Event): void => {
      if (!(target instanceof Element) || target.closest('[data-term]') === null) return;
      if (type === 'click') pressed.current = target;
      setMet(true);
    };
    for (const meeting of MEETINGS) addEventListener(meeting, meet);
    return () => {
      for (const meeting of MEETINGS) removeEventListener(meeting, meet);
    };
  }, []);
  return met ? <TermCard pressed={pressed} /> : null;
}
