import { useLayoutEffect } from 'react';

/**
 * Says on the root element what the card on the stage is about: for the styles of what makes room for it. If these looked for
 * the card with `:has()`, the browser would work out all styles of the page anew for each element that comes or goes.
 */
export function useAsks(what: 'asks' | 'chosen' | 'answers' | 'open' | 'shown' | 'aside'): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset['asks'] = what;
    return () => {
      delete dataset['asks'];
    };
  }, [what]);
}
