import type { Chair } from './presenters.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { ClassSecrets } from './class-secrets.ts';
import type { KeptClass } from './kept-classes.ts';
import type { Ballot } from './votes/ballot.ts';
import type { HandRegister } from './hands/hand-register.ts';
import type { KeptHands, KeptOwnLabs, KeptVotes } from './kept-classes.ts';
import type { Register } from './own-labs/register.ts';

/** The room in which a class is now, and its lesson. */
export interface Front {
  readonly room: string;
  readonly lesson: string;
}

export interface ClassOptions {
  readonly code: string;
  readonly secrets: ClassSecrets;
  readonly front: Front;
  /** The number of the second presenter's device, if there is one. */
  readonly second?: number | undefined;
  readonly leads?: Chair | undefined;
  /** Followers see what the presenter has shown, and no more. */
  readonly isPaced?: boolean | undefined;
  /** The time at which it began, in ms since 1970: it may be another server that knows it. */
  readonly beganAt: number;
  readonly rooms: Rooms;
  /** Called when what is kept of the class has changed. */
  readonly keep: (kept: KeptClass) => void;
  /** The place in which its questions are kept, and those of a server before this one. */
  readonly keptVotes: KeptVotes | null;
  readonly ballot?: Ballot | undefined;
  /** The same of its hands. */
  readonly keptHands: KeptHands | null;
  readonly hands?: HandRegister | undefined;
  /** The same of the labs of its followers' own. */
  readonly keptOwnLabs: KeptOwnLabs | null;
  readonly register?: Register | undefined;
}
