import type { ClientMessage } from '../../shared/protocol/client-messages.ts';
import { findLesson } from '../../shared/lessons/index.ts';
import { NOTHING } from '../../shared/protocol/parts.ts';
import type { ProtocolError, ServerMessage } from '../../shared/protocol/server-messages.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { refusal } from '../refusal.ts';
import type { Store } from '../store/store.ts';
import { LabLog, type LogBounds } from './lab-log.ts';
import type { Labs } from './labs.ts';
import { choiceOf, keptChoice } from './kept-choice.ts';
import { KeptRooms } from './kept-rooms.ts';
import { Room } from './room.ts';
import type { Opened, StandIn, Task, Watch } from './room-options.ts';
import { hashOf, newSecret } from './secrets.ts';
import { firstToEnd, freePlaces, logBoundsOf, type RoomLimits, USUAL_LIMITS } from './places.ts';
import { type Newcomer, positionOf, type Seat, seatOf } from './seat.ts';
import type { Outlet } from './viewer.ts';

/** The addresses that `class` tells its presenter. */
export type OthersAt = Extract<ServerMessage, { type: 'class' }>['othersAt'] | null;

type Hello = Extract<ClientMessage, { type: 'hello' }>;

export interface RoomsOptions {
  readonly labs: Labs;
  /** The server's version, which `welcome` carries. */
  readonly version: string;
  readonly nowMs?: () => number;
  readonly limits?: Partial<RoomLimits>;
}

/** All rooms of this server. It decides who may enter which room. */
export class Rooms {
  readonly #labs: Labs;
  readonly #version: string;
  readonly #nowMs: () => number;
  readonly #limits: RoomLimits;
  readonly #rooms = new Map<string, Room>();
  #viewers = 0;
  /**
   * The page's addresses for other machines, the best first. They are known once the server listens. Null if only this
   * machine reaches it.
   */
  othersAt: () => OthersAt = () => null;
  /** Called when there may be a place for a viewer where there was none. */
  placeFreed = (): void => {};
  #store: Store | null = null;
  /** The rooms that are in the store. Null without one. */
  kept: KeptRooms | null = null;
  /** The kept rooms that are being read. */
  readonly #returning = new Map<string, Promise<ProtocolError | null>>();

  constructor({ labs, version, nowMs = () => performance.now(), limits }: RoomsOptions) {
    this.#labs = labs;
    this.#version = version;
    this.#nowMs = nowMs;
    this.#limits = { ...USUAL_LIMITS, ...limits };
  }

