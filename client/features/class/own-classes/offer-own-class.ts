import { classOfTab } from '../../../lab/room-link.ts';
import { useRoom } from '../../../lab/room-store.ts';
import { askForOwnClasses } from './ask-class.ts';
import { whenLookedAt } from './when-looked-at.ts';

/** Another tab of this device may present the class meanwhile: this one then says nothing. */
export const watch = (): (() => void) =>
  whenLookedAt(() => {
    if (useRoom.getState().class !== null || classOfTab.read() !== null) return;
    void askForOwnClasses().then((all) => {
      useRoom.setState({ ownClass: all.find(({ isPresented }) => !isPresented) ?? null });
    });
  });
