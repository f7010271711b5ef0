import type { ClassAct } from '../../shared/protocol/server-messages.ts';
import { messagesNow, useMessages } from '../i18n/catalogue.ts';
import { say } from '../ui/panels-store.ts';
import { labMessages } from './messages.ts';
import { room } from './room.ts';
import { type RoomSession, useRoom } from './room-store.ts';

/** The one way by which a person acts in the class. An act that cannot be sent is refused in words. Returns whether it was sent. */
export function actInClass(act: ClassAct): boolean {
  const isSent = room.act(act);
  if (!isSent) say(messagesNow(labMessages).keys.whyNot.offline);
  return isSent;
}

/** A page that plays a recording keeps its connection to the class. */
const isCutOff = ({ connection }: RoomSession): boolean =>
  connection.is !== 'open' && connection.is !== 'offline';

/** Returns why nobody can act in the class from this page now; null if they can. */
export function useWhyNotInClass(): string | null {
  const { offline } = useMessages(labMessages).keys.whyNot;
  return useRoom(isCutOff) ? offline : null;
}
