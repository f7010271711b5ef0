import type { ClientMessage } from '../../shared/protocol/client-messages.ts';
import type { ProtocolError } from '../../shared/protocol/server-messages.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { choiceOf } from '../rooms/kept-choice.ts';
import type { KeptRoom } from '../rooms/kept-room.ts';
import { RoomLesson } from '../rooms/room-lesson.ts';
import type { Task } from '../rooms/room-options.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { hashOf, isSecret } from '../rooms/secrets.ts';
import { settledOwner } from '../store/settled-owner.ts';
import type { SharedStore } from '../store/store.ts';

type Hello = Extract<ClientMessage, { type: 'hello' }>;

/** The class that a presenter says hello for, and whether they are its second one. */
interface Presented {
  readonly room: string;
  readonly isSecond: boolean;
}

/** The viewers of a room are told with this code that its lab stands in for one of another server. */
const OTHER_SERVER = 'other-server';

/**
 * A class and its rooms are at one server. A room of another server that its controller wants to present a class in gets one here
 * that stands in for it: with the same lesson, and a new lab that is made as that one's is now. No room is the second presenter's
 * own, so that they come to the class's.
 */
export class StandIns {
  readonly #rooms: Rooms;
  readonly #shared: SharedStore;
  /** The rooms here, by those that they stand in for. */
  readonly #standIns = new Map<string, string>();
  readonly #making = new Map<string, Promise<ProtocolError | null>>();

  constructor(rooms: Rooms, shared: SharedStore) {
    this.#rooms = rooms;
    this.#shared = shared;
  }

  /** The hello of a presenter, for a room that is here. */
  here(hello: Hello, { room: front, isSecond }: Presented): Hello {
    const { room } = hello;
    if (room === undefined || this.#rooms.has(room)) return hello;
    const here = isSecond ? front : this.#standIns.get(room);
    return here !== undefined && this.#rooms.has(here) ? { ...hello, room: here } : hello;
  }

  /** Prepares the room for the hello of a presenter. Returns null if there is nothing to wait for. */
  returning(hello: Hello, presented: Presented): Promise<ProtocolError | null> | null {
    const { room } = this.here(hello, presented);
    if (room === undefined || this.#rooms.has(room) || hello.version !== PROTOCOL_VERSION) return null;
    return this.#prepare(hello, room, presented);
  }

  async #prepare(hello: Hello, room: string, presented: Presented): Promise<ProtocolError | null> {
    // A room of a server that has just ended is here in a moment, and needs none in its place.
    const owner = await settledOwner(this.#shared, room);
    if (owner === 'here') return this.#rooms.returning(hello);
    if (presented.isSecond) return this.#rooms.returning({ ...hello, room: presented.room });
    if (owner === 'nowhere') return null;
    const making = this.#making.get(room) ?? this.#make(room, hello.token);
    this.#making.set(room, making);
    return making.finally(() => this.#making.delete(room));
  }

  async #make(room: string, token = ''): Promise<ProtocolError | null> {
    const kept = await this.#rooms.kept?.peek(room);
    if (!kept || !isSecret(hashOf(token), kept.header.tokenHash)) return null;
    const { tokenHash } = kept.header;
    const opened = this.#rooms.open({ ...taskOf(kept), tokenHash, replaces: OTHER_SERVER });
    if (typeof opened !== 'string') return opened;
    for (const [one, here] of this.#standIns) if (!this.#rooms.has(here)) this.#standIns.delete(one);
    this.#standIns.set(room, opened);
    return null;
  }
}

/** The lab begins as the kept one did, with what that has at the end of its log. */
function taskOf({ header: { address, choice }, lesson, lab }: KeptRoom): Task {
  const begun = choice === undefined ? null : choiceOf(choice, lesson);
  const now = lab === null ? begun : new RoomLesson(lesson, lab.choice).asItIsNow(lab.log.state);
  return { address, lesson, choice: now ?? undefined };
}
