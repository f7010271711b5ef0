import type { ClassTold } from './connection.ts';
import type { RoomSession } from './room-store.ts';

/** The follower has a lab of their own, and so does not go along with the class. */
export function isInOwnLab(told: Pick<ClassTold, 'own'> | null): boolean {
  return told?.own !== undefined && 'lab' in told.own;
}

/** This page is in a follower's own lab: in their own one, or as the projector in somebody's. */
export function isElsewhereThanClass({ class: told, room }: Pick<RoomSession, 'class' | 'room'>): boolean {
  const { front } = told ?? {};
  return isInOwnLab(told) || (front !== undefined && front !== room);
}
