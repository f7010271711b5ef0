import type { ProtocolError } from '../../shared/protocol/server-messages.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Newcomer } from '../rooms/seat.ts';
import type { Member } from './member.ts';
import { Waiting, whyWaits } from './waiting.ts';

interface FollowersOptions {
  readonly rooms: Rooms;
  /** The room that those see who have no lab of their own. */
  readonly shown: () => string;
  /** The room of the member's own lab, if they have one. */
  readonly ownRoomOf: (member: Member) => string | null;
  /** Says what the member may do and see in a room. */
  readonly allowed: (room: string, member: Member) => Pick<Newcomer, 'parts' | 'reach'>;
  /** Called when somebody has come in. */
  readonly seated: (member: Member) => void;
  /** Called when the number of those who follow, wait or look around has changed. */
  readonly changed: () => void;
}

/**
 * The followers of a class, and those who wait for a place: each sits in the class's room, in their own, or looks around.
 * Those who presented it before go along with them.
 */
export class Followers {
  readonly #options: FollowersOptions;
  readonly #all = new Set<Member>();
  /** The pages of each device. A browser that says no secret has one. */
  readonly #pages = new Map<string | Member, number>();
  readonly #watchers = new Set<Member>();
  readonly #waiting = new Waiting();

  constructor(options: FollowersOptions) {
    this.#options = options;
  }

  get all(): ReadonlySet<Member> {
    return this.#all;
  }

  /** Everybody who goes where the class goes. */
  get along(): readonly Member[] {
    return [...this.#all, ...this.#watchers];
  }

  get waiting(): Pick<Waiting, 'has' | 'size' | 'why'> {
    return this.#waiting;
  }

  /** The number of devices, as for questions and for labs of their own. */
  get count(): number {
    return this.#pages.size;
  }

  /** The number of devices that look around on their own. */
  get aside(): number {
    return new Set([...this.#all].filter(({ asideIn }) => asideIn !== null).map(deviceOf)).size;
  }

  /** Returns the reason if the member can neither come in nor wait. */
  come(member: Member): ProtocolError | null {
    const refused = this.#enter(member);
    if (refused !== null) return refused;
    if (this.#waiting.has(member)) this.#options.changed();
    else this.#seated(member);
    return null;
  }

  /** Lets in who waits, as far as there is place. */
  admit(): void {
    if (this.#waiting.size === 0) return;
    const admitted = this.#waiting.admit((member) => whyWaits(this.#seat(member)));
    for (const member of admitted) this.#seated(member);
  }

  #seated(member: Member): void {
    if (member.watches) this.#watchers.add(member);
    else if (!this.#all.has(member)) {
      this.#all.add(member);
      this.#pages.set(deviceOf(member), (this.#pages.get(deviceOf(member)) ?? 0) + 1);
    }
    this.#options.changed();
    this.#options.seated(member);
  }

  /** Goes along again, to the room and the view of the class. */
  followAgain(member: Member): void {
    if (!this.#goesAlong(member) || member.ownRoom !== null) return;
    member.asideIn = null;
    this.#options.changed();
    if (this.#isElsewhere(member)) this.#bring(member);
    // It may be kept to what was shown here, and nowhere else.
    member.classChanged();
    member.viewChanged('whole');
  }

  lookAround(member: Member): void {
    if (!this.#goesAlong(member) || member.ownRoom !== null) return;
    member.asideIn = member.seat?.room ?? null;
    this.#options.changed();
  }

  /** Brings along who follows and is not where the class is. */
  takeAlong(): void {
    for (const follower of this.along)
      if (follower.asideIn === null && follower.ownRoom === null && this.#isElsewhere(follower))
        this.#bring(follower);
  }

  /** Seats a follower where they belong now: in a lab of their own, or where the class is. */
  bring(follower: Member): void {
    const own = this.#options.ownRoomOf(follower);
    if (own === null && follower.asideIn !== null) return;
    follower.asideIn = null;
    follower.ownRoom = own;
    if (follower.seat?.room === (own ?? this.#options.shown())) return;
    this.#bring(follower);
    follower.viewChanged('whole');
    this.#options.changed();
  }

  /** The member follows no longer, and neither waits nor has a place of their own. */
  remove(member: Member): void {
    this.#watchers.delete(member);
    if (this.#drop(member) || this.#waiting.remove(member)) this.#options.changed();
    member.asideIn = null;
    member.ownRoom = null;
  }

  tell(): void {
    for (const follower of this.along) follower.classChanged();
    this.#waiting.tell();
  }

  /** Empties it, and returns those who waited. */
  clear(): Member[] {
    this.#all.clear();
    this.#pages.clear();
    this.#watchers.clear();
    return this.#waiting.clear();
  }

  /** Returns false if the member did not follow. */
  #drop(member: Member): boolean {
    const pages = this.#pages.get(deviceOf(member)) ?? 0;
    if (!this.#all.delete(member)) return false;
    if (pages > 1) this.#pages.set(deviceOf(member), pages - 1);
    else this.#pages.delete(deviceOf(member));
    return true;
  }

  #goesAlong(member: Member): boolean {
    return this.#all.has(member) || this.#watchers.has(member);
  }

  #isElsewhere(member: Member): boolean {
    return member.seat?.room !== this.#options.shown();
  }

  /** Brings a follower to the class's room, or has them wait for it. */
  #bring(member: Member): void {
    const refused = this.#enter(member);
    if (refused !== null) return member.refuse(refused);
    if (!this.#waiting.has(member)) return;
    this.#drop(member);
    this.#watchers.delete(member);
    member.classChanged();
    this.#options.changed();
  }

  /** Seats the member, or puts it among those who wait. Returns the reason if it can do neither. */
  #enter(member: Member): ProtocolError | null {
    const refused = this.#seat(member);
    const why = whyWaits(refused);
    if (why === null) return refused;
    member.asideIn = null;
    this.#waiting.add(member, why);
    return null;
  }

  #seat(member: Member): ProtocolError | null {
    const { rooms, shown, ownRoomOf, allowed } = this.#options;
    const own = member.watches ? null : ownRoomOf(member);
    if (own !== null) member.asideIn = null;
    member.ownRoom = own;
    const room = own ?? member.asideIn ?? shown();
    const hello = { type: 'hello', version: PROTOCOL_VERSION, room, ...member.known } as const;
    const newcomer = { address: '', mayOpen: false, hadPlace: member.watches, ...allowed(room, member) };
    const refused = member.sit((line) => rooms.join(hello, line, newcomer));
    if (refused === null) member.known = {};
    return refused;
  }
}

function deviceOf(member: Member): string | Member {
  return member.device ?? member;
}
