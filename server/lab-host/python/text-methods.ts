import type { TextMethod } from '../../../shared/programs/tree.ts';
import { raise } from './exceptions.ts';
import { inTurn } from './in-turn.ts';
import { isIterable, steady } from './iteration.ts';
import { fromLatin1, ITEM_BYTES, latin1Of, type Charge } from './long-work.ts';
import { eachIndex, indexIn } from './search.ts';
import { checkCount as checkItemCount, within } from './sizes.ts';
import { begins, find, integer, replace, same, type Kind } from './text-search.ts';
import { bytesOf, ownPart, textPieces, type Text } from './texts.ts';
import { bool, bytearray, bytesIn, list, str, tuple, typeName, type Value } from './values.ts';

/** The cost of a look at a character by itself, in bytes. */
const CHARACTER_BYTES = 16;
const PIECE_CHARACTERS = 4096;

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

function checkCount(name: TextMethod, given: number, kind: Kind | 'bytearray'): void {
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

/** Calls a method that str, bytes and bytearray have. `hex` is that of the last two. */
export async function textMethod(
  on: Extract<Value, { is: Kind | 'bytearray' }>,
  name: TextMethod,
  args: readonly Value[],
  charge: Charge,
): Promise<Value> {
  const is = on.is === 'str' ? 'str' : 'bytes';
  const whole: Text = on.is === 'str' ? on : { is: 'str', text: await latin1Of(bytesIn(on)!, charge) };
  const { text } = whole;
  checkCount(name, args.length, on.is);
  const [first, second, third] = args;
  const none = first === undefined || first.is === 'none';
  const made = async (one: string): Promise<Value> => {
    if (is === 'str') return str(one);
    const bytes = await fromLatin1(one, charge);
    return on.is === 'bytearray' ? bytearray(bytes) : { is, bytes };
  };
  const allMade = (all: readonly string[]): Promise<Value[]> => inTurn(all, made);
  await charge(2 * text.length);
  switch (name) {
    case 'join':
      return made(await join(is, whole, first!, charge));
    case 'split': {
      const most = second === undefined ? -1n : integer(second);
      const separator = none ? null : same(is, first, 'must be str or None, not');
      return list(await allMade(await split(is, text, separator, most, charge)));
    }
    case 'strip':
    case 'lstrip':
    case 'rstrip': {
      const characters = none ? null : same(is, first, () => `${name} arg must be None or str`);
      return made(await strip(is, text, characters, name, charge));
    }
    case 'startswith':
    case 'endswith':
      return bool(begins({ is, whole }, name, args));
    case 'find':
    case 'rfind':
    case 'index':
    case 'count':
      return find({ is, whole }, name, first!, [second, third], charge);
    case 'replace':
      return made(await replace({ is, whole }, first!, second!, third, charge));
    case 'partition': {
      const separator = same(is, first!, 'must be str, not');
      if (separator === '') return raise('ValueError', 'empty separator');
      const at = await indexIn(text, separator, { from: 0, to: text.length }, charge);
      const parts =
        at < 0
          ? [text, '', '']
          : [ownPart(text, 0, at), separator, ownPart(text, at + separator.length, text.length)];
      const [before, between, after] = await allMade(parts);
      // The separator is the object itself, but for a bytearray.
      return tuple(before!, at < 0 || on.is === 'bytearray' ? between! : first!, after!);
    }
    case 'upper':
    case 'lower': {
      const changed = (all: string): string => (name === 'upper' ? all.toUpperCase() : all.toLowerCase());
      // Only the letters of ASCII are letters in bytes.
      if (is === 'bytes') return made(text.replaceAll(/[A-Za-z]+/g, changed));
      // A sigma becomes another letter at the end of a word.
      if (text.includes('Σ')) return made(changed(text));
      const parts: string[] = [];
      for await (const { piece } of textPieces(text, charge, 8)) parts.push(changed(piece));
      return made(parts.join(''));
    }
    case 'isdigit':
      if (/[^\0-\u007F]/.test(text) && is === 'str')
        return raise('LabRefusal', 'isdigit() knows the digits 0 to 9 only here');
      return bool(/^[0-9]+$/.test(text));
    case 'hex':
      if (args.length > 0) return raise('LabRefusal', 'hex() takes no arguments here');
      within(2 * text.length);
      return str(Buffer.from(text, 'latin1').toString('hex'));
    default:
      return name satisfies never;
  }
}

async function join(is: Kind, separator: Text, over: Value, charge: Charge): Promise<string> {
  if (!isIterable(over)) return raise('TypeError', 'can only join an iterable');
  const parts: string[] = [];
  let size = 0;
  for (const item of steady(over)) {
    const bytes = is === 'bytes' ? bytesIn(item) : null;
    if (is === 'str' ? item.is !== is : bytes === null)
      return raise(
        'TypeError',
        `sequence item ${parts.length}: expected ${is === 'str' ? 'str instance' : 'a bytes-like object'}, ${typeName(item)} found`,
      );
    size += (item.is === 'str' ? bytesOf(item) : bytes!.length) + bytesOf(separator);
    within(size - bytesOf(separator));
    parts.push(item.is === 'str' ? item.text : await latin1Of(bytes!, charge));
    await charge(ITEM_BYTES);
  }
  await charge(2 * size);
  return parts.join(separator.text);
}

/** Python's white space (Objects/unicodetype_db.h, `_PyUnicode_IsWhitespace`), which is not JavaScript's. */
const SPACE: Readonly<Record<Kind, string>> = {
  str: '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000',
  bytes: '\\t-\\r\\x20',
};

async function split(
  is: Kind,
  text: string,
  separator: string | null,
  most: bigint,
  charge: Charge,
): Promise<string[]> {
  if (separator === '') return raise('ValueError', 'empty separator');
  const parts: string[] = [];
  const put = (from: number, to?: number): void => {
    checkItemCount(parts.push(ownPart(text, from, to)));
  };
  const isLast = (): boolean => most >= 0n && BigInt(parts.length) >= most;
  if (separator !== null) {
    let from = 0;
    if (!isLast())
      await eachIndex(text, separator, { from, to: text.length }, charge, (at) => {
        put(from, at);
        from = at + separator.length;
        return !isLast();
      });
    put(from);
    return parts;
  }
  for (const { 0: word, index } of text.matchAll(new RegExp(`[^${SPACE[is]}]+`, 'g'))) {
    if (isLast()) {
      put(index);
      break;
    }
    put(index, index + word.length);
  }
  return parts;
}

async function strip(
  is: Kind,
  text: string,
  characters: string | null,
  name: string,
  charge: Charge,
): Promise<string> {
  const space = new RegExp(`[${SPACE[is]}]`);
  const set = new Set<string>();
  for await (const { piece } of textPieces(characters ?? '', charge, 16))
    for (const character of piece) set.add(character);
  const goes = (one: string): boolean => (characters === null ? space.test(one) : set.has(one));
  let [from, to] = [0, text.length];
  let looked = 0;
  const isGoing = async (at: number): Promise<boolean> => {
    looked += 1;
    if (looked % PIECE_CHARACTERS === 0) await charge(PIECE_CHARACTERS * CHARACTER_BYTES);
    return from < to && goes(String.fromCodePoint(text.codePointAt(at) ?? 0));
  };
  while (name !== 'rstrip' && (await isGoing(from))) from += unitsAt(text, from);
  const last = (): number => to - unitsAt(text, to - 2);
  while (name !== 'lstrip' && (await isGoing(last()))) to = last();
  return ownPart(text, from, to);
}

const unitsAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
