import { classOfTab } from './room-link.ts';
import { useRoom } from './room-store.ts';

/** This tab presents or follows a class, also where it has gone to a lab of its own, or is offered to present one. */
export function useInClass(): boolean {
  return useRoom((session) => (session.class ?? session.ownClass) !== null) || classOfTab.read() !== null;
}
