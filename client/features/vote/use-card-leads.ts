import { useLayoutEffect } from 'react';

/** While a card has the action that comes next, the primary button looks as if it came second (`vote.module.css`). */
export function useCardLeads(leads: boolean): void {
  useLayoutEffect(() => {
    if (!leads) return undefined;
    document.documentElement.dataset['leads'] = '';
    return () => {
      delete document.documentElement.dataset['leads'];
    };
  }, [leads]);
}
