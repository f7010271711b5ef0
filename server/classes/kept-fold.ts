import * as v from 'valibot';
import { SERVER_LIMITS } from '../limits.ts';
import type { Store } from '../store/store.ts';

/** Whoever folds its entries in their order has it again. */
interface Fold<Entry> {
  apply(entry: Entry): void;
  /** The entries of which it would be folded again. */
  entries(): Iterable<Entry>;
}

interface KeptFoldOptions<Entry, State extends Fold<Entry>> {
  readonly store: Store;
  readonly stream: string;
  readonly schema: v.GenericSchema<unknown, Entry>;
  readonly blank: () => State;
  /** After such an entry, what stands before it is to be gone from the disk. */
  readonly forgets?: (entry: Entry) => boolean;
}

/** A part of a class that outlives the server: a stream of the entries of which it is folded. */
export class KeptFold<Entry, State extends Fold<Entry>> {
  readonly #options: KeptFoldOptions<Entry, State>;
  /** The number of entries in the stream; null if it must be written whole. */
  #written: number | null = null;
  /** The number that it had when it was last written whole. */
  #whole = 0;
  #hasFailed = false;

  constructor(options: KeptFoldOptions<Entry, State>) {
    this.#options = options;
  }

  /** The store has everything that members were told. */
  get isKept(): boolean {
    return !this.#hasFailed;
  }

  /** Keeps the entry that was folded just now. Never throws: a stream that cannot be written is written whole later. */
  keep(entry: Entry, state: State): void {
    const { store, stream, forgets } = this.#options;
    this.#try(() => {
      // A stream that is written anew stands for the new one until that is on the disk, so that it must have the entry too.
      if (this.#written !== null) store.append(stream, [JSON.stringify(entry)]);
      const written = (this.#written ?? 0) + 1;
      const isLong = written > 2 * this.#whole + SERVER_LIMITS.keptEntriesBeside;
      if (this.#written === null || isLong || forgets?.(entry) === true) this.#writeWhole(state);
      else this.#written = written;
    });
  }

  /** Writes again what could not be written, and what the store has lost. */
  sweep(state: State): void {
    const { store, stream } = this.#options;
    if (this.#written !== null) this.#try(() => store.append(stream, []));
    if (this.#hasFailed) this.#try(() => this.#writeWhole(state));
  }

  remove(): void {
    this.#options.store.remove(this.#options.stream);
  }

  /**
   * Folds what a server before this one has kept, and writes that anew. Never rejects: what cannot be read ends it. The
   * store must be flushed before an entry is kept.
   */
  async read(): Promise<State> {
    const { store, stream, schema, blank } = this.#options;
    const state = blank();
    let isThere = false;
    try {
      for await (const entries of store.read(stream)) {
        isThere = true;
        for (const entry of entries) state.apply(v.parse(schema, entry));
      }
    } catch {
      // The entries behind it are lost.
    }
    // An entry that cannot be read would hide those that are appended, and what is to be forgotten may be there still.
    if (isThere) this.#try(() => this.#writeWhole(state));
    return state;
  }

  #writeWhole(state: State): void {
    const lines = Array.from(state.entries(), (entry) => JSON.stringify(entry));
    this.#options.store.replace(this.#options.stream, lines);
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
