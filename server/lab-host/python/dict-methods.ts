import type { DictMethod } from '../../../shared/programs/tree.ts';
import { checkForm, type Form } from './argument-counts.ts';
import { isItem, placeOf } from './comparison.ts';
import { clearEntries, itemsOfDict, setEntry, takeEntry } from './dicts.ts';
import type { Environment } from './environment.ts';
import { raise } from './exceptions.ts';
import { isIterable, itemsIn, steady } from './iteration.ts';
import { keyError } from './key-errors.ts';
import { keyOf } from './keys.ts';
import { ITEM_BYTES, type Charge } from './long-work.ts';
import {
  dict,
  NONE,
  str,
  tuple,
  type DictEntry,
  type PythonDict,
  type Value,
  type ViewOf,
} from './values.ts';

const FORMS: Readonly<Record<DictMethod, Form>> = {
  get: [1, 2],
  setdefault: [1, 2],
  pop: [1, 2],
  update: [0, 1],
  keys: 'none',
  values: 'none',
  items: 'none',
  popitem: 'none',
  clear: 'none',
  copy: 'none',
};

type Keywords = ReadonlyMap<string, Value>;

/** Calls a method of a dict (Objects/dictobject.c). `changed` is told of one that has other entries afterwards. */
export async function dictMethod(
  of: PythonDict,
  name: DictMethod,
  args: readonly Value[],
  keywords: Keywords,
  { changed, machine: { charge } }: Pick<Environment, 'changed' | 'machine'>,
): Promise<Value> {
  checkForm(name, FORMS[name], args.length, 'dict');
  const [key = NONE, given] = args;
  switch (name) {
    case 'get': {
      const entry = of.entries.get(await keyOf(key, charge));
      return entry?.value ?? given ?? NONE;
    }
    case 'setdefault': {
      const found = await keyOf(key, charge);
      const entry = of.entries.get(found);
      if (entry !== undefined) return entry.value;
      const value = given ?? NONE;
      changed(of, setEntry(of, found, { key, value }));
      return value;
    }
    case 'pop': {
      // An empty dict does not look at the key (`_PyDict_Pop`).
      const entry = of.entries.size === 0 ? undefined : takeEntry(of, await keyOf(key, charge));
      if (entry === undefined) return given ?? fail(key);
      changed(of, 0);
      return entry.value;
    }
    case 'popitem': {
      await charge(of.entries.size * ITEM_BYTES);
      const last = [...of.entries].at(-1);
      if (last === undefined) return fail(str('popitem(): dictionary is empty'));
      takeEntry(of, last[0]);
      changed(of, 0);
      return tuple(last[1].key, last[1].value);
    }
    case 'update':
      await updateDict(of, args, keywords, charge, changed);
      return NONE;
    case 'keys':
    case 'values':
    case 'items':
      return { is: 'view', of: name, dict: of };
    case 'clear':
      clearEntries(of);
      changed(of, 0);
      return NONE;
    case 'copy':
      await charge(of.entries.size * ITEM_BYTES);
      return dict(copied(of));
    default:
      return name satisfies never;
  }
}

function fail(key: Value): never {
  throw keyError(key);
}

const copied = ({ entries }: PythonDict): [string, DictEntry][] =>
  Array.from(entries, ([key, entry]) => [key, { ...entry }]);

/** Calls `dict(…)`. */
export async function newDict(args: readonly Value[], keywords: Keywords, charge: Charge): Promise<Value> {
  if (args.length > 1) return raise('TypeError', `dict expected at most 1 argument, got ${args.length}`);
  const made = dict();
  await updateDict(made.dict, args, keywords, charge, () => {});
  return made;
}

/** Does `left | right`: the entries of both, where the right one’s values count. */
export async function united(left: PythonDict, right: PythonDict, charge: Charge): Promise<Value> {
  await charge((left.entries.size + right.entries.size) * ITEM_BYTES);
  const made = dict(copied(left));
  for (const [key, entry] of right.entries) setEntry(made.dict, key, entry);
  return made;
}

/** Adds entries at once, once their keys are known. Those in front of a wrong one come in, too. */
async function updateDict(
  of: PythonDict,
  [from]: readonly Value[],
  keywords: Keywords,
  charge: Charge,
  changed: Environment['changed'],
): Promise<void> {
  const added = dict().dict;
  try {
    if (from?.is === 'dict') {
      await charge(from.dict.entries.size * ITEM_BYTES);
      for (const [key, entry] of from.dict.entries) setEntry(added, key, entry);
    } else if (from !== undefined) await collectPairs(from, added, charge);
    for (const [name, value] of keywords)
      setEntry(added, await keyOf(str(name), charge), { key: str(name), value });
  } finally {
    let grown = 0;
    try {
      for (const [key, entry] of added.entries) grown += setEntry(of, key, entry);
    } finally {
      changed(of, grown);
    }
  }
}

/** Reads the pairs of an iterable (`PyDict_MergeFromSeq2`). */
async function collectPairs(from: Value, added: PythonDict, charge: Charge): Promise<void> {
  let at = 0;
  for (const item of steady(from)) {
    if (!isIterable(item))
      return raise('TypeError', `cannot convert dictionary update sequence element #${at} to a sequence`);
    const pair = itemsIn(item);
    const [key = NONE, value = NONE] = pair;
    if (pair.length !== 2)
      return raise(
        'ValueError',
        `dictionary update sequence element #${at} has length ${pair.length}; 2 is required`,
      );
    setEntry(added, await keyOf(key, charge), { key, value });
    at += 1;
  }
}

/** Says whether an item is in a dict or one of its views. */
export async function hasEntry(of: PythonDict, what: ViewOf, item: Value, charge: Charge): Promise<boolean> {
  if (what === 'values') {
    await charge(of.entries.size * ITEM_BYTES);
    return (await placeOf(item, itemsOfDict(of, 'values'), charge)) >= 0;
  }
  if (what === 'keys') return of.entries.has(await keyOf(item, charge));
  const [key, value] = item.is === 'tuple' && item.items.length === 2 ? item.items : [];
  if (key === undefined || value === undefined) return false;
  const entry = of.entries.get(await keyOf(key, charge));
  return entry !== undefined && isItem(entry.value, value, charge);
}

/** Returns the value of a key. Raises KeyError. */
export async function valueOfKey(of: PythonDict, key: Value, charge: Charge): Promise<Value> {
  const entry = of.entries.get(await keyOf(key, charge));
  return entry === undefined ? fail(key) : entry.value;
}

/** Raises KeyError for a key that the dict does not have. */
export async function deleteKey(of: PythonDict, key: Value, charge: Charge): Promise<void> {
  if (takeEntry(of, await keyOf(key, charge)) === undefined) fail(key);
}

/** Returns the bytes that the dict has grown by. */
export async function setKey(of: PythonDict, key: Value, value: Value, charge: Charge): Promise<number> {
  return setEntry(of, await keyOf(key, charge), { key, value });
}
