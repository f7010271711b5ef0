import { FORMAT } from '../../../shared/programs/format-strings.ts';
import { raise } from './exceptions.ts';
import { fixed } from './float-format.ts';
import { floatRepr } from './float-repr.ts';
import { asFloat } from './floats.ts';
import { countCharacters } from './texts.ts';
import { numberOf, typeName, type Value } from './values.ts';

type Spec = Readonly<
  Partial<
    Record<'fill' | 'align' | 'sign' | 'form' | 'zero' | 'width' | 'group' | 'precision' | 'type', string>
  >
>;

const BASES: Readonly<Record<string, number>> = { b: 2, o: 8, d: 10, x: 16, X: 16 };

const OF_FLOATS: ReadonlySet<string> = new Set(['f', 'F', '%']);

/** Does `format(value, spec)` for numbers and texts (Python/formatter_unicode.c). */
export function formatted(value: Value, spec: string): string {
  const read: Spec = FORMAT.exec(spec)?.groups ?? {};
  const number = value.is === 'float' ? value.value : numberOf(value);
  if (number === null && value.is !== 'str')
    return raise('TypeError', `unsupported format string passed to ${typeName(value)}.__format__`);
  const { group, type = number === null ? 's' : typeof number === 'number' ? '' : 'd' } = read;
  const takes = type === '' || type === 'd' || OF_FLOATS.has(type) || (group === '_' && type !== 's');
  if (group !== undefined && !takes) return raise('ValueError', `Cannot specify '${group}' with '${type}'.`);
  if (number !== null && OF_FLOATS.has(type)) return formatFloat(asFloat(number), type, read);
  if (typeof number === 'number' && type === '') return formatShortest(number, spec, read);
  if (typeof number === 'bigint' && type !== 's') return formatInteger(number, type, read);
  if (value.is === 'str' && type === 's') return formatText(value.text, read);
  return raise('ValueError', `Unknown format code '${type}' for object of type '${typeName(value)}'`);
}

function formatText(text: string, { sign, form, align, fill, zero, width, precision }: Spec): string {
  const refuse = (what: string): never =>
    raise('ValueError', `${what} not allowed in string format specifier`);
  if (sign !== undefined) return refuse(sign === ' ' ? 'Space' : 'Sign');
  if (form !== undefined) return refuse('Alternate form (#)');
  if (align === '=') return raise('ValueError', "'=' alignment not allowed in string format specifier");
  const kept =
    precision === undefined
      ? text
      : Array.from(text.slice(0, 2 * Number(precision)))
          .slice(0, Number(precision))
          .join('');
  return padded('', kept, align ?? '<', fill ?? (zero === undefined ? ' ' : '0'), Number(width ?? 0));
}

function formatInteger(number: bigint, type: string, spec: Spec): string {
  if (spec.precision !== undefined)
    return raise('ValueError', 'Precision not allowed in integer format specifier');
  const digits = (number < 0n ? -number : number).toString(BASES[type]);
  const prefix = signOf(number < 0n, spec) + (spec.form === undefined || type === 'd' ? '' : `0${type}`);
  return formatDigits(prefix, type === 'X' ? digits.toUpperCase() : digits, '', spec, type === 'd' ? 3 : 4);
}

function formatFloat(value: number, type: string, spec: Spec): string {
  const precision = Number(spec.precision ?? 6);
  const text = fixed(type === '%' ? value * 100 : value, precision);
  const point = spec.form !== undefined && precision === 0 && Number.isFinite(value) ? '.' : '';
  const written = (type === 'F' ? text.toUpperCase() : text) + point + (type === '%' ? '%' : '');
  return formatWritten(value, written, spec);
}

/** A float without a type is written with the fewest digits that give it back. */
function formatShortest(value: number, text: string, spec: Spec): string {
  if (spec.precision !== undefined || spec.group !== undefined || spec.form !== undefined)
    return raise('LabRefusal', `the format ':${text}' of a float: here ${FIXED} give its digits`);
  return formatWritten(value, floatRepr(Math.abs(value)), spec);
}

const FIXED = "'.2f' and '.1%'";

function formatWritten(value: number, written: string, spec: Spec): string {
  const { 0: digits } = /^\d*/.exec(written)!;
  const isNegative = value < 0 || Object.is(value, -0);
  return formatDigits(signOf(isNegative, spec), digits, written.slice(digits.length), spec, 3);
}

const signOf = (isNegative: boolean, { sign = '-' }: Spec): string =>
  isNegative ? '-' : sign === '-' ? '' : sign;

/** Groups and pads a number: its sign, its digits in front of the point, and what follows them. */
function formatDigits(prefix: string, digits: string, rest: string, spec: Spec, size: number): string {
  const { zero, group } = spec;
  const align = spec.align ?? (zero === undefined ? '>' : '=');
  const fill = spec.fill ?? (zero === undefined ? ' ' : '0');
  const width = Number(spec.width ?? 0);
  const least = fill === '0' && align === '=' ? width - prefix.length - rest.length : 0;
  const all = group === undefined || digits === '' ? digits : grouped(digits, group, size, least);
  return padded(prefix, all + rest, align, fill, width);
}

/** Zeros in front of a number are grouped like its digits. */
function grouped(digits: string, separator: string, size: number, least: number): string {
  for (let all = digits; ; all = `0${all}`) {
    const first = all.length % size;
    const groups = all.slice(first).match(new RegExp(`.{${size}}`, 'g')) ?? [];
    const text = [...(first === 0 ? [] : [all.slice(0, first)]), ...groups].join(separator);
    if (text.length >= least) return text;
  }
}

function padded(prefix: string, text: string, align: string, fill: string, width: number): string {
  const missing = Math.max(0, width - prefix.length - countCharacters(text));
  const before = align === '>' ? missing : align === '^' ? Math.floor(missing / 2) : 0;
  if (align === '=') return prefix + fill.repeat(missing) + text;
  return fill.repeat(before) + prefix + text + fill.repeat(missing - before);
}
