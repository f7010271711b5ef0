import { classCodeOf } from '../../shared/protocol/class-code.ts';
import type { ClientMessage } from '../../shared/protocol/client-messages.ts';
import type { ClassAct, ProtocolError } from '../../shared/protocol/server-messages.ts';
import { LIMITS } from '../../shared/limits.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { Throttle } from '../../shared/throttle.ts';
import { after } from '../after.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { refusal } from '../refusal.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Newcomer } from '../rooms/seat.ts';
import type { Store } from '../store/store.ts';
import { Class } from './class.ts';
import type { Front } from './class-options.ts';
import type { ClassSeat, Guesses } from './class-seat.ts';
import { classAsKept, newClass, type Origin } from './class-origin.ts';
import { KeptClasses } from './kept-classes.ts';
import { type Line, Member } from './member.ts';
import { StandIns } from './stand-ins.ts';
import { overFrame } from './told-class.ts';

type Hello = Extract<ClientMessage, { type: 'hello' }>;

/** All classes of this server. A class is in one of its rooms, or has been left by everybody. */
export class Classes {
  readonly #rooms: Rooms;
  readonly #nowMs: () => number;
  readonly #classes = new Map<string, Class>();
  /** The addresses for others as they were last. A laptop comes into other networks. */
  #othersAt = 'null';
  #kept: KeptClasses | null = null;
  /** Null where no other server has rooms. */
  #standIns: StandIns | null = null;
  /** The kept classes are being read. */
  #reading: Promise<void> | null = null;

