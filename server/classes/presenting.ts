import type { ViewNews } from '../../shared/protocol/class-schema.ts';
import type { ProtocolError } from '../../shared/protocol/server-messages.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { Throttle } from '../../shared/throttle.ts';
import { after } from '../after.ts';
import { SERVER_LIMITS } from '../limits.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Front } from './class-options.ts';
import type { ClassSecrets } from './class-secrets.ts';
import type { Followers } from './followers.ts';
import type { Matters } from './matters.ts';
import type { ClassView, Member } from './member.ts';
import type { Chair, Presenters } from './presenters.ts';
import type { ToldView } from './told-view.ts';
import type { Whereabouts } from './whereabouts.ts';

interface PresentingOptions {
  /** The class, as its presenters are members of it. */
  readonly as: ClassView;
  readonly rooms: Rooms;
  readonly secrets: ClassSecrets;
  readonly presenters: Presenters;
  readonly followers: Followers;
  readonly matters: Matters;
  readonly place: Whereabouts;
  readonly view: ToldView;
  /** The number of the second presenter's device, if there is one. */
  readonly second: number | null;
  /** Lets a member follow. Returns the reason if they cannot. */
  readonly follow: (member: Member) => ProtocolError | null;
  /** Called when something has changed that is kept. */
  readonly keep: () => void;
}

/** How a class is presented: who takes it over and leads, where it goes with them, and who presents it beside them. */
export class Presenting {
  readonly #of: PresentingOptions;
  #second: number | null;
  /** A presenter who looks for a lesson takes a class along once, and not through all of them. */
  readonly #moves = new Throttle(SERVER_LIMITS.classMovesEveryMs, after, () => {
    this.seatAll();
    this.#of.followers.takeAlong();
  });

  constructor(of: PresentingOptions) {
    this.#of = of;
    this.#second = of.second;
  }

  /** The number of the second presenter's device. */
  get second(): number | null {
    return this.#second;
  }

  /**
   * The member presents the class from now on, in the room in which it sits: the last who says so with this secret does, or
   * without one with that of the room. One of two presenters leads: the one who did before, or who has opened another room
   * for the class.
   */
  begin(member: Member, at: Front, said: string | undefined, opens: boolean): void {
    const { secrets, presenters, place, followers, keep } = this.#of;
    const chair = (said === undefined ? null : secrets.chairOf(said)) ?? 'first';
    if (said !== undefined) secrets.hear(said);
    const isNewSecret = secrets.knownOf(chair) === null;
    if (isNewSecret) secrets.add();
    const before = presenters.sit(chair, member);
    const { leads, isAway } = presenters;
    const isElsewhere = !place.isIn(at.room);
    if (chair === leads || isAway || place.isLost || (opens && isElsewhere)) this.lead(chair, at);
    if (isNewSecret) keep();
    if (before !== null) this.#replace(before);
    this.#join(member);
    followers.admit();
    this.seatAll();
  }

  /** The class goes from now on where this presenter goes. */
  lead(chair: Chair, at: Front = this.#of.place.front): void {
    const { presenters, place, matters, view, followers, keep } = this.#of;
    const { leads, isAway, isAside } = presenters;
    const isMove = !place.isIn(at.room);
    const { lesson } = place.front;
    presenters.lead(chair);
    place.go(at);
    if (isMove) {
      keep();
      matters.ownLabs.hideForAnother();
      if (lesson !== at.lesson) matters.votes.leaveLesson();
      view.forget();
      for (const follower of followers.all) if (follower.asideIn !== null) follower.partsChanged();
      this.#moves.ask();
    }
    if (leads !== chair) this.otherLeads();
    if (isMove || isAway || isAside) followers.tell();
  }

  /** One presenter leads in place of the other. */
  otherLeads(): void {
    this.#of.keep();
    this.#of.view.forget();
    this.tell();
  }

  #join(member: Member): void {
    member.joinClass(this.#of.as);
    this.#of.matters.present(member);
    this.tell(member);
  }

  /** Tells the presenters how things stand, but for one who has been told. */
  tell(told?: Member): void {
    for (const presenter of this.#of.presenters.all.filter((one) => one !== told)) {
      presenter.classChanged();
      presenter.handsChanged('queue');
    }
  }

  look(member: Member, view: ViewNews): void {
    const { presenters, followers, view: told } = this.#of;
    if (member !== presenters.leader) return;
    told.set(view);
    if (view.presenterAt !== undefined && presenters.turnAside(false)) followers.tell();
  }

  goAside(member: Member): void {
    const { presenters, followers } = this.#of;
    if (member === presenters.leader && presenters.turnAside(true)) followers.tell();
  }

  /** A follower presents the class, too, or nobody does but the first presenter. */
  makeSecond(to: number | null): void {
    const { secrets, presenters, followers, matters, keep } = this.#of;
    const { hands, votes } = matters;
    const member = to === null ? undefined : [...followers.all].find((one) => hands.numberOf(one) === to);
    // They have gone meanwhile, or present already.
    if (to !== null && member === undefined) return;
    this.#dropSecond();
    if (to !== null && member !== undefined) {
      secrets.makeSecond();
      this.#second = to;
      hands.empty(to);
      followers.remove(member);
      votes.leave(member);
      presenters.sit('second', member);
      this.#seat(member);
      this.#join(member);
    }
    keep();
    this.tell();
  }

  #dropSecond(): void {
    const { secrets, presenters, view, follow } = this.#of;
    const member = presenters.in('second');
    const led = presenters.leads === 'second';
    secrets.dropSecond();
    this.#second = null;
    presenters.dropSecond();
    if (led) view.forget();
    if (member === null) return;
    const refused = follow(member);
    if (refused !== null) member.refuse(refused);
  }

  /** Two hands on one lab would surprise each other: whoever presented until now watches, and goes where the class goes. */
  #replace(before: Member): void {
    this.#of.matters.leave(before);
    before.watches = true;
    const refused = this.#of.follow(before);
    if (refused !== null) before.refuse(refused);
  }

  #onlyWatches(member: Member): void {
    const { room, role } = member.seat ?? {};
    if (room === undefined || role !== 'controller') return;
    const hello = { type: 'hello', version: PROTOCOL_VERSION, room } as const;
    member.sit((line) => this.#of.rooms.join(hello, line, { address: '', mayOpen: false, hadPlace: true }));
  }

  /** Another room is on the projector. */
  projectorChanged(): void {
    this.#moves.ask();
    this.seatAll();
  }

  /** Seats the presenters where the projector is. */
  seatAll(): void {
    const { presenters, place } = this.#of;
    for (const presenter of presenters.all) if (!place.isSeenBy(presenter)) this.#seat(presenter);
  }

  #seat(presenter: Member): void {
    const { rooms, place } = this.#of;
    const hello = { type: 'hello', version: PROTOCOL_VERSION, room: place.shown } as const;
    const newcomer = { address: '', mayOpen: false, hadPlace: true, controls: place.front.room };
    const refused = presenter.sit((line) => rooms.join(hello, line, newcomer));
    if (refused === null) presenter.classChanged();
    else presenter.refuse(refused);
  }

  /** Nobody takes the class anywhere any more. No room is the second presenter's own. */
  end(): void {
    this.#moves.end();
    const second = this.#of.presenters.in('second');
    if (second !== null) this.#onlyWatches(second);
  }
}
