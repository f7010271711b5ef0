import { FORMAT } from '../../../shared/programs/format-strings.ts';
import { raise } from './exceptions.ts';
import { countCharacters } from './texts.ts';
import { numberOf, typeName, type Value } from './values.ts';

type Spec = Readonly<
  Partial<
    Record<'fill' | 'align' | 'sign' | 'form' | 'zero' | 'width' | 'group' | 'precision' | 'type', string>
  >
>;

const BASES: Readonly<Record<string, number>> = { b: 2, o: 8, d: 10, x: 16, X: 16 };

/** Does `format(value, spec)` for integers and texts (Python/formatter_unicode.c). */
export function formatted(value: Value, spec: string): string {
  const read: Spec = FORMAT.exec(spec)?.groups ?? {};
  if (value.is === 'float')
    return raise('LabRefusal', `the format ':${spec}' of a float: a lab formats integers and texts`);
  const number = numberOf(value);
  if (number === null && value.is !== 'str')
    return raise('TypeError', `unsupported format string passed to ${typeName(value)}.__format__`);
  const { group, type = number === null ? 's' : 'd' } = read;
  if (group !== undefined && type !== 'd' && !(group === '_' && type !== 's'))
    return raise('ValueError', `Cannot specify '${group}' with '${type}'.`);
  if ((type === 's') === (number === null))
    return number === null
      ? formatText(value.is === 'str' ? value.text : '', read)
      : formatNumber(number, type, read);
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

function formatNumber(number: bigint, type: string, spec: Spec): string {
  const { sign = '-', form, zero, group, precision } = spec;
  if (precision !== undefined)
    return raise('ValueError', 'Precision not allowed in integer format specifier');
  const align = spec.align ?? (zero === undefined ? '>' : '=');
  const fill = spec.fill ?? (zero === undefined ? ' ' : '0');
  const width = Number(spec.width ?? 0);
  const magnitude = (number < 0n ? -number : number).toString(BASES[type]);
  const prefix =
    (number < 0n ? '-' : sign === '-' ? '' : sign) + (form === undefined || type === 'd' ? '' : `0${type}`);
  const least = fill === '0' && align === '=' ? width - prefix.length : 0;
  const digits = group === undefined ? magnitude : grouped(magnitude, group, type === 'd' ? 3 : 4, least);
  return padded(prefix, type === 'X' ? digits.toUpperCase() : digits, align, fill, width);
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
