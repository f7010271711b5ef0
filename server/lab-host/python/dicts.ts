import { raise } from './exceptions.ts';
import { checkCount } from './sizes.ts';
import { sizeOfEntry } from './value-sizes.ts';
import { tuple, type DictEntry, type PythonDict, type Value, type ViewOf } from './values.ts';

/* The entries of dicts. No function here waits, so that no other thread comes in between. */

/** Gives a key its value. A key that is there stays the object that it is. Returns the bytes that the dict has grown by. */
export function setEntry(of: PythonDict, key: string, entry: DictEntry): number {
  const known = of.entries.get(key);
  if (known !== undefined) known.value = entry.value;
  else {
    checkCount(of.entries.size + 1);
    of.entries.set(key, { ...entry });
    of.changes += 1;
  }
  return sizeOfEntry(entry);
}

/** Takes an entry away, if there is one. */
export function takeEntry(of: PythonDict, key: string): DictEntry | undefined {
  const entry = of.entries.get(key);
  if (of.entries.delete(key)) of.changes += 1;
  return entry;
}

export function clearEntries(of: PythonDict): void {
  if (of.entries.size > 0) of.changes += 1;
  of.entries.clear();
}

/** Returns what a dict or its view gives. */
export function itemsOfDict(of: PythonDict, what: ViewOf): Value[] {
  return Array.from(of.entries.values(), (entry) => itemOfEntry(entry, what));
}

function itemOfEntry({ key, value }: DictEntry, what: ViewOf): Value {
  if (what === 'items') return tuple(key, value);
  return what === 'keys' ? key : value;
}

/**
 * Goes over a dict or its view, as it is from now on (Objects/dictobject.c, `dictiter_iternextkey`). CPython goes on by the
 * places of its table if as many other keys came as went. A lab has no such table, and refuses it.
 */
export function overDict(of: PythonDict, what: ViewOf): Generator<Value> {
  return over(of, what, of.entries.size, of.changes);
}

function* over(of: PythonDict, what: ViewOf, size: number, changes: number): Generator<Value> {
  const check = (): void => {
    if (of.entries.size !== size) raise('RuntimeError', 'dictionary changed size during iteration');
    if (of.changes !== changes) raise('LabRefusal', 'a dict keeps its keys here while a loop goes over it');
  };
  check();
  for (const entry of of.entries.values()) {
    yield itemOfEntry(entry, what);
    check();
  }
}
