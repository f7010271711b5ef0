import type { ViewNews } from '../../shared/protocol/class-schema.ts';
import type { HandAct } from '../../shared/protocol/hand-schema.ts';
import type { Parts } from '../../shared/protocol/parts.ts';
import type { ProtocolError } from '../../shared/protocol/server-messages.ts';
import { Throttle } from '../../shared/throttle.ts';
import { after } from '../after.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { refusal } from '../refusal.ts';
import type { LabLog, Position } from '../rooms/lab-log.ts';
import type { Reach } from '../rooms/viewer.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { ClassSecrets } from './class-secrets.ts';
import { Followers } from './followers.ts';
import { type Company, Hands, isOfHands } from './hands/hands.ts';
import type { ClassView, Member, News } from './member.ts';
import { type Assembly, Votes } from './votes/votes.ts';
import { Rights } from './rights.ts';
import { ToldClass } from './told-class.ts';
import { ToldView, type Untold } from './told-view.ts';
import type { ClassOptions, Front } from './class-options.ts';
import { OwnLabs } from './own-labs/own-labs.ts';
import type { School } from './own-labs/school.ts';
import { Pace } from './pace.ts';
import { type Chair, Presenters } from './presenters.ts';

/**
 * A class stands above rooms: its presenter goes from one room to the next, and its followers are taken along. It
 * owns who presents, who follows, and what the presenter looks at.
 */
