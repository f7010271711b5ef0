import { ownClasses } from '../../../lab/own-classes.ts';
import { lazyAction, lazyPart } from '../../../ui/lazy-part.tsx';

/* Most devices present no class. */

export const OwnClasses = lazyPart(() => import('./own-classes.tsx').then((m) => m.OwnClasses));

export const OwnClass = lazyPart(() => import('./own-class.tsx').then((m) => m.OwnClass));

const watch = lazyAction(() => import('./offer-own-class.ts').then((m) => m.watch));

/** On the stage of a page in no class: offers the class of this device that nobody presents. Returns the way to stop. */
export function offerOwnClass(): () => void {
  let stop = (): void => {};
  let isOver = false;
  if (ownClasses().length > 0)
    void watch().then((stops) => {
      stop = stops;
      if (isOver) stop();
    });
  return () => {
    isOver = true;
    stop();
  };
}
