import type { ClassPlayhead } from '../../shared/protocol/class-schema.ts';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import { Throttle } from '../../shared/throttle.ts';
import { after } from '../after.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { hashOf, isSecret, newSecret } from '../rooms/secrets.ts';
import type { LabLog } from '../rooms/lab-log.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { KeptClass } from './kept-classes.ts';
import type { ClassView, Member } from './member.ts';
import type { Ballot } from './votes/ballot.ts';
import type { KeptVotes } from './votes/kept-votes.ts';
import { type Assembly, Votes } from './votes/votes.ts';

/** The room in which a class is now, and its lesson. */
export interface Front {
  readonly room: string;
  readonly lesson: string;
}

export interface ClassOptions {
  readonly code: string;
  /** Null for a class that a server before this one has kept, until somebody says the secret. */
  readonly token: string | null;
  readonly tokenHash: string;
  readonly front: Front;
  readonly rooms: Rooms;
  /** Called when what is kept of the class has changed. */
  readonly keep: (kept: KeptClass) => void;
  /** The place in which its questions are kept, and those of a server before this one. */
  readonly keptVotes: KeptVotes | null;
  readonly ballot?: Ballot | undefined;
}

/**
 * A class stands above rooms: its presenter goes from one room to the next, and its followers are taken along. It
 * owns who presents, who follows, and where the presenter’s playhead is.
 */
