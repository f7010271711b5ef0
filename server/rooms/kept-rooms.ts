import { SERVER_LIMITS } from '../limits.ts';
import type { Store } from '../store/store.ts';
import { isOfRoom } from '../store/streams.ts';
import { type KeptRoom, readRoom, type ReadOptions } from './kept-room.ts';

interface KeptRoomsOptions extends Omit<ReadOptions, 'say'> {
  readonly store: Store;
  readonly nowMs: () => number;
}

/** The rooms that a server before this one has left in the store. */
export class KeptRooms {
  readonly #options: KeptRoomsOptions;
  readonly #beganAtMs: number;
  #hasForgotten = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: KeptRoomsOptions) {
    this.#options = options;
    this.#beganAtMs = options.nowMs();
  }

  /**
   * Resolves with null if there is no such room, or if it cannot be read. Rejects if it may be read later. Rooms
   * are read one after the other, so that many together take no more memory than one.
   */
  async read(id: string, batches = this.#options.store.read(id)): Promise<KeptRoom | null> {
    // A damaged file may have anything in the place of a text.
    const say = (sentence: string): void => {
      const short = sentence.slice(0, 200).replaceAll(/\p{Cc}/gu, ' ');
      process.stderr.write(`socketscope: the kept room ${id}: ${short}\n`);
    };
    const read = this.#turn.then(() =>
      readRoom(batches, { ...this.#options, say }).catch((error: Error) => error),
    );
    this.#turn = read;
    const room = await read;
    const isFault = typeof room === 'string' || room instanceof Error;
    if (!isFault) return room;
    // A Redis that is lost while a room is read has it still.
    if (room instanceof Error && this.#options.store.shared !== null) throw room;
    say(`it is left out: ${room}.`);
    return null;
  }

  /** Reads a room that is another server's, as `read` does. */
  async peek(id: string): Promise<KeptRoom | null> {
    const { shared } = this.#options.store;
    return shared === null ? null : this.read(id, shared.peek(id));
  }

  /**
   * Removes the rooms that nobody came back to while a room without viewers would have stayed. From a store that other
   * servers use, too, they go by themselves.
   */
  async sweep(isThere: (id: string) => boolean): Promise<void> {
    const { store, nowMs } = this.#options;
    if (store.shared !== null) return;
    if (this.#hasForgotten || nowMs() - this.#beganAtMs <= SERVER_LIMITS.roomGraceMs) return;
    this.#hasForgotten = true;
    for (const id of await store.list()) if (isOfRoom(id) && !isThere(id)) store.remove(id);
  }
}
