import type { RoomSession } from './room-store.ts';

/** This page is in a follower's own lab: in their own one, or as the projector in somebody's. */
export function isElsewhereThanClass({ class: told, room }: Pick<RoomSession, 'class' | 'room'>): boolean {
  const { own, front } = told ?? {};
  return (own !== undefined && 'lab' in own) || (front !== undefined && front !== room);
}
