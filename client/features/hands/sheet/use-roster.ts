import { useEffect } from 'react';
import type { Person } from '../../../../shared/protocol/hand-schema.ts';
import { useRoom } from '../../../lab/room-store.ts';
import { hand } from '../hand-actions.ts';

const NOBODY: readonly Person[] = [];

/** Everybody who is here. A list that is long is asked for, and asked for again when somebody comes or goes. */
export function useRoster(isWanted: boolean): readonly Person[] {
  const roster = useRoom((session) => session.roster);
  const followers = useRoom((session) => session.class?.followers);
  useEffect(() => {
    if (isWanted) hand({ is: 'roster' });
  }, [isWanted, followers]);
  return roster ?? NOBODY;
}
