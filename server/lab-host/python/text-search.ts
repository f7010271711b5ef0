import { raise } from './exceptions.ts';
import type { Charge } from './long-work.ts';
import { eachIndex, indexIn, lastIndexIn, type Range } from './search.ts';
import { window } from './sequences.ts';
import { within } from './sizes.ts';
import { charactersBefore, characterCount, textPieces, unitOf, type Text } from './texts.ts';
import { bytesIn, int, numberOf, typeName, type Value } from './values.ts';

export type Kind = 'str' | 'bytes';
/** A str, or bytes as a text whose characters stand for them. */
export interface Searched {
  readonly is: Kind;
  readonly whole: Text;
}

/** Returns an argument's text if it is of the same kind. The refusal of a str ends with the type's name. */
export function same(is: Kind, value: Value, words: string | (() => string)): string {
  if (value.is === 'str' && is === 'str') return value.text;
  const bytes = is === 'bytes' ? bytesIn(value) : null;
  if (bytes !== null) return bytes.toString('latin1');
  if (is === 'bytes') return raise('TypeError', `a bytes-like object is required, not '${typeName(value)}'`);
  return raise('TypeError', typeof words === 'string' ? `${words} ${typeName(value)}` : words());
}

export function integer(value: Value): bigint {
  return (
    numberOf(value) ?? raise('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`)
  );
}

export function begins(
  { is, whole }: Searched,
  name: 'startswith' | 'endswith',
  [first, ...more]: readonly Value[],
): boolean {
  if (more.length > 0) return raise('LabRefusal', `${name}() has one argument here: take a slice before`);
  const isOne = is === 'bytes' ? bytesIn(first) !== null : first!.is === is;
  if (!isOne && first!.is !== 'tuple')
    return raise('TypeError', `${name} first arg must be ${is} or a tuple of ${is}, not ${typeName(first!)}`);
  const all = first!.is === 'tuple' ? first!.items : [first!];
  return all.some((one) => {
    const wanted = same(is, one, `tuple for ${name} must only contain str, not`);
    return name === 'startswith' ? whole.text.startsWith(wanted) : whole.text.endsWith(wanted);
  });
}

export async function find(
  { is, whole }: Searched,
  name: 'find' | 'rfind' | 'index' | 'count',
  sought: Value,
  [start, end]: readonly (Value | undefined)[],
  charge: Charge,
): Promise<Value> {
  const searched = window(characterCount(whole), start, end);
  const wanted = soughtIn(is, sought);
  const from = searched === null ? 0 : await unitOf(whole, searched[0], charge);
  const to = searched === null ? 0 : await unitOf(whole, searched[1], charge);
  const range = { from, to };
  if (name === 'count') return int(searched === null ? 0 : await occurrences(whole, wanted, range, charge));
  const search = name === 'rfind' ? lastIndexIn : indexIn;
  const at = searched === null ? -1 : await search(whole.text, wanted, range, charge);
  if (at >= 0) return int(await charactersBefore(whole, at, charge));
  if (name !== 'index') return int(-1);
  return raise('ValueError', is === 'str' ? 'substring not found' : 'subsection not found');
}

/** In bytes one may look for a byte by its number, too. */
function soughtIn(is: Kind, sought: Value): string {
  const byte = is === 'bytes' ? numberOf(sought) : null;
  if (byte !== null)
    return byte < 0n || byte > 255n
      ? raise('ValueError', 'byte must be in range(0, 256)')
      : String.fromCharCode(Number(byte));
  if (is === 'bytes' && bytesIn(sought) === null)
    return raise('TypeError', `argument should be integer or bytes-like object, not '${typeName(sought)}'`);
  return same(is, sought, 'must be str, not');
}

async function occurrences(text: Text, wanted: string, range: Range, charge: Charge): Promise<number> {
  if (wanted === '')
    return (
      (await charactersBefore(text, range.to, charge)) -
      (await charactersBefore(text, range.from, charge)) +
      1
    );
  let count = 0;
  await eachIndex(text.text, wanted, range, charge, () => {
    count += 1;
    return true;
  });
  return count;
}

export async function replace(
  { is, whole }: Searched,
  from: Value,
  to: Value,
  count: Value | undefined,
  charge: Charge,
): Promise<string> {
  const old = same(is, from, 'replace() argument 1 must be str, not');
  const by = same(is, to, 'replace() argument 2 must be str, not');
  const most = count === undefined ? -1n : integer(count);
  const { text } = whole;
  const range = { from: 0, to: text.length };
  const all = await occurrences(whole, old, range, charge);
  const times = most < 0n || most > BigInt(all) ? all : Number(most);
  within(text.length + times * (by.length - old.length));
  const made = new LongText();
  let left = times;
  if (old === '') {
    for await (const { piece } of textPieces(text, charge, 16))
      for (const character of piece) made.add(left-- > 0 ? by + character : character);
    return made.add(left > 0 ? by : '').text;
  }
  let done = 0;
  if (times > 0)
    await eachIndex(text, old, range, charge, (at) => {
      made.add(text.slice(done, at)).add(by);
      done = at + old.length;
      left -= 1;
      return left > 0;
    });
  return made.add(text.slice(done)).text;
}

/** A text that is made of many parts. Joining some thousand at once keeps V8 from a chain of all of them. */
class LongText {
  #joined: string[] = [];
  #parts: string[] = [];

  add(part: string): this {
    if (this.#parts.push(part) < 4096) return this;
    this.#joined.push(this.#parts.join(''));
    this.#parts = [];
    return this;
  }

  get text(): string {
    return [...this.#joined, ...this.#parts].join('');
  }
}
