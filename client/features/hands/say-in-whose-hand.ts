import { messagesNow } from '../../i18n/catalogue.ts';
import { sayWhose } from '../../lab/commands.ts';
import type { Subject } from '../../lab/permission.ts';
import { useRoom } from '../../lab/room-store.ts';
import { handsMessages } from './messages.ts';

/** Whoever presses in a class what is not in their hand is told in whose it is. Returns the way to stop. */
export function sayInWhoseHand(): () => void {
  sayWhose(whose);
  return () => sayWhose(null);
}

function whose(subject: Subject): string | null {
  const { class: told, holders } = useRoom.getState();
  if (told?.part !== 'follower') return null;
  const text = messagesNow(handsMessages);
  const holder = holders.find(({ parts }) => parts.some((part) => part === 'all' || part === subject));
  return holder === undefined ? text.isPresenters(subject) : text.isHeld(subject, holder);
}
