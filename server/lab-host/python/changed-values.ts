import { itemsOfDict } from './dicts.ts';
import type { Names } from './names.ts';
import { itemsOf } from './sequences.ts';
import type { PythonBytearray, PythonDict, PythonList, Value } from './values.ts';

/** An object that may change in its place. */
export type Changing = PythonList | PythonDict | PythonBytearray;

/** Some objects that have changed. The program may let them go meanwhile, so that nothing here keeps them. */
class Changes {
  #objects = new WeakSet<Changing>();
  #any = false;

  /** False once they have been told, until something changes again. */
  get any(): boolean {
    return this.#any;
  }

  add(of: Changing): void {
    this.#objects.add(of);
    this.#any = true;
  }

  has(of: Changing): boolean {
    return this.#objects.has(of);
  }

  clear(): void {
    this.#objects = new WeakSet();
    this.#any = false;
  }
}

/** The names of a function's call, with what has changed since they were last told. */
export interface Frame {
  readonly names: Names;
  readonly assigned: (name: string, value: Value) => void;
  readonly changed: Changes;
  readonly caller: Frame | null;
  /** A function that this one calls has not returned. The log has no place for the names of this one meanwhile. */
  calls: boolean;
}

/**
 * The lists, dicts and bytearrays of a program that have changed since its names were last told. One may have names in several
 * functions and threads, and a thread that waits tells nothing by itself: whoever makes a change tells all of them.
 */
export class ChangedValues {
  readonly #globals = new Changes();
  readonly #frames = new Set<Frame>();

  enter(names: Names, caller: Frame | null, assigned: Frame['assigned']): Frame {
    const frame = { names, assigned, changed: new Changes(), caller, calls: false };
    if (caller !== null) caller.calls = true;
    this.#frames.add(frame);
    return frame;
  }

  /** Returns the frame of the function that goes on. */
  leave(frame: Frame): Frame | null {
    this.#frames.delete(frame);
    if (frame.caller !== null) frame.caller.calls = false;
    return frame.caller;
  }

  add(of: Changing): void {
    this.#globals.add(of);
    for (const { changed } of this.#frames) changed.add(of);
  }

  /**
   * Tells the names that stand for what has changed: the global ones, those of the thread's innermost function, and those
   * of the other threads' as far as one search may look.
   */
  tell(globals: Names, own: Frame | null, assigned: Frame['assigned']): void {
    const search = new Search();
    search.tell({ names: globals, changed: this.#globals, assigned });
    if (own !== null) search.tell(own);
    for (const frame of this.#frames) if (!frame.calls && !search.isOver) search.tell(frame);
  }
}

/** A search looks at so many values, which takes some milliseconds. It holds the rest for changed. */
const MOST_VALUES = 50_000;

/** The values that change, and those that may hold one of these. */
const MAY_HOLD: ReadonlySet<Value['is']> = new Set(['list', 'tuple', 'dict', 'view', 'bytearray']);

class Search {
  #looked = 0;

  get isOver(): boolean {
    return this.#looked > MOST_VALUES;
  }

  tell({ names, changed, assigned }: Pick<Frame, 'names' | 'changed' | 'assigned'>): void {
    if (!changed.any) return;
    for (const [name, value] of names) if (this.#holds(value, changed)) assigned(name, value);
    changed.clear();
  }

  /** Says whether a value has changed, or holds one that has. */
  #holds(value: Value, changed: Changes): boolean {
    const seen = new Set<object>();
    const open = MAY_HOLD.has(value.is) ? [value] : [];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      const object = changingIn(one);
      if (object !== null && changed.has(object)) return true;
      const known = object ?? one;
      if (seen.has(known)) continue;
      seen.add(known);
      const items = itemsWithin(one);
      this.#looked += 1 + items.length;
      if (this.isOver) return true;
      // Most items are small values, of which a search need not remember that it saw them.
      for (const item of items) if (MAY_HOLD.has(item.is)) open.push(item);
    }
    return false;
  }
}

function changingIn(value: Value): Changing | null {
  if (value.is === 'list') return value.list;
  if (value.is === 'bytearray') return value.array;
  return value.is === 'dict' || value.is === 'view' ? value.dict : null;
}

/** Returns the items of a value that may change. The keys of a dict never do. */
function itemsWithin(value: Value): readonly Value[] {
  if (value.is === 'list' || value.is === 'tuple') return itemsOf(value);
  return value.is === 'dict' || value.is === 'view' ? itemsOfDict(value.dict, 'values') : [];
}
