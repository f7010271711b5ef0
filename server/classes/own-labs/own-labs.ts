import type { OwnAct, OwnOfFollower, OwnOfPresenter } from '../../../shared/protocol/own-labs-schema.ts';
import { after } from '../../after.ts';
import { SERVER_LIMITS } from '../../limits.ts';
import type { Rooms } from '../../rooms/rooms.ts';
import type { KeptOwnLabs } from '../kept-classes.ts';
import type { Member } from '../member.ts';
import { Course } from './course.ts';
import { Devices } from './devices.ts';
import { begunWith, type Entry, type OwnLab, Register } from './register.ts';
import type { School } from './school.ts';
import { Showing } from './showing.ts';
import { freeFor, OwnLabWords } from './words.ts';

/**
 * Labs of a class's followers' own: one press of the presenter gives each device, or so many together, a lab that begins
 * as the class's lab is now, and one brings all back. A device is known by a hash of its secret, so that it finds its
 * lab again.
 */
export class OwnLabs {
  readonly #school: School;
  readonly #rooms: Rooms;
  readonly #kept: KeptOwnLabs | null;
  readonly #register: Register;
  readonly #showing = new Showing();
  readonly #courses = new Map<string, Course>();
  readonly #words: OwnLabWords;
  readonly #devices: Devices;
  /** The newest word to each member. */
  readonly #told = new WeakMap<Member, string>();
  #stopLooking = (): void => {};
  /** The class's own room, which stays although nobody may be in it meanwhile. */
  #held: { readonly room: string; readonly letGo: () => void } | null = null;