  /** Keeps the rooms in this store from now on. Those that are in it already come back when somebody asks for them. */
  keepIn(store: Store): void {
    this.#store = store;
    this.kept = new KeptRooms({
      store,
      server: this.#version,
      nowMs: this.#nowMs,
      logOf: (epoch, start) => new LabLog(epoch, this.#nowMs, () => this.#logBounds, start),
    });
  }

  get counts(): { readonly labs: number; readonly viewers: number } {
    const labs = [...this.#rooms.values()].filter((room) => room.hasLiveLab).length;
    return { labs, viewers: this.#viewers };
  }

  /** The newest log of a room, or null if there is none. */
  logOf(room: string): LabLog | null {
    return this.#rooms.get(room)?.log ?? null;
  }

  has(room: string): boolean {
    return this.#rooms.has(room);
  }

  /** Null if there is no such room. */
  taskOf(id: string): Task | null {
    const room = this.#rooms.get(id);
    return room === undefined ? null : { address: room.address, lesson: room.lesson, choice: room.choiceNow };
  }

  /** Opens a room that nobody controls unless they are let in as such, and returns its name. */
  open(task: Task & Partial<StandIn>): string | ProtocolError {
    const noPlace = this.#noPlaceFor(task.address);
    if (noPlace !== null) return noPlace;
    return this.#begin({ id: newSecret(), tokenHash: hashOf(newSecret()), ...task }).id;
  }

  /** The number of rooms that can be opened for this address at the moment. */
  placesFor(address: string): number {
    if (this.#labs.network.grade === 'replay') return 0;
    return freePlaces([...this.#rooms.values()], address, this.#limits);
  }

  /** The viewers of a room, and the time in ms since somebody operated its lab. Null if there is no such room. */
  useOf(id: string): Pick<Room, 'viewers' | 'quietForMs' | 'hasLiveLab'> | null {
    return this.#rooms.get(id) ?? null;
  }

  /** Somebody is told each event of a room's labs from now on. */
  watch(id: string, see: Watch): void {
    this.#rooms.get(id)?.watch(see);
  }

  /** The room is not ended meanwhile, although nobody is in it. Returns what lets it go. */
  hold(id: string): () => void {
    const room = this.#rooms.get(id);
    room?.hold(true);
    return () => room?.hold(false);
  }

  /** Ends a room, if it is there. Its viewers stay connected, and must be seated elsewhere before. */
  end(id: string): void {
    const room = this.#rooms.get(id);
    if (room !== undefined) this.#end(room);
  }

  /**
   * Brings a kept room back that is asked for, before `join`. Returns null if there is nothing to wait for. Resolves
   * with the reason if the room has no place any more.
   */
  returning({ room: id, version }: Hello): Promise<ProtocolError | null> | null {
    const kept = this.kept;
    if (kept === null || id === undefined || this.#rooms.has(id) || version !== PROTOCOL_VERSION) return null;
    const returning = this.#returning.get(id) ?? this.#bringBack(kept, id);
    this.#returning.set(id, returning);
    return returning;
  }

  /**
   * Answers a hello: with `welcome` and everything that the browser lacks, or with the reason for a refusal.
   */
  join(hello: Hello, outlet: Outlet, newcomer: Newcomer): Seat | ProtocolError {
    if (hello.version !== PROTOCOL_VERSION)
      return refusal('unsupported-version', `this server speaks version ${PROTOCOL_VERSION}`);
    const opened = hello.room === undefined ? this.#open(hello, newcomer) : this.#find(hello);
    if ('code' in opened) return opened;
    const { room, token } = opened;
    const hasToken = room.roleOf(token) === 'controller';
    const role = hasToken || newcomer.controls === room.id ? 'controller' : 'viewer';
    // The controller of a room is admitted even if the server or the room is full.
    const full = this.#viewers >= this.#limits.viewers || room.viewers >= this.#limits.viewersPerRoom;
    if (full && role === 'viewer' && newcomer.hadPlace !== true) return refusal('too-many-viewers');

    // To look at the machine's networks for each of a thousand viewers would take long.
    const [others] = (role === 'controller' ? this.othersAt() : null) ?? [];
    const viewer = room.join(role, outlet, positionOf(hello));
    this.#viewers += 1;
    viewer.give(newcomer.parts ?? NOTHING);
    viewer.see(newcomer.reach ?? null);
    viewer.tell({
      type: 'welcome',
      version: PROTOCOL_VERSION,
      server: this.#version,
      room: room.id,
      lesson: room.lesson.id,
      role,
      ...(role === 'viewer' && viewer.parts.length > 0 && { may: [...viewer.parts] }),
      ...(hasToken && token !== undefined && newcomer.isOnLoan !== true ? { token } : {}),
      network: this.#labs.network,
      ...(others === undefined ? {} : { othersAt: others.at }),
    });
    viewer.pump();
    return seatOf(room, viewer, () => {
      this.#viewers -= 1;
      this.placeFreed();
    });
  }

  /** Tells all rooms that the lab host's status changed. */
  labHostChanged(): void {
    for (const room of this.#rooms.values()) room.labHostChanged();
  }

  /**
   * Ends the rooms that have been empty for longer than the grace period, and closes the labs that nobody
   * operates.
   */
  sweep(): void {
    for (const room of this.#rooms.values())
      if (!room.isHeld && (room.emptyForMs ?? 0) > SERVER_LIMITS.roomGraceMs) this.#end(room);
      else room.sweep();
    void this.kept?.sweep((id) => this.#rooms.has(id) || this.#returning.has(id));
  }

  /** Other servers have the rooms now. */
  letGo(): void {
    for (const room of this.#rooms.values()) this.#end(room);
  }

  /** The server ends. Its rooms stay in the store. */
  async close(): Promise<void> {
    await this.#store?.close();
  }

  async #bringBack(kept: KeptRooms, id: string): Promise<ProtocolError | null> {
    const room = await kept.read(id).finally(() => this.#returning.delete(id));
    if (room === null) return null;
    const { header, lesson, lab } = room;
    const noPlace = this.#noPlaceFor(header.address);
    const choice = header.choice === undefined ? null : choiceOf(header.choice, lesson);
    if (noPlace === null) this.#begin({ id, ...header, lesson, kept: lab, choice: choice ?? undefined });
    return noPlace;
  }

  #find(hello: Hello): { room: Room; token: string | undefined } | ProtocolError {
    const room = this.#rooms.get(hello.room ?? '');
    return room === undefined ? refusal('no-such-room') : { room, token: hello.token };
  }

  #open(
    { lesson: lessonId = 'L1', leaves }: Hello,
    { address, mayOpen }: Newcomer,
  ): { room: Room; token: string } | ProtocolError {
    const lesson = findLesson(lessonId);
    if (lesson === null) return refusal('no-such-lesson', lessonId);
    if (!mayOpen) return refusal('token-needed');
    const left = this.#leftBy(leaves);
    const noPlace = this.#noPlaceFor(address, left);
    if (noPlace !== null) return noPlace;
    // A controller who is refused goes on in the old room.
    left?.giveUp();
    const token = newSecret();
    return { room: this.#begin({ id: newSecret(), tokenHash: hashOf(token), address, lesson }), token };
  }

  /**
   * Makes place for a room that is opened from this address, perhaps in place of `left`, or returns the reason why
   * there is none.
   */
  #noPlaceFor(address: string, left?: Room): ProtocolError | null {
    const rooms = [...this.#rooms.values()];
    const near = rooms.filter((room) => room.address === address);
    if (near.length >= this.#limits.labsPerAddress && !this.#makePlace(near, left))
      return refusal('too-many-from-here');
    if (this.#rooms.size >= this.#limits.labs && !this.#makePlace(rooms, left))
      return refusal('too-many-labs');
    return null;
  }

  #begin(of: Opened): Room {
    const { id, tokenHash, address, lesson, choice } = of;
    const store = this.#store;
    const header = {
      server: this.#version,
      lesson: lesson.id,
      tokenHash,
      address,
      ...(choice && { choice: keptChoice(choice) }),
    };
    const room = new Room({
      ...of,
      labs: this.#labs,
      nowMs: this.#nowMs,
      logBounds: () => this.#logBounds,
      keeps: store && { store, header },
    });
    this.#rooms.set(id, room);
    this.placeFreed();
    if (room.log === null && this.#labs.network.grade !== 'replay') room.begin(of.replaces);
    return room;
  }

  get #logBounds(): LogBounds {
    return logBoundsOf(this.#rooms.values(), this.#limits);
  }

  /** The room that a newcomer gives up for the new one. Only its controller can do so. */
  #leftBy(leaves: Hello['leaves']): Room | undefined {
    const room = this.#rooms.get(leaves?.room ?? '');
    return room?.roleOf(leaves?.token) === 'controller' ? room : undefined;
  }

  /**
   * Ends the one of these rooms that was left longest ago, where `givenUp` counts as one without work. Returns false
   * if none of them may be ended.
   */
  #makePlace(rooms: readonly Room[], givenUp: Room | undefined): boolean {
    const first = firstToEnd(rooms, givenUp);
    if (first === undefined) return false;
    this.#end(first);
    return true;
  }

  #end(room: Room): void {
    this.#rooms.delete(room.id);
    room.end();
  }
}
