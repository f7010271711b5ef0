import type { Scope } from './scope.ts';
import type { PythonBytearray, PythonList, Value } from './values.ts';

/** An object that may change in its place. */
type Changing = PythonList | PythonBytearray;

/**
 * The lists and bytearrays that have changed since the names of each function on the stack were last told. One may have
 * names in several of them.
 */
export class ChangedLists {
  readonly #frames: Set<Changing>[] = [new Set()];

  enter(): void {
    this.#frames.push(new Set());
  }

  leave(): void {
    this.#frames.pop();
  }

  add(of: Changing): void {
    for (const frame of this.#frames) frame.add(of);
  }

  /** Tells the names of the innermost function, and the global ones, that stand for what has changed. */
  tell(scope: Scope, assigned: (name: string, value: Value, local: boolean) => void): void {
    const lists = this.#frames.at(-1);
    if (lists === undefined || lists.size === 0) return;
    const holds = searchFor(lists);
    for (const names of new Set([scope.globals, scope.locals]))
      for (const [name, value] of names) if (holds(value)) assigned(name, value, names !== scope.globals);
    lists.clear();
  }
}

/** A search looks at so many values, which takes some milliseconds. It holds the rest for changed. */
const MOST_VALUES = 50_000;

/** Returns a function that says whether a value has changed, or holds one that has. */
function searchFor(changed: ReadonlySet<Changing>): (value: Value) => boolean {
  let looked = 0;
  return (value) => {
    const seen = new Set<readonly Value[]>();
    const open = [value];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (one.is === 'list' && changed.has(one.list)) return true;
      if (one.is === 'bytearray' && changed.has(one.array)) return true;
      const items = one.is === 'list' ? one.list.items : one.is === 'tuple' ? one.items : [];
      if (seen.has(items)) continue;
      seen.add(items);
      looked += 1 + items.length;
      if (looked > MOST_VALUES) return true;
      open.push(...items);
    }
    return false;
  };
}
