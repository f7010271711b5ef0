import { piecesOf, type Charge } from './long-work.ts';
import { within } from './sizes.ts';
import type { Value } from './values.ts';

/*
 * Python's characters are code points. JavaScript's texts are UTF-16 units, of which a pair stands for a code point
 * above U+FFFF, and which V8 keeps in one byte each if none is above U+00FF, else in two.
 */

export type Text = Extract<Value, { is: 'str' }>;

interface Facts {
  readonly characters: number;
  /** Some character is above U+00FF. */
  readonly wide: boolean;
}

/** A text with more units than this is looked at in pieces. */
const LONG_UNITS = 64 * 1024;
const facts = new WeakMap<Text, Facts>();

/** Looks at a long text that was just made, so that its facts are known from now on; null if there is no need. */
export function look(text: Text, charge: Charge): Promise<void> | null {
  return text.text.length <= LONG_UNITS || facts.has(text) ? null : lookAtAll(text, charge);
}

async function lookAtAll(text: Text, charge: Charge): Promise<void> {
  let [pairs, wide] = [0, false];
  for await (const { from, to } of piecesOf(text.text.length, charge, 4)) {
    const piece = text.text.slice(from, to);
    wide ||= isWide(piece);
    if (wide && /[\uD800-\uDFFF]/.test(piece)) pairs += pairsIn(text.text, from, to);
  }
  facts.set(text, { characters: text.text.length - pairs, wide });
  within(bytesOf(text));
}

export function characterCount(text: Text): number {
  return factsOf(text).characters;
}

/** The bytes that a text takes. */
export function bytesOf(text: Text): number {
  return text.text.length * (factsOf(text).wide ? 2 : 1);
}

/** Says whether each unit of a text is a character by itself. */
export function isPlain(text: Text): boolean {
  return characterCount(text) === text.text.length;
}

function factsOf(text: Text): Facts {
  const known = facts.get(text);
  if (known !== undefined) return known;
  const { text: units } = text;
  return { characters: countCharacters(units), wide: isWide(units) };
}

export function countCharacters(units: string): number {
  return /[\uD800-\uDFFF]/.test(units) ? units.length - pairsIn(units, 0, units.length) : units.length;
}

export const isWide = (units: string): boolean => /[^\0-\xff]/.test(units);

/** Counts the pairs whose second unit is in a part of a text. */
function pairsIn(units: string, from: number, to: number): number {
  let pairs = 0;
  for (let i = Math.max(1, from); i < to; i += 1)
    if ((units.charCodeAt(i) & 0xfc00) === 0xdc00 && (units.charCodeAt(i - 1) & 0xfc00) === 0xd800)
      pairs += 1;
  return pairs;
}

/** Returns the number of characters in the first units of a text. */
export async function charactersBefore(text: Text, units: number, charge: Charge): Promise<number> {
  if (isPlain(text)) return units;
  let pairs = 0;
  for await (const { from, to } of piecesOf(units, charge, 4)) pairs += pairsIn(text.text, from, to);
  return units - pairs;
}

/** Returns the place in a text's units at which its character of a number begins. */
export async function unitOf(text: Text, character: number, charge: Charge): Promise<number> {
  if (isPlain(text)) return character;
  let unit = 0;
  for await (const { from, to } of piecesOf(character, charge, 4))
    for (let i = from; i < to; i += 1) unit += (text.text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  return unit;
}

/** Divides a text into pieces, none of which ends between the two units of a character. */
export async function* textPieces(
  units: string,
  charge: Charge,
  each: number,
): AsyncGenerator<{ readonly from: number; readonly piece: string }> {
  let from = 0;
  for await (const { to } of piecesOf(units.length, charge, each)) {
    const end = to < units.length && (units.codePointAt(to - 1) ?? 0) > 0xffff ? to - 1 : to;
    yield { from, piece: units.slice(from, end) };
    from = end;
  }
}

/** Returns the characters of a text as numbers. */
export async function codePointsOf(text: Text, charge: Charge): Promise<Uint32Array> {
  const codes = new Uint32Array(characterCount(text));
  let unit = 0;
  for await (const { from, to } of piecesOf(codes.length, charge, 8))
    for (let i = from; i < to; i += 1) {
      const code = text.text.codePointAt(unit) ?? 0;
      codes[i] = code;
      unit += code > 0xffff ? 2 : 1;
    }
  return codes;
}

/** Returns a part of a text that does not keep the whole of it in memory, as a slice of V8 does. */
export function ownPart(units: string, from: number, to?: number): string {
  const part = units.slice(from, to);
  if (part.length === units.length) return units;
  const encoding = isWide(part) ? 'utf16le' : 'latin1';
  return Buffer.from(part, encoding).toString(encoding);
}
