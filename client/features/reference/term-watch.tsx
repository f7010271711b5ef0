import { type ComponentType, type ReactNode, Suspense, useEffect, useState } from 'react';
import { usePreload } from '../../ui/use-preload.ts';

const load = () => import('./in-the-lab.ts');
const MEETINGS = ['pointerover', 'focusin', 'click'] as const;

/**
 * The card of a listing's words. The reference (20 kB gzip) is fetched after the first picture, or earlier if a word
 * is pointed at, focused or pressed; the card then finds that word by itself. If it cannot be fetched, the next
 * word tries again.
 */
export function TermWatch(): ReactNode {
  const [Card, setCard] = useState<ComponentType<{ readonly pressed: Element | null }> | null>(null);
  const [pressed, setPressed] = useState<Element | null>(null);
  usePreload(load);
  useEffect(() => {
    if (Card !== null) return undefined;
    const meet = ({ target, type }: Event): void => {
      if (!(target instanceof Element) || target.closest('[data-term]') === null) return;
      if (type === 'click') setPressed(target);
      load().then(
        ({ TermCard }) => setCard(() => TermCard),
        () => {},
      );
    };
    for (const meeting of MEETINGS) addEventListener(meeting, meet);
    return () => {
      for (const meeting of MEETINGS) removeEventListener(meeting, meet);
    };
  }, [Card]);
  if (Card === null) return null;
  return (
    // The card waits for its texts; the stage around it must not.
    <Suspense>
      <Card pressed={pressed} />
    </Suspense>
  );
}
