import { LIMITS } from '../../../shared/limits.ts';
import { raise } from './exceptions.ts';
import type { Charge } from './long-work.ts';
import { look } from './texts.ts';
import { identityOf, ownSize, referredBy, sizeWithItems } from './value-sizes.ts';
import type { Names } from './names.ts';
import type { Value } from './values.ts';

/** Gives the values and names from which a thread can reach all others, at the moment at which it is asked. */
export type Roots = () => Iterable<Value | Names>;

/** So many values are counted at once without being charged; that takes two ms, and some ten the first times. */
const VALUES_AT_ONCE = 4000;
/** The walk is charged so many values at a time, each as so many bytes. */
const PIECE_VALUES = 1024;
const VALUE_BYTES = 128;

/**
 * The account of the memory that the programs of a lab hold. The sizes of new values are added up. Only if their sum
 * could be too much, a walk over all values that can be reached finds how much is really held. A value to which several
 * refer counts once.
 */
export class MemoryAccount {
  readonly #limit: number;
  readonly #roots = new Set<Roots>();
  #held = 0;
  #madeSince = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts what can be reached from these roots until the returned function is called. */
  open(roots: Roots): () => void {
    this.#roots.add(roots);
    return () => this.#roots.delete(roots);
  }

  /** Adds a value that was made. Its maker must ask for {@link check} before it makes more. */
  add(value: Value): void {
    this.#madeSince += sizeWithItems(value);
  }

  /** Adds the bytes that a value has grown by. */
  grow(bytes: number): void {
    this.#madeSince += bytes;
  }

  /** Adds a value that was made, and checks. Returns null if there is nothing to wait for. */
  made(value: Value, charge: Charge): Promise<void> | null {
    const looked = value.is === 'str' ? look(value, charge) : null;
    const counted = (): Promise<void> | null => {
      this.add(value);
      return this.check(charge);
    };
    return looked === null ? counted() : looked.then(() => counted() ?? undefined);
  }

  /** Raises MemoryError if more is held than may be. Returns null if that is certainly not so. */
  check(charge: Charge): Promise<void> | null {
    return this.#held + this.#madeSince <= this.#limit ? null : this.#checkByWalk(charge);
  }

  /**
   * Returns how many bytes are held, or a number that is not less: where it is small anyhow, and where more values are held
   * than can be counted at once.
   */
  heldAtMost(): number {
    const most = this.#held + this.#madeSince;
    if (most < LIMITS.labBytesTold) return most;
    let [bytes, looked] = [0, 0];
    for (const own of this.#reachable()) {
      bytes += own;
      looked += 1;
      if (looked > VALUES_AT_ONCE) return most;
    }
    this.#held = bytes;
    this.#madeSince = 0;
    return bytes;
  }

  async #checkByWalk(charge: Charge): Promise<void> {
    const counted = this.#madeSince;
    const held = await this.#walk(charge);
    this.#held = held;
    this.#madeSince -= Math.min(counted, this.#madeSince);
    if (held > this.#limit)
      raise('MemoryError', `the programs of a lab hold at most ${this.#limit / 1024 / 1024} MiB`);
  }

  async #walk(charge: Charge): Promise<number> {
    let [bytes, looked] = [0, 0];
    for (const own of this.#reachable()) {
      bytes += own;
      looked += 1;
      if (looked % PIECE_VALUES === 0) await charge(PIECE_VALUES * VALUE_BYTES);
    }
    return bytes;
  }

  /** Gives the own size of everything that can be reached, with 0 for what was reached before. */
  *#reachable(): Generator<number> {
    const seen = new Set<object>();
    const open: (Value | Names)[] = [...this.#roots].flatMap((roots) => [...roots()]);
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      const identity = one instanceof Map ? one : identityOf(one);
      if (identity !== null && seen.has(identity)) {
        yield 0;
        continue;
      }
      if (identity !== null) seen.add(identity);
      for (const other of one instanceof Map ? one.values() : referredBy(one)) open.push(other);
      yield one instanceof Map ? 0 : ownSize(one);
    }
  }
}