export class Class implements ClassView, Assembly {
  readonly code: string;
  readonly votes: Votes;
  #token: string | null;
  #tokenHash: string;
  readonly #rooms: Rooms;
  readonly #keep: ClassOptions['keep'];
  #front: Front;
  #presenter: Member | null = null;
  #isAway = false;
  #cancelAway = (): void => {};
  readonly #followers = new Set<Member>();
  readonly #counts = new Throttle(SERVER_LIMITS.countsToldEveryMs, after, () => this.#changed());
  #playhead: ClassPlayhead = null;
  readonly #playheadNews = new Throttle(SERVER_LIMITS.playheadToldEveryMs, after, () => {
    this.#playheadFrame = playheadFrame(this.#playhead);
    for (const follower of this.#followers) follower.playheadChanged();
  });
  #playheadFrame = playheadFrame(null);
  #isOver = false;
  /** When its room was first found to have ended; null while it is there. Nobody is in the class then. */
  #leftAtMs: number | null = null;

  constructor({ code, token, tokenHash, front, rooms, keep, keptVotes, ballot }: ClassOptions) {
    this.code = code;
    this.#token = token;
    this.#tokenHash = tokenHash;
    this.#front = front;
    this.#rooms = rooms;
    this.#keep = keep;
    this.votes = new Votes(this, keptVotes, ballot);
    this.#awaitPresenter();
  }

  get room(): string {
    return this.#front.room;
  }

  /** The time in ms since its room has ended. Must be asked now and then. */
  leftForMs(nowMs: number): number {
    if (this.#rooms.has(this.#front.room)) this.#leftAtMs = null;
    else this.#leftAtMs ??= nowMs;
    return this.#leftAtMs === null ? 0 : nowMs - this.#leftAtMs;
  }

  get playheadFrame(): string {
    return this.#playheadFrame;
  }

  get presenter(): Member | null {
    return this.#presenter;
  }

  get followers(): ReadonlySet<Member> {
    return this.#followers;
  }

  get log(): LabLog | null {
    return this.#rooms.logOf(this.#front.room);
  }

  get hasPresenter(): boolean {
    return this.#presenter !== null;
  }

  isSecret(token: string): boolean {
    if (!isSecret(hashOf(token), this.#tokenHash)) return false;
    this.#token = token;
    return true;
  }

  classFrame(member: Member): string {
    const part = this.#partOf(member);
    const message: ServerMessage = {
      type: 'class',
      code: this.code,
      part,
      followers: this.#followers.size,
      isAway: this.#isAway,
      lesson: this.#front.lesson,
      ...(part === 'presenter' && this.#token !== null && { token: this.#token }),
    };
    return JSON.stringify(message);
  }

  #partOf(member: Member): Extract<ServerMessage, { type: 'class' }>['part'] {
    if (this.#isOver) return 'over';
    if (member === this.#presenter) return 'presenter';
    return this.#followers.has(member) ? 'follower' : 'replaced';
  }

  /** The member presents the class from now on, in the room in which it sits: the last who says so does. */
  present(member: Member, { room, lesson }: Front): void {
    const before = this.#presenter;
    const isMove = room !== this.#front.room;
    const isNews = isMove || this.#isAway;
    this.#presenter = member;
    this.#front = { room, lesson };
    this.#cancelAway();
    this.#isAway = false;
    const isNewSecret = this.#token === null;
    if (isNewSecret) this.#renewSecret();
    if (isMove || isNewSecret) this.#keepNow();
    if (before !== null && before !== member) before.quitClass();
    if (isMove) this.#takeAlong();
    member.joinClass(this);
    this.votes.join(member);
    if (isNews) this.#tellFollowers();
  }

  /** The member is in the class's room, or looks around in another. */
  follow(member: Member): void {
    this.#followers.add(member);
    this.#counts.ask();
    member.joinClass(this);
    this.votes.join(member);
    member.playheadChanged();
  }

  /** Goes along again, to the room and the playhead of the class. */
  followAgain(member: Member): void {
    if (!this.#followers.has(member)) return;
    member.looksAround = false;
    if (this.#isElsewhere(member) && !this.#seat(member)) return;
    member.playheadChanged();
  }

  lookAround(member: Member): void {
    member.looksAround = this.#followers.has(member);
  }

  stand(member: Member, at: ClassPlayhead): void {
    if (member !== this.#presenter) return;
    this.#playhead = at;
    this.#playheadNews.ask();
  }

  leave(member: Member): void {
    if (this.#followers.delete(member)) this.#counts.ask();
    this.votes.leave(member);
    if (member !== this.#presenter) return;
    this.#presenter = null;
    this.#awaitPresenter();
  }

  #awaitPresenter(): void {
    this.#cancelAway = after(SERVER_LIMITS.presenterAwayAfterMs, () => {
      this.#isAway = true;
      this.#tellFollowers();
    });
  }

  /** Only the hash of the secret was kept, and the presenter comes with the secret of the room. */
  #renewSecret(): void {
    this.#token = newSecret();
    this.#tokenHash = hashOf(this.#token);
  }

  #keepNow(): void {
    this.#keep({ code: this.code, tokenHash: this.#tokenHash, ...this.#front });
  }

  isPresentedBy(member: Member): boolean {
    return member === this.#presenter;
  }

  /** Its members keep their rooms, and are told. */
  end(): void {
    this.#isOver = true;
    this.#cancelAway();
    this.#counts.end();
    this.#playheadNews.end();
    this.votes.end();
    for (const member of [this.#presenter, ...this.#followers]) member?.quitClass();
    this.#presenter = null;
    this.#followers.clear();
  }

  #takeAlong(): void {
    this.#playhead = null;
    this.#playheadNews.ask();
    for (const follower of this.#followers)
      if (!follower.looksAround && this.#isElsewhere(follower)) this.#seat(follower);
  }

  #isElsewhere(member: Member): boolean {
    return member.seat?.room !== this.#front.room;
  }

  /** Seats a follower in the class's room. One that is refused there is told why, and leaves. */
  #seat(member: Member): boolean {
    const hello = { type: 'hello', version: PROTOCOL_VERSION, room: this.#front.room } as const;
    const refused = member.sit((line) => this.#rooms.join(hello, line, { address: '', mayOpen: false }));
    if (refused !== null) member.refuse(refused);
    return refused === null;
  }

  #changed(): void {
    this.#presenter?.classChanged();
    this.#tellFollowers();
  }

  #tellFollowers(): void {
    for (const follower of this.#followers) follower.classChanged();
  }
}

function playheadFrame(at: ClassPlayhead): string {
  return JSON.stringify({ type: 'playhead', at } satisfies ServerMessage);
}