export class Class implements ClassView, Assembly, School, Company {
  readonly code: string;
  readonly votes: Votes;
  readonly ownLabs: OwnLabs;
  readonly #hands: Hands;
  readonly #pace: Pace;
  readonly #secrets: ClassSecrets;
  readonly #rooms: Rooms;
  readonly #keep: ClassOptions['keep'];
  #front: Front;
  readonly #beganAt: number;
  readonly #presenters: Presenters;
  /** The number of the second presenter's device. */
  #second: number | null;
  readonly #followers: Followers;
  readonly #rights: Rights;
  readonly #told: ToldClass;
  /** Followers are not told how many they are: of a thousand that come in, each would be, every second. */
  readonly #counts = new Throttle(SERVER_LIMITS.countsToldEveryMs, after, () => {
    for (const presenter of this.presenters) presenter.classChanged();
  });
  readonly #view = new ToldView(() => {
    for (const follower of this.followers) follower.viewChanged('newest');
  });
  /** A presenter who looks for a lesson takes a class along once, and not through all of them. */
  readonly #moves = new Throttle(SERVER_LIMITS.classMovesEveryMs, after, () => {
    this.#seatPresenters();
    this.#followers.takeAlong();
  });
  #isOver = false;
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
    this.#followers = new Followers({
      rooms,
      shown: () => this.#shown,
      ownRoomOf: (member) => this.ownLabs.roomFor(member),
      allowed: (room, member) => ({
        parts: this.#rights.partsIn(room, member),
        reach: this.#rights.reachIn(room, member),
      }),
      seated: (member) => this.#seated(member),
      changed: () => this.#counts.ask(),
    });
    this.#second = of.second ?? null;
    this.#pace = new Pace(of.isPaced === true);
    this.#presenters = new Presenters(of.leads ?? 'first', (leadsNow) => {
      if (leadsNow) this.#otherLeads();
      this.#followers.tell();
    });
    this.#rights = new Rights({
      hands: this.#hands,
      pace: this.#pace,
      presenters: this.#presenters,
      isIn: (room) => room === this.#front.room && !this.#isOver,
    });
    this.#told = new ToldClass({
      code,
      beganAt,
      rooms,
      secrets,
      presenters: this.#presenters,
      followers: this.#followers,
      ownLabs: this.ownLabs,
      pace: this.#pace,
      front: () => this.#front,
      isOver: () => this.#isOver,
    });
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

  get presenters(): readonly Member[] {
    return this.#presenters.all;
  }

  /** The second presenter, for the list of hands. */
  get second(): { readonly n: number; readonly isHere: boolean } | null {
    return this.#second === null ? null : { n: this.#second, isHere: this.#presenters.in('second') !== null };
  }

  isFree(chair: Chair): boolean {
    return this.#presenters.in(chair) === null;
  }

  get followers(): ReadonlySet<Member> {
    return this.#followers.all;
  }

  get log(): LabLog | null {
    return this.#rooms.logOf(this.#front.room);
  }

  /** The chair that a secret opens; null if it is wrong. */
  chairOf(said: string): Chair | null {
    return this.#secrets.chairOf(said);
  }

  classFrame(member: Member): string {
    return this.#told.frame(member);
  }

  askedFrame(): string {
    return this.#told.askedFrame();
  }

  /**
   * The member presents the class from now on, in the room in which it sits: the last who says so with this secret does, or
   * without one with that of the room. One of two presenters leads: the one who did before, or who has opened another room
   * for the class.
   */
  present(member: Member, at: Front, said?: string, opens = true): void {
    const chair = (said === undefined ? null : this.#secrets.chairOf(said)) ?? 'first';
    if (said !== undefined) this.#secrets.hear(said);
    const isNewSecret = this.#secrets.knownOf(chair) === null;
    if (isNewSecret) this.#secrets.add();
    const before = this.#presenters.sit(chair, member);
    const { leads, isAway } = this.#presenters;
    const isElsewhere = at.room !== this.#front.room;
    const isLost = !this.#rooms.has(this.#front.room);
    if (chair === leads || isAway || isLost || (opens && isElsewhere)) this.#lead(chair, at);
    if (isNewSecret) this.#keepNow();
    if (before !== null) this.#replace(before, chair);
    this.#presents(member);
    this.admit();
    this.#seatPresenters();
  }

  /** The class goes from now on where this presenter goes. */
  #lead(chair: Chair, { room, lesson }: Front): void {
    const { leads, isAway, isAside } = this.#presenters;
    const isMove = room !== this.#front.room;
    this.#presenters.lead(chair);
    this.#front = { room, lesson };
    if (isMove) {
      this.#keepNow();
      this.ownLabs.hideForAnother();
      this.#view.forget();
      for (const follower of this.followers) if (follower.asideIn !== null) follower.partsChanged();
      this.#moves.ask();
    }
    if (leads !== chair) this.#otherLeads();
    if (isMove || isAway || isAside) this.#followers.tell();
  }

  #otherLeads(): void {
    this.#keepNow();
    this.#view.forget();
    this.#tellPresenters();
  }

  #presents(member: Member): void {
    member.joinClass(this);
    this.votes.join(member);
    this.#hands.present(member);
    this.#tellPresenters(member);
  }

  /** One of them may have been told already. */
  #tellPresenters(told?: Member): void {
    for (const presenter of this.presenters.filter((one) => one !== told)) {
      presenter.classChanged();
      presenter.handsChanged('queue');
    }
  }

  /** A follower presents the class, too, or nobody does but the first presenter. */
  #makeSecond(to: number | null): void {
    const member =
      to === null ? undefined : [...this.followers].find((one) => this.#hands.numberOf(one) === to);
    // They have gone meanwhile, or present already.
    if (to !== null && member === undefined) return;
    this.#dropSecond();
    if (to !== null && member !== undefined) {
      this.#secrets.makeSecond();
      this.#second = to;
      this.#hands.empty(to);
      this.#followers.remove(member);
      this.votes.leave(member);
      this.#presenters.sit('second', member);
      this.#seatPresenter(member);
      this.#presents(member);
    }
    this.#keepNow();
    this.#tellPresenters();
  }

  #dropSecond(): void {
    const member = this.#presenters.in('second');
    const led = this.#presenters.leads === 'second';
    this.#secrets.dropSecond();
    this.#second = null;
    this.#presenters.dropSecond();
    if (led) this.#view.forget();
    if (member === null) return;
    const refused = this.follow(member);
    if (refused !== null) member.refuse(refused);
  }

  /**
   * Two hands on one lab would surprise each other: whoever presented in the same room watches from now on. No room is the
   * second presenter's own.
   */
  #replace(before: Member, chair: Chair): void {
    this.#forget(before);
    before.quitClass();
    if (chair === 'second' || !this.#isElsewhere(before)) this.#onlyWatches(before);
  }

  #onlyWatches(member: Member): void {
    const { room, role } = member.seat ?? {};
    if (room === undefined || role !== 'controller') return;
    const hello = { type: 'hello', version: PROTOCOL_VERSION, room } as const;
    member.sit((line) => this.#rooms.join(hello, line, { address: '', mayOpen: false, hadPlace: true }));
  }

  /**
   * The member goes to the class's room, or looks around in another. If the class has no place for it at the moment, it
   * waits and comes in by itself. Returns the reason if it can do neither.
   */
  follow(member: Member): ProtocolError | null {
    this.#hands.know(member);
    this.ownLabs.join(member);
    const refused = this.#followers.come(member);
    if (refused === null && this.#followers.waiting.has(member)) member.joinClass(this);
    return refused;
  }

  #seated(member: Member): void {
    member.joinClass(this);
    this.votes.join(member);
    this.#hands.join(member);
    member.viewChanged('whole');
  }

  admit(): void {
    this.#followers.admit();
  }

  followAgain(member: Member): void {
    this.#followers.followAgain(member);
  }

  lookAround(member: Member): void {
    this.#followers.lookAround(member);
  }

  bring(follower: Member): void {
    this.#followers.bring(follower);
  }

  look(member: Member, view: ViewNews): void {
    if (member !== this.#presenters.leader) return;
    this.#view.set(view);
    if (view.presenterAt !== undefined && this.#presenters.turnAside(false)) this.#followers.tell();
  }

  goAside(member: Member): void {
    if (member === this.#presenters.leader && this.#presenters.turnAside(true)) this.#followers.tell();
  }

  leave(member: Member): void {
    this.#followers.remove(member);
    this.#forget(member);
    if (!this.#presenters.has(member)) return;
    // Nobody's hand is there any more.
    if (this.#presenters.leave(member)) this.#view.set({ pointedAt: null });
    this.#tellPresenters();
  }

  #forget(member: Member): void {
    this.votes.leave(member);
    this.ownLabs.leave(member);
    this.#hands.leave(member);
  }

  #keepNow(): void {
    const { hashes, secondHash: hash } = this.#secrets;
    const { leads } = this.#presenters;
    const n = this.#second;
    this.#keep({
      code: this.code,
      hashes,
      ...this.#front,
      beganAt: this.#beganAt,
      ...(hash !== null && n !== null && { second: { hash, n } }),
      ...(leads === 'second' && { leads }),
      ...(this.#pace.isLimited && { isPaced: true }),
    });
  }

  sweep(): void {
    this.votes.sweep();
    this.#hands.sweep();
    this.ownLabs.sweep();
  }

  isPresentedBy(member: Member): boolean {
    return this.#presenters.has(member);
  }

  /** Its members keep their rooms, and are told. As members they have nothing in their hands there any more. */
  end(): void {
    const isOnProjector = this.ownLabs.shownRoom !== null;
    this.ownLabs.end();
    if (isOnProjector) {
      this.#seatPresenters();
      this.#followers.takeAlong();
    }
    this.#isOver = true;
    const members = [...this.presenters, ...this.followers];
    for (const member of this.#followers.clear()) member.refuse(refusal('no-such-class'));
    this.#counts.end();
    this.#view.end();
    this.votes.end();
    this.#hands.end();
    this.#moves.end();
    const second = this.#presenters.in('second');
    if (second !== null) this.#onlyWatches(second);
    for (const member of members) {
      member.partsChanged();
      member.quitClass();
    }
    this.#presenters.end();
  }

  projectorChanged(): void {
    this.#moves.ask();
    this.#seatPresenters();
  }

  #seatPresenters(): void {
    for (const presenter of this.presenters)
      if (presenter.seat?.room !== this.#shown) this.#seatPresenter(presenter);
  }

  #seatPresenter(presenter: Member): void {
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

  told(news: News, member: Member): string {
    return isOfHands(news) ? this.#hands.told(news, member) : this.votes.told(news, member);
  }

  partsOf(member: Member): Parts {
    return this.#rights.partsIn(member.seat?.room, member);
  }

  reachOf(member: Member): Reach | null {
    return this.#rights.reachIn(member.seat?.room, member);
  }

  personOf(member: Member): ReturnType<Hands['personOf']> {
    return this.#hands.personOf(member);
  }

  limitPace(member: Member, isLimited: boolean): void {
    if (!this.#presenters.has(member) || !this.#pace.limit(isLimited)) return;
    this.#keepNow();
    this.#followers.tell();
    this.#tellPresenters();
    for (const follower of this.followers) follower.reachChanged();
  }

  /** The leader has shown the log up to here. */
  show(member: Member, shown: Position): void {
    if (member !== this.#presenters.leader || !this.#pace.show(shown) || !this.#pace.isLimited) return;
    for (const follower of this.followers) follower.reachChanged();
  }

  /** A hand is raised or lowered, or a part of the room is given or taken back. */
  hand(member: Member, act: HandAct): void {
    const chair = this.#presenters.chairOf(member);
    if (chair === null) {
      if (this.followers.has(member)) this.#hands.actOfFollower(member, act);
    } else if (act.is === 'second') this.#makeSecond(act.to);
    else if (act.is !== 'lead') this.#hands.actOfPresenter(member, act);
    else if (chair !== this.#presenters.leads) this.#lead(chair, this.#front);
  }
}
