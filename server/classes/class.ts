import type { HandAct } from '../../shared/protocol/hand-schema.ts';
import type { Parts } from '../../shared/protocol/parts.ts';
import type { ProtocolError } from '../../shared/protocol/server-messages.ts';
import { Throttle } from '../../shared/throttle.ts';
import { after } from '../after.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { refusal } from '../refusal.ts';
import type { LabLog, Position } from '../rooms/lab-log.ts';
import type { Reach } from '../rooms/viewer.ts';
import type { ClassOptions, Front } from './class-options.ts';
import { recordOf } from './class-record.ts';
import type { ClassSecrets } from './class-secrets.ts';
import { Followers } from './followers.ts';
import type { Company, Hands } from './hands/hands.ts';
import { Matters } from './matters.ts';
import type { ClassView, Member, News } from './member.ts';
import type { School } from './own-labs/school.ts';
import { Pace } from './pace.ts';
import { type Chair, Presenters } from './presenters.ts';
import { Presenting } from './presenting.ts';
import { Rights } from './rights.ts';
import { ToldClass } from './told-class.ts';
import { ToldView, type Untold } from './told-view.ts';
import type { Assembly } from './votes/votes.ts';
import { Whereabouts } from './whereabouts.ts';

/**
 * A class stands above rooms: its presenter goes from one room to the next, and its followers are taken along. It
 * owns who is in it, and what becomes of them when it ends.
 */
