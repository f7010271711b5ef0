import * as v from 'valibot';
import type { Store } from '../../store/store.ts';
import { streamOfOwnLabs } from '../../store/streams.ts';
import { type Entry, entrySchema, Register } from './register.ts';

/** The register of a class's own labs in the store: a stream of its entries, which is there as long as there are such labs. */
export class KeptRegister {
  readonly #store: Store;
  readonly #stream: string;
  /** The stream has all entries, so that more can be appended. */
  #isWhole = false;
  #hasFailed = false;

  constructor(store: Store, code: string) {
    this.#store = store;
    this.#stream = streamOfOwnLabs(code);
  }

  /** The store has what members were told. */
  get isKept(): boolean {
    return !this.#hasFailed;
  }

  /** Keeps entries that the register has just folded. Never throws: a stream that cannot be written is written whole later. */
  keep(entries: readonly Entry[], register: Register): void {
    this.#try(() => {
      if (this.#isWhole)
        this.#store.append(
          this.#stream,
          entries.map((entry) => JSON.stringify(entry)),
        );
      else this.#writeWhole(register);
    });
  }

  /** Writes again what could not be written, and what the store has lost. */
  sweep(register: Register): void {
    if (this.#isWhole) this.#try(() => this.#store.append(this.#stream, []));
    if (this.#hasFailed && register.task !== null) this.#try(() => this.#writeWhole(register));
  }

  remove(): void {
    this.#isWhole = false;
    this.#hasFailed = false;
    this.#store.remove(this.#stream);
  }

  /**
   * Folds what a server before this one has kept. Never rejects: what cannot be read ends it. The store must be flushed
   * before an entry is kept.
   */
  async read(): Promise<Register> {
    const register = new Register();
    try {
      for await (const entries of this.#store.read(this.#stream))
        for (const entry of entries) register.apply(v.parse(entrySchema, entry));
    } catch {
      // The entries behind it are lost.
    }
    if (register.task !== null) this.#try(() => this.#writeWhole(register));
    return register;
  }

  #writeWhole(register: Register): void {
    this.#store.replace(
      this.#stream,
      Array.from(register.entries(), (entry) => JSON.stringify(entry)),
    );
    this.#isWhole = true;
  }

  #try(write: () => void): void {
    try {
      write();
      this.#hasFailed = false;
    } catch {
      this.#isWhole = false;
      this.#hasFailed = true;
    }
  }
}
