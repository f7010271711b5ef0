import type { ViewNews } from '../../shared/protocol/class-schema.ts';
import type { HandAct } from '../../shared/protocol/hand-schema.ts';
import { EVERYTHING, NOTHING, type Parts } from '../../shared/protocol/parts.ts';
import type { ProtocolError, ServerMessage } from '../../shared/protocol/server-messages.ts';
import { Throttle } from '../../shared/throttle.ts';
import { after } from '../after.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { refusal } from '../refusal.ts';
import type { LabLog } from '../rooms/lab-log.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { ClassSecrets } from './class-secrets.ts';
import { type Company, Hands, isOfHands } from './hands/hands.ts';
import type { ClassView, Member, News } from './member.ts';
import { type Assembly, Votes } from './votes/votes.ts';
import { ToldView, type Untold } from './told-view.ts';
import type { ClassOptions, Front } from './class-options.ts';
import { OwnLabs, type School } from './own-labs/own-labs.ts';
import { Waiting, whyWaits } from './waiting.ts';

/**
 * A class stands above rooms: its presenter goes from one room to the next, and its followers are taken along. It
 * owns who presents, who follows, and what the presenter looks at.
 */
export class Class implements ClassView, Assembly, School, Company {
  readonly code: string;
  readonly votes: Votes;
  readonly ownLabs: OwnLabs;
  readonly #hands: Hands;
  readonly #secrets: ClassSecrets;
  readonly #rooms: Rooms;
  readonly #keep: ClassOptions['keep'];
  #front: Front;
  readonly #beganAt: number;
  #presenter: Member | null = null;
  #isAway = false;
  /** The presenter looks at a recording. */
  #isAside = false;
  #cancelAway = (): void => {};
  readonly #followers = new Set<Member>();
  readonly #waiting = new Waiting();
  /** Followers are not told how many they are: of a thousand that come in, each would be, every second. */
  readonly #counts = new Throttle(SERVER_LIMITS.countsToldEveryMs, after, () =>
    this.#presenter?.classChanged(),
  );
  readonly #view = new ToldView(() => {
    for (const follower of this.#followers) follower.viewChanged('newest');
  });
  /** A presenter who looks for a lesson takes a class along once, and not through all of them. */
  readonly #moves = new Throttle(SERVER_LIMITS.classMovesEveryMs, after, () => this.#takeAlong());
  #isOver = false;
  /** While the presenter is in a follower's lab, nobody may be in the class's room. */
  #letGo = (): void => {};
  /** When its room was first found to have ended; null while it is there. Nobody is in the class then. */
  #leftAtMs: number | null = null;

  constructor(of: ClassOptions) {
    const { code, secrets, front, beganAt, rooms, keep } = of;
    this.code = code;
    this.#secrets = secrets;
    this.#front = front;
    this.#beganAt = beganAt;
    this.#rooms = rooms;
    this.#keep = keep;
    this.votes = new Votes(this, of.keptVotes, of.ballot);
    this.#hands = new Hands(this, of.keptHands, of.hands);
    this.ownLabs = new OwnLabs(this, rooms, of.keptOwnLabs, of.register);
    this.#awaitPresenter();
  }

  get room(): string {
    return this.#front.room;
  }

  get lesson(): string {
    return this.#front.lesson;
  }

  /** The time in ms since its room has ended. Must be asked now and then. */
  leftForMs(nowMs: number): number {
    if (this.#rooms.has(this.#front.room)) this.#leftAtMs = null;
    else this.#leftAtMs ??= nowMs;
    return this.#leftAtMs === null ? 0 : nowMs - this.#leftAtMs;
  }

  viewFrame(untold: Untold): string {
    return this.#view.frame(untold);
  }

  get presenter(): Member | null {
    return this.#presenter;
  }

  get presenters(): readonly Member[] {
    return this.#presenter === null ? [] : [this.#presenter];
  }

  get followers(): ReadonlySet<Member> {
    return this.#followers;
  }

  get log(): LabLog | null {
    return this.#rooms.logOf(this.#front.room);
  }

  isSecret(said: string): boolean {
    return this.#secrets.has(said);
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
      ...(this.#isAside && { isAside: true }),
      ...(this.#waiting.size > 0 && { waiting: this.#waiting.size }),
      ...(part === 'waiting' && { waitsFor: this.#waiting.why }),
      ...(part === 'presenter' && this.#forPresenter()),
      ...ownOf(part === 'follower' ? this.ownLabs.ofFollower(member) : undefined),
    };
    return JSON.stringify(message);
  }

  #forPresenter(): Partial<Extract<ServerMessage, { type: 'class' }>> {
    const othersAt = this.#rooms.othersAt();
    const token = this.#secrets.known;
    const aside = [...this.#followers].filter(({ asideIn }) => asideIn !== null).length;
    // A clock may have been set back.
    const beganMsAgo = Math.max(0, Date.now() - this.#beganAt);
    const { room: front } = this.#front;
    const ownLabs = this.ownLabs.ofPresenter();
    return {
      aside,
      beganMsAgo,
      front,
      ownLabs,
      ...(othersAt && { othersAt }),
      ...(token !== null && { token }),
    };
  }

  #partOf(member: Member): Extract<ServerMessage, { type: 'class' }>['part'] {
    if (this.#isOver) return 'over';
    if (member === this.#presenter) return 'presenter';
    if (this.#waiting.has(member)) return 'waiting';
    return this.#followers.has(member) ? 'follower' : 'replaced';
  }

  /**
   * The member presents the class from now on, in the room in which it sits: the last who says so does. `said` is the
   * secret with which it came, if it was not that of the room.
   */
  present(member: Member, { room, lesson }: Front, said?: string): void {
    const before = this.#presenter;
    const isMove = room !== this.#front.room;
    const isNews = isMove || this.#isAway || this.#isAside;
    this.#presenter = member;
    this.#front = { room, lesson };
    this.#cancelAway();
    this.#isAway = false;
    this.#isAside = false;
    if (said !== undefined) this.#secrets.hear(said);
    const isNewSecret = this.#secrets.known === null;
    if (isNewSecret) this.#secrets.add();
    if (isMove || isNewSecret) this.#keepNow();
    if (before !== null && before !== member) this.#replace(before);
    if (isMove) {
      this.ownLabs.hideForAnother();
      this.#view.forget();
      this.#moves.ask();
    }
    member.joinClass(this);
    this.votes.join(member);
    this.#hands.present(member);
    if (isNews) this.#tellFollowers();
    this.admit();
    this.#seatPresenter();
  }

  /** Two hands on one lab would surprise each other: whoever presented in the same room watches from now on. */
  #replace(before: Member): void {
    before.quitClass();
    if (this.#isElsewhere(before) || before.seat?.role !== 'controller') return;
    const hello = { type: 'hello', version: PROTOCOL_VERSION, room: this.#front.room } as const;
    before.sit((line) => this.#rooms.join(hello, line, { address: '', mayOpen: false, hadPlace: true }));
  }

  /**
   * The member goes to the class's room, or looks around in another. If the class has no place for it at the moment, it
   * waits and comes in by itself. Returns the reason if it can do neither.
   */
  follow(member: Member): ProtocolError | null {
    this.#hands.know(member);
    const refused = this.#enter(member);
    if (refused !== null) return refused;
    if (!this.#waiting.has(member)) {
      this.#seated(member);
      return null;
    }
    this.#counts.ask();
    member.joinClass(this);
    return null;
  }

  /** Lets in who waits, as far as there is place. */
  admit(): void {
    if (this.#waiting.size === 0) return;
    const admitted = this.#waiting.admit((member) => whyWaits(this.#seat(member)));
    for (const member of admitted) this.#seated(member);
  }

  #seated(member: Member): void {
    this.#followers.add(member);
    this.#counts.ask();
    member.joinClass(this);
    this.votes.join(member);
    this.#hands.join(member);
    member.viewChanged('whole');
  }

  /** Goes along again, to the room and the playhead of the class. */
  followAgain(member: Member): void {
    if (!this.#followers.has(member) || member.ownRoom !== null) return;
    member.asideIn = null;
    this.#counts.ask();
    if (this.#isElsewhere(member)) this.#bring(member);
    member.viewChanged('whole');
  }

  lookAround(member: Member): void {
    if (!this.#followers.has(member) || member.ownRoom !== null) return;
    member.asideIn = member.seat?.room ?? null;
    this.#counts.ask();
  }

  look(member: Member, view: ViewNews): void {
    if (member !== this.#presenter) return;
    this.#view.set(view);
    if (!this.#isAside || view.presenterAt === undefined) return;
    this.#isAside = false;
    this.#tellFollowers();
  }

  goAside(member: Member): void {
    if (member !== this.#presenter || this.#isAside) return;
    this.#isAside = true;
    this.#tellFollowers();
  }

  leave(member: Member): void {
    if (this.#followers.delete(member) || this.#waiting.remove(member)) this.#counts.ask();
    this.votes.leave(member);
    this.ownLabs.leave(member);
    this.#hands.leave(member);
    if (member !== this.#presenter) return;
    this.#presenter = null;
    // Nobody's hand is there any more.
    this.#view.set({ pointedAt: null });
    this.#awaitPresenter();
  }

  #awaitPresenter(): void {
    this.#cancelAway = after(SERVER_LIMITS.presenterAwayAfterMs, () => {
      this.#isAway = true;
      this.#isAside = false;
      this.#tellFollowers();
    });
  }

  #keepNow(): void {
    this.#keep({ code: this.code, hashes: this.#secrets.hashes, ...this.#front, beganAt: this.#beganAt });
  }

  sweep(): void {
    this.votes.sweep();
    this.#hands.sweep();
    this.ownLabs.sweep();
  }

  isPresentedBy(member: Member): boolean {
    return member === this.#presenter;
  }

  /** Its members keep their rooms, and are told. */
  end(): void {
    this.#isOver = true;
    for (const member of this.#waiting.clear()) member.refuse(refusal('no-such-class'));
    this.#cancelAway();
    this.#counts.end();
    this.#view.end();
    this.votes.end();
    this.ownLabs.end();
    this.#letGo();
    this.#hands.end();
    this.#moves.end();
    for (const member of [this.#presenter, ...this.#followers]) member?.quitClass();
    this.#presenter = null;
    this.#followers.clear();
  }

  #takeAlong(): void {
    for (const follower of this.#followers)
      if (follower.asideIn === null && follower.ownRoom === null && this.#isElsewhere(follower))
        this.#bring(follower);
  }

  bring(follower: Member): void {
    const own = this.ownLabs.roomFor(follower);
    if (own === null && follower.asideIn !== null) return;
    follower.asideIn = null;
    follower.ownRoom = own;
    if (follower.seat?.room === (own ?? this.#shown)) return;
    this.#bring(follower);
    follower.viewChanged('whole');
    this.#counts.ask();
  }

  projectorChanged(): void {
    const { room } = this.#front;
    const shown = this.#shown;
    this.#letGo();
    this.#letGo = shown === room ? () => {} : this.#rooms.hold(room);
    this.#moves.ask();
    this.#seatPresenter();
  }

  #seatPresenter(): void {
    const presenter = this.#presenter;
    if (presenter === null || presenter.seat?.room === this.#shown) return;
    const hello = { type: 'hello', version: PROTOCOL_VERSION, room: this.#shown } as const;
    const newcomer = { address: '', mayOpen: false, hadPlace: true, controls: this.#front.room };
    const refused = presenter.sit((line) => this.#rooms.join(hello, line, newcomer));
    if (refused === null) presenter.classChanged();
    else presenter.refuse(refused);
  }

  /** The room that the presenter and those without a lab of their own see: the class's, or a follower's. */
  get #shown(): string {
    return this.ownLabs.shownRoom ?? this.#front.room;
  }

  #isElsewhere(member: Member): boolean {
    return member.seat?.room !== this.#shown;
  }

  /** Brings a follower to the class's room, or has them wait for it. */
  #bring(member: Member): void {
    const refused = this.#enter(member);
    if (refused !== null) return member.refuse(refused);
    if (!this.#waiting.has(member)) return;
    this.#followers.delete(member);
    member.classChanged();
    this.#counts.ask();
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
    const own = this.ownLabs.roomFor(member);
    if (own !== null) member.asideIn = null;
    member.ownRoom = own;
    const room = own ?? member.asideIn ?? this.#shown;
    const hello = { type: 'hello', version: PROTOCOL_VERSION, room, ...member.known } as const;
    const newcomer = { address: '', mayOpen: false, parts: this.#partsIn(room, member) };
    const refused = member.sit((line) => this.#rooms.join(hello, line, newcomer));
    if (refused === null) member.known = {};
    return refused;
  }

  told(news: News, member: Member): string {
    return isOfHands(news) ? this.#hands.told(news, member) : this.votes.told(news, member);
  }

  partsOf(member: Member): Parts {
    return this.#partsIn(member.seat?.room, member);
  }

  /** Nothing of another room is in anybody's hand: a follower may look around there. Their own lab is theirs. */
  #partsIn(room: string | undefined, member: Member): Parts {
    if (room !== undefined && room === member.ownRoom) return EVERYTHING;
    return room === this.#front.room ? this.#hands.partsOf(member) : NOTHING;
  }

  /** A hand is raised or lowered, or a part of the room is given or taken back. */
  hand(member: Member, act: HandAct): void {
    if (member === this.#presenter) this.#hands.actOfPresenter(member, act);
    else if (this.#followers.has(member)) this.#hands.actOfFollower(member, act);
  }

  #tellFollowers(): void {
    for (const follower of this.#followers) follower.classChanged();
    this.#waiting.tell();
  }
}

const ownOf = (own: ReturnType<OwnLabs['ofFollower']>): Partial<Extract<ServerMessage, { type: 'class' }>> =>
  own === undefined ? {} : { own };
