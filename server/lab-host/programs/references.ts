import type { Roots } from '../python/memory-account.ts';
import type { Names } from '../python/names.ts';
import { identityOf, referredBy } from '../python/value-sizes.ts';
import { mayRefer, type PythonSocket, type Value } from '../python/values.ts';

/** A search looks at so many values, which takes some milliseconds. Beyond them it takes nothing for lost. */
export const MOST_VALUES = 10_000;

/** The values to which the threads of a program refer. */
export class References {
  readonly #roots = new Set<Roots>();

  /** Counts what a thread can reach from these roots until the returned function is called, at the thread's end. */
  open(roots: Roots): () => void {
    this.#roots.add(roots);
    return () => this.#roots.delete(roots);
  }

  /** The number of the program's threads that have begun and not ended. */
  get threads(): number {
    return this.#roots.size;
  }

  /** Returns the sockets to which nothing refers, and the number of values that were looked at. */
  lost(sockets: readonly PythonSocket[]): {
    readonly lost: readonly PythonSocket[];
    readonly looked: number;
  } {
    const left = new Set(sockets);
    const seen = new Set<object>();
    const open: (Value | Names)[] = [];
    let looked = 0;
    const look = (one: Value | Names): void => {
      looked += 1;
      if (one instanceof Map) open.push(one);
      else if (one.is === 'socket') left.delete(one.socket);
      else if (mayRefer(one)) open.push(one);
    };
    for (const roots of this.#roots) for (const one of roots()) look(one);
    for (let one = open.pop(); one !== undefined && left.size > 0; one = open.pop()) {
      const identity = one instanceof Map ? one : identityOf(one);
      if (identity !== null && seen.has(identity)) continue;
      if (identity !== null) seen.add(identity);
      for (const other of one instanceof Map ? one.values() : referredBy(one)) {
        if (looked >= MOST_VALUES) return { lost: [], looked };
        look(other);
      }
    }
    return { lost: [...left], looked };
  }
}
