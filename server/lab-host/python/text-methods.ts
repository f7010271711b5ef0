import type { TextMethod } from '../../../shared/programs/tree.ts';
import { raise } from './exceptions.ts';
import { isIterable, iterate } from './iteration.ts';
import { charactersOf, part, window } from './sequences.ts';
import { bounded, checkCount as checkItemCount, within } from './sizes.ts';
import { begins, find, integer, replace, same, type Kind } from './text-search.ts';
import { bool, list, tuple, typeName, type Value } from './values.ts';

/** The words of CPython's refusal depend on how a method is written (Objects/unicodeobject.c and its clinic). */
type Count = 'one' | 'none' | { readonly least?: number; readonly most: number; readonly call?: true };
const COUNTS: Readonly<Record<TextMethod, Count>> = {
  join: 'one',
  upper: 'none',
  lower: 'none',
  isdigit: 'none',
  hex: { most: 2 },
  partition: 'one',
  strip: { most: 1 },
  lstrip: { most: 1 },
  rstrip: { most: 1 },
  replace: { least: 2, most: 3 },
  split: { most: 2, call: true },
  startswith: { least: 1, most: 3, call: true },
  endswith: { least: 1, most: 3, call: true },
  find: { least: 1, most: 3, call: true },
  rfind: { least: 1, most: 3, call: true },
  index: { least: 1, most: 3, call: true },
  count: { least: 1, most: 3, call: true },
};

function checkCount(name: TextMethod, given: number, kind: Kind): void {
  const count = COUNTS[name];
  if (count === 'none' && given > 0)
    raise('TypeError', `${kind}.${name}() takes no arguments (${given} given)`);
  if (count === 'one' && given !== 1)
    raise('TypeError', `${kind}.${name}() takes exactly one argument (${given} given)`);
  if (typeof count === 'string') return;
  const { least = 0, most, call } = count;
  if (given >= least && given <= most) return;
  const bound = given < least ? `at least ${least}` : `at most ${most}`;
  const s = (given < least ? least : most) === 1 ? '' : 's';
  raise(
    'TypeError',
    call
      ? `${name}() takes ${bound} argument${s} (${given} given)`
      : `${name} expected ${bound} argument${s}, got ${given}`,
  );
}

/** Calls a method that str and bytes have both. `hex` is that of bytes. */
export function textMethod(
  on: Extract<Value, { is: Kind }>,
  name: TextMethod,
  args: readonly Value[],
): Value {
  const { is } = on;
  const text = on.is === 'str' ? on.text : on.bytes.toString('latin1');
  checkCount(name, args.length, is);
  const [first, second, third] = args;
  const none = first === undefined || first.is === 'none';
  switch (name) {
    case 'join':
      return made(is, join(is, text, first!));
    case 'split': {
      const most = second === undefined ? -1n : integer(second);
      const separator = none ? null : same(is, first, 'must be str or None, not');
      return list(split(is, text, separator, most).map((one) => made(is, one)));
    }
    case 'strip':
    case 'lstrip':
    case 'rstrip': {
      const characters = none ? null : same(is, first, () => `${name} arg must be None or str`);
      return made(is, strip(is, text, characters, name));
    }
    case 'startswith':
    case 'endswith':
      return bool(begins({ is, text }, name, args));
    case 'find':
    case 'rfind':
    case 'index':
    case 'count':
      return find({ is, text }, name, first!, window(charactersOf(text).length, second, third));
    case 'replace':
      return made(is, replace({ is, text }, first!, second!, third));
    case 'partition': {
      const separator = same(is, first!, 'must be str, not');
      if (separator === '') return raise('ValueError', 'empty separator');
      const at = text.indexOf(separator);
      const parts =
        at < 0 ? [text, '', ''] : [text.slice(0, at), separator, text.slice(at + separator.length)];
      return tuple(...parts.map((one) => made(is, one)));
    }
    case 'upper':
    case 'lower': {
      const changed = (all: string): string => (name === 'upper' ? all.toUpperCase() : all.toLowerCase());
      // Only the letters of ASCII are letters in bytes.
      return made(is, is === 'str' ? changed(text) : text.replaceAll(/[A-Za-z]+/g, changed));
    }
    case 'isdigit':
      if (/[^\0-\u007F]/.test(text) && is === 'str')
        return raise('LabRefusal', 'isdigit() knows the digits 0 to 9 only here');
      return bool(/^[0-9]+$/.test(text));
    case 'hex':
      if (args.length > 0) return raise('LabRefusal', 'hex() takes no arguments here');
      return made('str', Buffer.from(text, 'latin1').toString('hex'));
    default:
      return name satisfies never;
  }
}

function made(is: Kind, text: string): Value {
  return is === 'str' ? { is, text: bounded(text) } : { is, bytes: Buffer.from(bounded(text), 'latin1') };
}

function join(is: Kind, separator: string, over: Value): string {
  if (!isIterable(over)) return raise('TypeError', 'can only join an iterable');
  const parts: string[] = [];
  let length = 0;
  for (const item of over.is === 'list' ? over.list.items : iterate(over)) {
    if (item.is !== is)
      return raise(
        'TypeError',
        `sequence item ${parts.length}: expected ${is === 'str' ? 'str instance' : 'a bytes-like object'}, ${typeName(item)} found`,
      );
    const text = item.is === 'str' ? item.text : item.bytes.toString('latin1');
    length += text.length + separator.length;
    within(length - separator.length);
    parts.push(text);
  }
  return parts.join(separator);
}

/** Python's white space (Objects/unicodetype_db.h, `_PyUnicode_IsWhitespace`), which is not JavaScript's. */
const SPACE: Readonly<Record<Kind, string>> = {
  str: '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000',
  bytes: '\\t-\\r\\x20',
};

function split(is: Kind, text: string, separator: string | null, most: bigint): string[] {
  if (separator === '') return raise('ValueError', 'empty separator');
  const parts: string[] = [];
  const put = (word: string): void => {
    checkItemCount(parts.push(word));
  };
  const isLast = (): boolean => most >= 0n && BigInt(parts.length) >= most;
  if (separator !== null) {
    let from = 0;
    for (let at = text.indexOf(separator); at >= 0 && !isLast(); at = text.indexOf(separator, from)) {
      put(text.slice(from, at));
      from = at + separator.length;
    }
    put(text.slice(from));
    return parts;
  }
  for (const { 0: word, index } of text.matchAll(new RegExp(`[^${SPACE[is]}]+`, 'g'))) {
    if (isLast()) {
      put(text.slice(index));
      break;
    }
    put(word);
  }
  return parts;
}

function strip(is: Kind, text: string, characters: string | null, name: string): string {
  const all = charactersOf(text);
  const set = characters === null ? new RegExp(`[${SPACE[is]}]`) : new Set<string>(Array.from(characters));
  const goes = (one: string): boolean => (set instanceof Set ? set.has(one) : set.test(one));
  let [from, to] = [0, all.length];
  while (name !== 'rstrip' && from < to && goes(all[from]!)) from += 1;
  while (name !== 'lstrip' && from < to && goes(all[to - 1]!)) to -= 1;
  return part(all, from, to);
}
