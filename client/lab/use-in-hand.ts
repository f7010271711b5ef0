import { usePlayhead } from '../playback/playhead-store.ts';
import { isElsewhereThanClass } from './elsewhere.ts';
import { operates } from './permission.ts';
import { type RoomSession, useRoom } from './room-store.ts';

/** True if this person may operate the wire, also while they look at an earlier moment. */
export function useMayTakeWire(): boolean {
  const recorded = usePlayhead((playhead) => playhead.mode === 'recording');
  return useRoom((session) => operates(session, 'wire')) && !recorded;
}

/** True if they do operate it: a presenter leaves it to the follower in whose hand it is. */
export function useInHand(): boolean {
  const isOthers = useRoom(isInOtherHand);
  return useMayTakeWire() && !isOthers;
}

type Hands = Pick<RoomSession, 'class' | 'room' | 'holders'> & {
  readonly ownHand: { readonly n: number } | null;
};

/** The wire of the class's room is in a hand that is not this page's. */
export function isInOtherHand(session: Hands): boolean {
  const { holders, ownHand } = session;
  const others = holders.filter(({ n }) => n !== ownHand?.n).flatMap(({ parts }) => parts);
  return (others.includes('wire') || others.includes('all')) && !isElsewhereThanClass(session);
}