  readonly #admissions = new Throttle(SERVER_LIMITS.waitingAdmittedEveryMs, after, () => {
    for (const one of this.#classes.values()) one.admit();
  });

  constructor(rooms: Rooms, nowMs: () => number = () => performance.now()) {
    this.#rooms = rooms;
    this.#nowMs = nowMs;
    rooms.placeFreed = () => this.#admissions.ask();
  }

  /** Keeps the classes in this store from now on. Those that are in it already are there again. */
  keepIn(store: Store): void {
    const kept = new KeptClasses(store, this.#nowMs);
    this.#kept = kept;
    const { shared } = store;
    this.#standIns = shared && new StandIns(this.#rooms, shared);
    const bringBack = (streams: readonly string[]): Promise<void> => this.#bringAllBack(streams, kept, store);
    if (shared !== null) shared.took = bringBack;
    const reading = shared === null ? store.list().then(bringBack) : shared.takeFree();
    this.#reading = reading
      .catch(() => {})
      .then(() => {
        this.#reading = null;
      });
  }

  /** Other servers have the classes now. */
  letGo(): void {
    for (const one of this.#classes.values()) this.#end(one);
  }

  async #bringAllBack(streams: readonly string[], kept: KeptClasses, store: Store): Promise<void> {
    for (const one of await kept.read(streams)) {
      const back = await classAsKept(one, kept);
      if (!this.#classes.has(back.code)) this.#add(back);
    }
    // A file that was written anew stands for the one that was read only once it is on the disk.
    await store.flush();
  }

  /** Says whether a class of any server is presented with this secret. */
  async isTrue(presents: NonNullable<Hello['presents']>): Promise<boolean> {
    return (await this.#kept?.isTrue(presents)) === true;
  }

  /**
   * Brings a kept room back that is asked for, or in which a class is that is asked for, before `join`. Returns null if
   * there is nothing to wait for.
   */
  returning(hello: Hello): Promise<ProtocolError | null> | null {
    if (this.#reading !== null) return this.#reading.then(() => this.returning(hello));
    const followed = hello.class === undefined ? undefined : this.#named(hello.class);
    // A question needs no lab.
    if (hello.asks === true) return null;
    const presented = this.#presentedIn(hello);
    if (presented !== null)
      return this.#standIns?.returning(hello, presented) ?? this.#rooms.returning(hello);
    if (followed === undefined) return this.#rooms.returning(hello);
    const own = followed.matters.ownLabs.roomKeptFor(hello.as);
    const returning = [hello.room, followed.room, own].flatMap((room) => {
      const one = room === undefined ? null : this.#rooms.returning({ ...hello, room });
      return one === null ? [] : [one];
    });
    // Whoever follows a class waits for a room that has no place at the moment.
    return returning.length === 0 ? null : Promise.all(returning).then(() => null);
  }

  /** Admits whoever says hello to a room: the one that it names, a new one, or that of the class that it follows. */
  join(
    hello: Hello,
    line: Line,
    newcomer: Newcomer & { readonly guesses: Guesses },
  ): ClassSeat | ProtocolError {
    const member = new Member(line, hello.as);
    // Whoever presents a class was let in by the token of its launch, which a new start of the server has replaced.
    const known = hello.presents && this.#ofSecret(hello.presents);
    const mayOpen = newcomer.mayOpen || known !== undefined;
    const presented = this.#presentedIn(hello);
    const seated = presented === null ? hello : (this.#standIns?.here(hello, presented) ?? hello);
    // The second presenter may be a follower again: their rooms are the class's.
    const isOnLoan = presented?.isSecond === true;
    const refused =
      hello.class === undefined
        ? member.sit((outlet) =>
            this.#rooms.join(seated, outlet, { ...newcomer, mayOpen, controls: known?.room, isOnLoan }),
          )
        : this.#enter(member, hello, hello.class, newcomer);
    if (refused !== null) return refused;
    if (hello.class === undefined) this.#present(member, hello);
    return {
      command: (id, command) => member.command(id, command),
      act: (act) => this.#act(member, act),
      leave: () => member.leave(),
    };
  }

  /** Ends the classes that nobody has been in for long. */
  sweep(): void {
    const nowMs = this.#nowMs();
    this.#admissions.ask();
    const othersAt = JSON.stringify(this.#rooms.othersAt());
    const isElsewhere = othersAt !== this.#othersAt;
    this.#othersAt = othersAt;
    if (isElsewhere)
      for (const one of this.#classes.values())
        for (const presenter of one.presenters) presenter.classChanged();
    for (const one of this.#classes.values())
      if (one.leftForMs(nowMs) > SERVER_LIMITS.classGraceMs) this.#end(one);
      else one.sweep();
    this.#kept?.sweep();
  }

  /** Follows the class of this code; or presents it from now on, if its secret is given, too. */
  #enter(
    member: Member,
    { version, room, epoch, after, asks, watches }: Hello,
    typed: string,
    { guesses, ...newcomer }: Newcomer & { readonly guesses: Guesses },
  ): ProtocolError | null {
    if (version !== PROTOCOL_VERSION) return refusal('unsupported-version');
    const named = this.#named(typed);
    const [, secret] = typed.split('/');
    const isPresenters = secret !== undefined && (named?.chairOf(secret) ?? null) !== null;
    const isRight = named !== undefined && (secret === undefined || isPresenters || watches === true);
    // Whoever was here comes back, whatever others behind the same address say. A watcher whose secret is void follows.
    const isKnown = isRight && (isPresenters || named.matters.hands.knows(member));
    if (!isKnown && guesses.isEmpty(this.#nowMs())) return refusal('too-many-guesses');
    if (!isRight) guesses.take(this.#nowMs());
    if (!isRight) return refusal('no-such-class');
    if (asks === true) {
      member.send(named.askedFrame());
      return null;
    }
    member.watches = isPresenters && watches === true;
    if (isPresenters && watches !== true) return this.#takeOver(member, named, secret, newcomer);
    if (room !== undefined && this.#rooms.has(room)) member.asideIn = room;
    if (epoch !== undefined && after !== undefined) member.known = { epoch, after };
    return named.follow(member);
  }

  /** The teacher's other device leads the class where it is, or in a new room of its lesson if that room has ended. */
  #takeOver(member: Member, taken: Class, secret: string, newcomer: Newcomer): ProtocolError | null {
    const { room, lesson } = taken;
    const hello = {
      type: 'hello',
      version: PROTOCOL_VERSION,
      ...(this.#rooms.has(room) ? { room } : { lesson }),
    } as const;
    const refused = member.sit((outlet) =>
      this.#rooms.join(hello, outlet, {
        ...newcomer,
        mayOpen: true,
        controls: room,
        isOnLoan: taken.chairOf(secret) === 'second',
      }),
    );
    if (refused === null && member.seat !== null) taken.present(member, member.seat, secret, false);
    return refused;
  }

  /** Returns the class of a code as somebody typed it, or of a link with its secret. */
  #named(typed: string): Class | undefined {
    return this.#classes.get(classCodeOf(typed.split('/')[0] ?? '') ?? '');
  }

  /**
   * The class of this secret goes to the room that the member controls; to one that it only watches it does not. Whoever
   * comes back to the room that a class was presented in, with the room's secret, presents it again. A room has one class,
   * so that there are no more classes than rooms: the one that was there before ends.
   */
  #present(member: Member, { presents, room }: Hello): void {
    const { seat } = member;
    if (seat === null) return;
    const presented = presents && this.#ofSecret(presents);
    if (presents && presented === undefined) member.send(overFrame(presents.code, seat.lesson));
    // Meanwhile the class may have gone on, in which the second presenter's room is none of their own.
    if (presented?.chairOf(presents?.token ?? '') === 'second' && seat.role === 'viewer')
      return presented.present(member, presented, presents?.token, false);
    if (seat.role !== 'controller') return;
    const there = this.#in(seat.room);
    if (presented !== undefined) {
      if (there !== undefined && there !== presented) this.#end(there);
      presented.present(member, seat, presents?.token, room === undefined);
    } else if (there?.isFree('first') === true) this.#begin(member);
  }

  /** The class that a hello presents with its secret, in a room. */
  #presentedIn({ class: followed, presents }: Hello): { room: string; isSecond: boolean } | null {
    const known = followed === undefined && presents ? this.#ofSecret(presents) : undefined;
    if (known === undefined) return null;
    return { room: known.room, isSecond: known.chairOf(presents?.token ?? '') === 'second' };
  }

  #ofSecret({ code, token }: NonNullable<Hello['presents']>): Class | undefined {
    const named = this.#classes.get(code);
    return (named?.chairOf(token) ?? null) === null ? undefined : named;
  }

  #act(member: Member, act: ClassAct): void {
    const now = member.class instanceof Class ? member.class : null;
    switch (act.is) {
      case 'begin':
        return this.#begin(member);
      case 'end':
        return now?.isPresentedBy(member) === true ? this.#end(now) : undefined;
      case 'look':
        return now?.presenting.look(member, act.view);
      case 'aside':
        return now?.presenting.goAside(member);
      case 'look-around':
        return now?.lookAround(member);
      case 'follow':
        return now?.followAgain(member);
      case 'vote':
        return now?.matters.votes.act(member, act.vote);
      case 'own':
        return now?.matters.ownLabs.act(member, act.own);
      case 'pace':
        return now?.limitPace(member, act.isLimited);
      case 'shown':
        return now?.show(member, act.at);
      case 'hand':
        return now?.hand(member, act.hand);
      default:
        return act satisfies never;
    }
  }

  #in(wanted: string): Class | undefined {
    return [...this.#classes.values()].find(({ room }) => room === wanted);
  }

  /** Whoever controls the room in which a class is may present it. */
  #begin(member: Member): void {
    const { seat } = member;
    if (seat?.role !== 'controller' || member.class !== null) return;
    (this.#in(seat.room) ?? this.#make(seat)).present(member, seat);
  }

  #make(front: Front): Class {
    this.#makePlace();
    return this.#add(newClass(front, (code) => this.#classes.has(code), this.#kept));
  }

  #add(of: Origin): Class {
    const added = new Class({ ...of, rooms: this.#rooms, keep: (kept) => this.#kept?.keep(kept) });
    this.#classes.set(of.code, added);
    return added;
  }

  /** Ends the class that was left longest ago, if there are as many as there can be rooms: one at least was left then. */
  #makePlace(): void {
    if (this.#classes.size < LIMITS.labs) return;
    const nowMs = this.#nowMs();
    const all = [...this.#classes.values()].sort((a, b) => b.leftForMs(nowMs) - a.leftForMs(nowMs));
    if (all[0] !== undefined) this.#end(all[0]);
  }

  #end(ended: Class): void {
    ended.end();
    this.#classes.delete(ended.code);
    this.#kept?.remove(ended.code);
  }
}