  constructor(school: School, rooms: Rooms, kept: KeptOwnLabs | null, register = new Register()) {
    this.#school = school;
    this.#devices = new Devices(school.code);
    this.#rooms = rooms;
    this.#kept = kept;
    this.#register = register;
    this.#words = new OwnLabWords({
      school,
      rooms,
      register,
      devices: this.#devices,
      showing: this.#showing,
      courses: this.#courses,
      isKept: () => kept?.isKept !== false,
    });
    if (this.isOn) this.#lookOn();
  }

  get isOn(): boolean {
    return this.#register.task !== null;
  }

  /** The room that is on the projector in place of the class's own; null if it is that. */
  get shownRoom(): string | null {
    const room = this.#register.named(this.#showing.shown ?? -1)?.room;
    return room !== undefined && this.#rooms.has(room) ? room : null;
  }

  /** The room of the store that must be read before this device is seated. */
  roomKeptFor(secret: string | undefined): string | undefined {
    return secret === undefined ? undefined : this.#labFor(this.#devices.hashOf(secret))?.room;
  }

  /** The room of the member's own lab, which is made now if it must be. Null if there is none, or no place for one. */
  roomFor(member: Member): string | null {
    const device = this.#devices.of(member);
    if (!this.isOn || device === undefined) return null;
    this.#assign(device);
    const own = this.#register.labOf(device);
    if (own === undefined || !this.#rooms.has(own.room)) return null;
    // Nothing that a newcomer does is on the projector before they are asked.
    this.#look(own, device);
    return own.room;
  }

  /** Looks whether all who are in the lab, and whoever is about to come in, have agreed to its being on the projector. */
  #look(own: OwnLab, comes?: string): void {
    if (this.#showing.lab !== own.lab) return;
    const { shown } = this.#showing;
    this.#showing.look(
      own.lab,
      new Set([...this.#devices.inLab(own), ...(comes === undefined ? [] : [comes])]),
    );
    if (this.#showing.shown === shown) return;
    this.#school.projectorChanged();
    this.#tell();
  }

  act(member: Member, act: OwnAct): void {
    if (act.is === 'consent') return this.#consent(member, act.asked, act.yes);
    if (!this.#school.presenters.includes(member)) return;
    switch (act.is) {
      case 'begin':
        return this.#begin(act.each);
      case 'end':
        return this.#back();
      case 'show':
        return this.#show(act.lab);
      case 'hide':
        return this.#hide();
      default:
        return act satisfies never;
    }
  }

  /** Somebody is about to come in. */
  join(member: Member): void {
    this.#devices.join(member);
  }

  leave(member: Member): void {
    this.#devices.leave(member);
  }

  sweep(): void {
    this.#kept?.sweep(this.#register);
  }

  /** The class is over. Its followers stay in their labs. */
  end(): void {
    this.#stopLooking();
    this.#showing.hide();
    this.#register.apply({ is: 'ended' });
    this.#kept?.remove();
    this.#hold();
  }

  ofFollower(member: Member): OwnOfFollower | undefined {
    return this.#words.ofFollower(member);
  }

  ofPresenter(): OwnOfPresenter {
    return this.#words.ofPresenter();
  }

  #begin(each: number): void {
    const task = this.#rooms.taskOf(this.#school.room);
    if (this.isOn || task === null) return;
    this.#keep(begunWith(task, each));
    this.#hold();
    for (const follower of this.#school.followers) this.#school.bring(follower);
    this.#tell();
    this.#lookOn();
  }

  #back(): void {
    if (!this.isOn) return;
    const { labs } = this.#register;
    this.#stopLooking();
    this.#courses.clear();
    this.#showing.hide();
    this.#keep({ is: 'ended' });
    this.#school.projectorChanged();
    for (const follower of this.#school.followers) {
      this.#school.bring(follower);
      follower.classChanged();
    }
    for (const { room } of labs) this.#rooms.end(room);
    this.#hold();
    this.#tell();
  }

  /** The lab of a device, or the one in which there is place for it. */
  #labFor(device: string): OwnLab | undefined {
    return this.isOn ? (this.#register.labOf(device) ?? this.#register.withPlace) : undefined;
  }

  #assign(device: string): void {
    const { task, nextLab } = this.#register;
    if (task === null) return;
    const own = this.#labFor(device);
    const isThere = own !== undefined && this.#rooms.has(own.room);
    if (own === undefined && nextLab > SERVER_LIMITS.ownLabsOfClass) return;
    if (!isThere && freeFor(task.address, this.#rooms) === 0) return;
    const room = isThere ? own.room : this.#rooms.open(task);
    if (typeof room !== 'string') return;
    const lab = own?.lab ?? nextLab;
    if (own !== undefined && !isThere) this.#courses.delete(own.room);
    if (!isThere) this.#keep({ is: 'lab', lab, room });
    if (this.#register.labOf(device) === undefined) this.#keep({ is: 'device', lab, device });
    this.#courseIn(room);
  }

  #keep(entry: Entry): void {
    this.#register.apply(entry);
    this.#kept?.keep(entry, this.#register);
  }

  #courseIn(room: string): Course | undefined {
    if (!this.#courses.has(room) && this.#rooms.has(room)) {
      const course = new Course();
      this.#courses.set(room, course);
      this.#rooms.watch(room, (event, state) => course.see(event, state));
    }
    return this.#courses.get(room);
  }

  #show(lab: number): void {
    const own = this.#register.named(lab);
    if (own === undefined || this.#devices.inLab(own).size === 0) return;
    const wasShown = this.#showing.shown !== null;
    this.#showing.ask(lab);
    if (wasShown) this.#school.projectorChanged();
    this.#tell();
  }

  #hide(): void {
    this.#showing.hide();
    this.#school.projectorChanged();
    this.#tell();
  }

  /** The presenter goes elsewhere: what they show is the class's own room again. */
  hideForAnother(): void {
    this.#showing.hide();
    this.#hold();
  }

  #hold(): void {
    const { room, followers } = this.#school;
    const wanted = this.isOn && followers.size > 0 && this.#rooms.has(room) ? room : null;
    if (wanted === (this.#held?.room ?? null)) return;
    this.#held?.letGo();
    this.#held = wanted === null ? null : { room: wanted, letGo: this.#rooms.hold(wanted) };
  }

  #consent(member: Member, asked: number, yes: boolean): void {
    const device = this.#devices.of(member);
    const own = this.#register.labOf(device);
    if (device === undefined || own === undefined || member.seat?.room !== own.room) return;
    const { shown } = this.#showing;
    if (!this.#showing.answer(own.lab, device, asked, yes, this.#devices.inLab(own))) return;
    if (this.#showing.shown !== shown) this.#school.projectorChanged();
    this.#tell();
  }

  /** Looks once a second how the labs are, and whether there is one for whoever has none. */
  #lookOn(): void {
    this.#stopLooking();
    this.#stopLooking = after(SERVER_LIMITS.ownLabsToldEveryMs, () => {
      this.#hold();
      this.#seatThoseWithout();
      const shown = this.#register.named(this.#showing.lab ?? -1);
      if (shown !== undefined) this.#look(shown);
      this.#tell();
      this.#lookOn();
    });
  }

  #seatThoseWithout(): void {
    for (const follower of this.#school.followers)
      if (this.#devices.of(follower) !== undefined && follower.ownRoom === null) this.#school.bring(follower);
  }

  #tell(): void {
    for (const follower of this.#school.followers) this.#tellIfNew(follower, this.ofFollower(follower));
    for (const presenter of this.#school.presenters) this.#tellIfNew(presenter, this.ofPresenter());
  }

  #tellIfNew(member: Member, news: unknown): void {
    const now = JSON.stringify(news) ?? '';
    if (now === (this.#told.get(member) ?? '')) return;
    this.#told.set(member, now);
    member.classChanged();
  }
}
