import { raise } from './exceptions.ts';
import { charactersOf, part, type window } from './sequences.ts';
import { within } from './sizes.ts';
import { int, numberOf, typeName, type Value } from './values.ts';

export type Kind = 'str' | 'bytes';
/** A str or bytes, whose characters stand for the bytes. */
interface Text {
  readonly is: Kind;
  readonly text: string;
}

/** Returns an argument's text if it is of the same kind. The refusal of a str ends with the type's name. */
export function same(is: Kind, value: Value, words: string | (() => string)): string {
  if (value.is === 'str' && is === 'str') return value.text;
  if (value.is === 'bytes' && is === 'bytes') return value.bytes.toString('latin1');
  if (is === 'bytes') return raise('TypeError', `a bytes-like object is required, not '${typeName(value)}'`);
  return raise('TypeError', typeof words === 'string' ? `${words} ${typeName(value)}` : words());
}

export function integer(value: Value): bigint {
  return (
    numberOf(value) ?? raise('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`)
  );
}

export function begins(
  { is, text }: Text,
  name: 'startswith' | 'endswith',
  [first, ...more]: readonly Value[],
): boolean {
  if (more.length > 0) return raise('LabRefusal', `${name}() has one argument here: take a slice before`);
  const isOne = first!.is === is;
  if (!isOne && first!.is !== 'tuple')
    return raise('TypeError', `${name} first arg must be ${is} or a tuple of ${is}, not ${typeName(first!)}`);
  const all = first!.is === 'tuple' ? first!.items : [first!];
  return all.some((one) => {
    const wanted = same(is, one, `tuple for ${name} must only contain str, not`);
    return name === 'startswith' ? text.startsWith(wanted) : text.endsWith(wanted);
  });
}

export function find(
  { is, text }: Text,
  name: 'find' | 'rfind' | 'index' | 'count',
  sought: Value,
  searched: ReturnType<typeof window>,
): Value {
  const wanted = soughtIn(is, sought);
  const all = charactersOf(text);
  const [first, last] = searched ?? [0, 0];
  const inside = part(all, first, last);
  if (name === 'count') return int(searched === null ? 0 : occurrences(inside, wanted));
  const at = searched === null ? -1 : name === 'rfind' ? inside.lastIndexOf(wanted) : inside.indexOf(wanted);
  if (at >= 0) return int(first + charactersOf(inside.slice(0, at)).length);
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
  if (is === 'bytes' && sought.is !== 'bytes')
    return raise('TypeError', `argument should be integer or bytes-like object, not '${typeName(sought)}'`);
  return same(is, sought, 'must be str, not');
}

function occurrences(text: string, wanted: string): number {
  if (wanted === '') return charactersOf(text).length + 1;
  let count = 0;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) count += 1;
  return count;
}

export function replace({ is, text }: Text, from: Value, to: Value, count: Value | undefined): string {
  const old = same(is, from, 'replace() argument 1 must be str, not');
  const by = same(is, to, 'replace() argument 2 must be str, not');
  const most = count === undefined ? -1n : integer(count);
  const all = occurrences(text, old);
  const times = most < 0n || most > BigInt(all) ? all : Number(most);
  within(text.length + times * (by.length - old.length));
  let left = times;
  if (old !== '') return text.replaceAll(old, (found) => (left-- > 0 ? by : found));
  const characters = Array.from(charactersOf(text));
  return [...characters, ''].map((one) => (left-- > 0 ? by + one : one)).join('');
}
