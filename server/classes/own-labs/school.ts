import type { OwnLabTold } from '../../../shared/protocol/own-labs-schema.ts';
import type { Member } from '../member.ts';

/** The class, as far as labs of its followers' own go. */
export interface School {
  readonly code: string;
  /** The room in which the class is. */
  readonly room: string;
  readonly presenters: readonly Member[];
  readonly followers: ReadonlySet<Member>;
  /** The device of a connection, as the presenter is told of it. */
  personOf(member: Member): OwnLabTold['people'][number] | null;
  /** Seats a follower where they belong now. */
  bring(follower: Member): void;
  /** The projector shows another room now. */
  projectorChanged(): void;
}
