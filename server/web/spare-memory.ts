import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SERVER_LIMITS } from '../limits.ts';

/**
 * V8 gives the room of new objects back only where few were made in the seconds before: the first collection frees what the crowd
 * had, and the second, at the next look, the room itself, some 15 MB.
 */
const COLLECTIONS = 2;

/**
 * Gives a crowd's memory back once most of it has left. V8 collects garbage when it needs room: a server that nobody uses after a
 * class of a thousand kept the memory of it for good.
 */
export class SpareMemory {
  readonly #collect: () => void;
  /** The most connections since the last time. */
  #most = 0;
  #due = 0;

  constructor(collect: () => void = collectGarbage) {
    this.#collect = collect;
  }

  /** Must be called with the number of connections whenever there is one more: a crowd may come and go between two looks. */
  came(connections: number): void {
    this.#most = Math.max(this.#most, connections);
  }

  /** Must be called now and then with the number of connections. */
  look(connections: number): void {
    if (this.#most >= SERVER_LIMITS.crowd && connections <= this.#most / 4) {
      this.#most = connections;
      this.#due = COLLECTIONS;
    }
    if (this.#due === 0) return;
    this.#due -= 1;
    this.#collect();
  }
}

/** It takes some 20 ms of a server that has a hundred MB. Node has `gc` in contexts that are made after the flag was set. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
