import { EVERYTHING, NOTHING, type Parts } from '../../shared/protocol/parts.ts';
import type { Reach } from '../rooms/viewer.ts';
import type { Hands } from './hands/hands.ts';
import type { Member } from './member.ts';
import type { Pace } from './pace.ts';
import type { Presenters } from './presenters.ts';

interface RightsOptions {
  readonly hands: Hands;
  readonly pace: Pace;
  readonly presenters: Presenters;
  /** Whether the class is in this room now. */
  readonly isIn: (room: string | undefined) => boolean;
}

/** Decides what a member of a class may do in a room, and how far they see there. */
export class Rights {
  readonly #options: RightsOptions;

  constructor(options: RightsOptions) {
    this.#options = options;
  }

  /** Nothing of another room is in anybody's hand: a follower may look around there. Their own lab is theirs. */
  partsIn(room: string | undefined, member: Member): Parts {
    const { hands, isIn } = this.#options;
    if (room !== undefined && room === member.ownRoom) return EVERYTHING;
    return isIn(room) ? hands.partsOf(member) : NOTHING;
  }

  /** Whoever acts sees the newest moment, on which they act; whoever is elsewhere sees what is there. */
  reachIn(room: string | undefined, member: Member): Reach | null {
    const { pace, presenters, isIn } = this.#options;
    const isKept = pace.isLimited && isIn(room) && !presenters.has(member);
    return isKept && this.partsIn(room, member).length === 0 ? pace : null;
  }
}
