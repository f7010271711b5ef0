import * as v from 'valibot';
import { SERVER_LIMITS } from '../../limits.ts';
import type { Store } from '../../store/store.ts';
import { streamOfVotes } from '../../store/streams.ts';
import { Ballot, type Entry, entrySchema } from './ballot.ts';

/** The questions of a class in the store: a stream of their entries. */
export class KeptVotes {
  readonly #store: Store;
  readonly #stream: string;
  /** The number of entries in the stream; null if it must be written whole. */
  #written: number | null = null;
  /** The number that it had when it was last written whole. */
  #whole = 0;
  #hasFailed = false;

  constructor(store: Store, code: string) {
    this.#store = store;
    this.#stream = streamOfVotes(code);
  }

  /** The store has everything that members were told. */
  get isKept(): boolean {
    return !this.#hasFailed;
  }

  /** Keeps the entry that the ballot has just folded. Never throws: a stream that cannot be written is written whole later. */
  keep(entry: Entry, ballot: Ballot): void {
    this.#try(() => {
      // A stream that is written anew stands for the new one until that is on the disk, so that it must have the entry too.
      if (this.#written !== null) this.#store.append(this.#stream, [JSON.stringify(entry)]);
      const written = (this.#written ?? 0) + 1;
      const isLong = written > 2 * this.#whole + SERVER_LIMITS.keptEntriesBeside;
      if (this.#written === null || isLong || entry.is === 'closed') this.#writeWhole(ballot);
      else this.#written = written;
    });
  }

  /** Writes again what could not be written, and what the store has lost. */
  sweep(ballot: Ballot): void {
    if (this.#written !== null) this.#try(() => this.#store.append(this.#stream, []));
    if (this.#hasFailed) this.#try(() => this.#writeWhole(ballot));
  }

  remove(): void {
    this.#store.remove(this.#stream);
  }

  /**
   * Folds what a server before this one has kept, and writes that anew. Never rejects: what cannot be read ends it. The
   * store must be flushed before an entry is kept.
   */
  async read(): Promise<Ballot> {
    const ballot = new Ballot();
    let isThere = false;
    try {
      for await (const entries of this.#store.read(this.#stream)) {
        isThere = true;
        for (const entry of entries) ballot.apply(v.parse(entrySchema, entry));
      }
    } catch {
      // The entries behind it are lost.
    }
    // An entry that cannot be read would hide those that are appended, and a closed question may have its voters still.
    if (isThere) this.#try(() => this.#writeWhole(ballot));
    return ballot;
  }

  #writeWhole(ballot: Ballot): void {
    const lines = Array.from(ballot.entries(), (entry) => JSON.stringify(entry));
    this.#store.replace(this.#stream, lines);
    this.#written = lines.length;
    this.#whole = lines.length;
  }

  #try(write: () => void): void {
    try {
      write();
      this.#hasFailed = false;
    } catch {
      this.#written = null;
      this.#hasFailed = true;
    }
  }
}