export class Class implements ClassView, Assembly, School, Company {
  readonly code: string;
  readonly matters: Matters;
  readonly presenting: Presenting;
  readonly #pace: Pace;
  readonly #secrets: ClassSecrets;
  readonly #keep: ClassOptions['keep'];
  readonly #place: Whereabouts;
  readonly #beganAt: number;
  readonly #presenters: Presenters;
  readonly #followers: Followers;
  readonly #rights: Rights;
  readonly #told: ToldClass;
  /** Followers are not told how many they are: of a thousand that come in, each would be, every second. */
  readonly #counts = new Throttle(SERVER_LIMITS.countsToldEveryMs, after, () => {
    for (const presenter of this.presenters) presenter.classChanged();
  });
  readonly #view = new ToldView(() => {
    for (const member of this.#followers.along) member.viewChanged('newest');
  });
  #isOver = false;

  constructor(of: ClassOptions) {
    const { code, secrets, beganAt, rooms } = of;
    this.code = code;
    this.#secrets = secrets;
    this.#beganAt = beganAt;
    this.#keep = of.keep;
    this.#pace = new Pace(of.isPaced === true);
    this.#place = new Whereabouts(of.front, rooms, () => this.matters.ownLabs.shownRoom);
    this.matters = new Matters(this, of);
    this.#followers = new Followers({
      rooms,
      shown: () => this.#place.shown,
      ownRoomOf: (member) => this.matters.ownLabs.roomFor(member),
      allowed: (room, member) => ({
        parts: this.#rights.partsIn(room, member),
        reach: this.#rights.reachIn(room, member),
      }),
      seated: (member) => this.#seated(member),
      changed: () => this.#counts.ask(),
    });
    this.#presenters = new Presenters(of.leads ?? 'first', (leadsNow) => {
      if (leadsNow) this.presenting.otherLeads();
      this.#followers.tell();
    });
    this.presenting = new Presenting({
      as: this,
      rooms,
      secrets,
      presenters: this.#presenters,
      followers: this.#followers,
      matters: this.matters,
      place: this.#place,
      view: this.#view,
      second: of.second ?? null,
      follow: (member) => this.follow(member),
      keep: () => this.#keepNow(),
    });
    this.#rights = new Rights({
      hands: this.matters.hands,
      pace: this.#pace,
      presenters: this.#presenters,
      isIn: (room) => this.#place.isIn(room) && !this.#isOver,
    });
    this.#told = new ToldClass({
      code,
      beganAt,
      rooms,
      secrets,
      presenters: this.#presenters,
      followers: this.#followers,
      ownLabs: this.matters.ownLabs,
      pace: this.#pace,
      front: () => this.#place.front,
      isIn: (room) => this.#place.isIn(room),
      isOver: () => this.#isOver,
    });
  }

  get room(): string {
    return this.#place.front.room;
  }

  get lesson(): string {
    return this.#place.front.lesson;
  }

  get log(): LabLog | null {
    return this.#place.log;
  }

  /** The time in ms since its room has ended. Must be asked now and then. */
  leftForMs(nowMs: number): number {
    return this.#place.lostForMs(nowMs);
  }

  viewFrame(untold: Untold): string {
    return this.#view.frame(untold);
  }

  get presenters(): readonly Member[] {
    return this.#presenters.all;
  }

  /** The second presenter, for the list of hands. */
  get second(): { readonly n: number; readonly isHere: boolean } | null {
    const n = this.presenting.second;
    return n === null ? null : { n, isHere: this.#presenters.in('second') !== null };
  }

  isFree(chair: Chair): boolean {
    return this.#presenters.in(chair) === null;
  }

  get followers(): ReadonlySet<Member> {
    return this.#followers.all;
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

  present(member: Member, at: Front, said?: string, opens = true): void {
    this.presenting.begin(member, at, said, opens);
  }

  isPresentedBy(member: Member): boolean {
    return this.#presenters.has(member);
  }

  /**
   * The member goes to the class's room, or looks around in another. If the class has no place for it at the moment, it
   * waits and comes in by itself. Returns the reason if it can do neither.
   */
  follow(member: Member): ProtocolError | null {
    if (!member.watches) this.matters.know(member);
    const refused = this.#followers.come(member);
    if (refused === null && this.#followers.waiting.has(member)) member.joinClass(this);
    return refused;
  }

  #seated(member: Member): void {
    member.joinClass(this);
    if (!member.watches) this.matters.follow(member);
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

  leave(member: Member): void {
    this.#followers.remove(member);
    this.matters.leave(member);
    if (!this.#presenters.has(member)) return;
    // Nobody's hand is there any more.
    if (this.#presenters.leave(member)) this.#view.set({ pointedAt: null });
    this.presenting.tell();
  }

  #keepNow(): void {
    this.#keep(
      recordOf({
        code: this.code,
        secrets: this.#secrets,
        front: this.#place.front,
        beganAt: this.#beganAt,
        second: this.presenting.second,
        leads: this.#presenters.leads,
        pace: this.#pace,
      }),
    );
  }

  sweep(): void {
    this.matters.sweep();
  }

  /** Its members keep their rooms, and are told. As members they have nothing in their hands there any more. */
  end(): void {
    const isOnProjector = this.matters.ownLabs.shownRoom !== null;
    this.matters.ownLabs.end();
    if (isOnProjector) {
      this.presenting.seatAll();
      this.#followers.takeAlong();
    }
    this.#isOver = true;
    const members = [...this.presenters, ...this.#followers.along];
    for (const member of this.#followers.clear()) member.refuse(refusal('no-such-class'));
    this.#counts.end();
    this.#view.end();
    this.matters.end();
    this.presenting.end();
    for (const member of members) {
      member.partsChanged();
      member.quitClass();
    }
    this.#presenters.end();
  }

  projectorChanged(): void {
    this.presenting.projectorChanged();
  }

  told(news: News, member: Member): string {
    return this.matters.told(news, member);
  }

  partsOf(member: Member): Parts {
    return this.#rights.partsIn(member.seat?.room, member);
  }

  reachOf(member: Member): Reach | null {
    return this.#rights.reachIn(member.seat?.room, member);
  }

  personOf(member: Member): ReturnType<Hands['personOf']> {
    return this.matters.hands.personOf(member);
  }

  limitPace(member: Member, isLimited: boolean): void {
    if (!this.#presenters.has(member) || !this.#pace.limit(isLimited)) return;
    this.#keepNow();
    this.#followers.tell();
    this.presenting.tell();
    for (const one of this.#followers.along) one.reachChanged();
  }

  /** The leader has shown the log up to here. */
  show(member: Member, shown: Position): void {
    if (member !== this.#presenters.leader || !this.#pace.show(shown) || !this.#pace.isLimited) return;
    for (const one of this.#followers.along) one.reachChanged();
  }

  /** A hand is raised or lowered, or a part of the room is given or taken back. */
  hand(member: Member, act: HandAct): void {
    const chair = this.#presenters.chairOf(member);
    const { hands } = this.matters;
    if (chair === null) {
      if (this.followers.has(member)) hands.actOfFollower(member, act);
    } else if (act.is === 'second') this.presenting.makeSecond(act.to);
    else if (act.is !== 'lead') hands.actOfPresenter(member, act);
    else if (chair !== this.#presenters.leads) this.presenting.lead(chair);
  }
}
