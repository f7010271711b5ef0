import type { ClassOptions } from './class-options.ts';
import { type Company, Hands, isOfHands } from './hands/hands.ts';
import type { Member, News } from './member.ts';
import { OwnLabs } from './own-labs/own-labs.ts';
import type { School } from './own-labs/school.ts';
import { type Assembly, Votes } from './votes/votes.ts';

type Kept = Pick<
  ClassOptions,
  'rooms' | 'keptVotes' | 'ballot' | 'keptHands' | 'hands' | 'keptOwnLabs' | 'register'
>;

/** The matters of a class in which its members take part: its questions, its hands, and labs of the followers' own. */
export class Matters {
  readonly votes: Votes;
  readonly hands: Hands;
  readonly ownLabs: OwnLabs;

  constructor(of: Assembly & Company & School, kept: Kept) {
    this.votes = new Votes(of, kept.keptVotes, kept.ballot);
    this.hands = new Hands(of, kept.keptHands, kept.hands);
    this.ownLabs = new OwnLabs(of, kept.rooms, kept.keptOwnLabs, kept.register);
  }

  /** Their device decides in which room they belong. */
  know(member: Member): void {
    this.hands.know(member);
    this.ownLabs.join(member);
  }

  follow(member: Member): void {
    this.votes.join(member);
    this.hands.join(member);
  }

  present(member: Member): void {
    this.votes.join(member);
    this.hands.present(member);
  }

  leave(member: Member): void {
    this.votes.leave(member);
    this.ownLabs.leave(member);
    this.hands.leave(member);
  }

  /** The newest word of this kind, for this member. */
  told(news: News, member: Member): string {
    return isOfHands(news) ? this.hands.told(news, member) : this.votes.told(news, member);
  }

  sweep(): void {
    this.votes.sweep();
    this.hands.sweep();
    this.ownLabs.sweep();
  }

  /** Labs of the followers' own have ended before, and with them what the projector showed. */
  end(): void {
    this.votes.end();
    this.hands.end();
  }
}
