import type { Roots } from '../python/memory-account.ts';
import type { Names } from '../python/names.ts';
import { identityOf, referredBy } from '../python/value-sizes.ts';
import type { PythonSocket, Value } from '../python/values.ts';

/** A search looks at so many values, which takes some milliseconds. Beyond them it takes nothing for lost. */
const MOST_VALUES = 50_000;

/** The values to which the threads of a program refer. */
export class References {
  readonly #roots = new Set<Roots>();

  /** Counts what can be reached from these roots until the returned function is called. */
  open(roots: Roots): () => void {
    this.#roots.add(roots);
    return () => this.#roots.delete(roots);
  }

  /** Returns the sockets to which nothing refers, and the number of values that were looked at. */
  lost(sockets: readonly PythonSocket[]): {
    readonly lost: readonly PythonSocket[];
    readonly looked: number;
  } {
    const left = new Set(sockets);
    const seen = new Set<object>();
    const open: (Value | Names)[] = [...this.#roots].flatMap((roots) => [...roots()]);
    let looked = 0;
    for (let one = open.pop(); one !== undefined && left.size > 0; one = open.pop()) {
      looked += 1;
      if (looked > MOST_VALUES) return { lost: [], looked };
      if (!(one instanceof Map) && one.is === 'socket') left.delete(one.socket);
      const identity = one instanceof Map ? one : identityOf(one);
      if (identity !== null && seen.has(identity)) continue;
      if (identity !== null) seen.add(identity);
      for (const other of one instanceof Map ? one.values() : referredBy(one)) open.push(other);
    }
    return { lost: [...left], looked };
  }
}
