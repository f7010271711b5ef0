import { useLayoutEffect } from 'react';
import { useSettings } from '../settings/settings-store.ts';
import { pressesItself, watchFocus } from './focus-origin.ts';
import { isTaken } from './key-taken.ts';

/** Some browsers press a focused button when the key comes up again. */
function released(event: KeyboardEvent): void {
  if (event.key === ' ' && useSettings.getState().singleKeys && !isTaken(event) && !pressesItself(event))
    event.preventDefault();
}

/** Hears the keys of a whole page, from before its first picture on. `pressed` is always the same function. */
export function usePageKeys(pressed: (event: KeyboardEvent) => void): void {
  useLayoutEffect(() => {
    const unwatch = watchFocus();
    addEventListener('keydown', pressed);
    addEventListener('keyup', released);
    return () => {
      unwatch();
      removeEventListener('keydown', pressed);
      removeEventListener('keyup', released);
    };
  }, [pressed]);
}
