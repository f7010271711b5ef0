import { raise } from './exceptions.ts';
import { unhashable } from './keys.ts';
import { bytesIn, int, numberOf, tuple, typeName, type Value } from './values.ts';

/* Python's struct module for integers (Modules/_struct.c), on a little-endian machine of 64 bits, as all labs have. */

interface Code {
  readonly letter: string;
  readonly bytes: number;
  readonly signed: boolean;
}

interface Layout {
  readonly big: boolean;
  /** The size with the padding. */
  readonly bytes: number;
  readonly fields: readonly (Code & { readonly at: number })[];
}

const BYTES: Readonly<Record<string, number>> = { x: 1, b: 1, h: 2, i: 4, l: 4, q: 8 };

export function pack(args: readonly Value[]): Value {
  const [format, ...values] = args;
  if (format === undefined) return raise('TypeError', 'missing format argument');
  const layout = layoutOf(format);
  const { length } = layout.fields;
  if (values.length !== length)
    return raise('error', `pack expected ${length} items for packing (got ${values.length})`);
  const bytes = Buffer.alloc(layout.bytes);
  for (const [i, field] of layout.fields.entries()) {
    const number = values[i] === undefined ? null : numberOf(values[i]);
    if (number === null) return raise('error', 'required argument is not an integer');
    checkRange(field, number, layout.big);
    for (let at = 0; at < field.bytes; at += 1) {
      const place = field.at + (layout.big ? field.bytes - 1 - at : at);
      bytes[place] = Number(BigInt.asUintN(8, number >> BigInt(8 * at)));
    }
  }
  return { is: 'bytes', bytes };
}

export function unpack(args: readonly Value[]): Value {
  const [format, from] = args;
  if (format === undefined || from === undefined || args.length > 2)
    return raise('TypeError', `unpack expected 2 arguments, got ${args.length}`);
  const layout = layoutOf(format);
  const given = bytesIn(from);
  if (given === null) return raise('TypeError', `a bytes-like object is required, not '${typeName(from)}'`);
  if (given.length !== layout.bytes)
    return raise('error', `unpack requires a buffer of ${layout.bytes} bytes`);
  return tuple(
    ...layout.fields.map(({ at, bytes, signed }) => {
      const part = given.subarray(at, at + bytes);
      const number = (layout.big ? [...part] : [...part].reverse()).reduce(
        (sum, byte) => (sum << 8n) | BigInt(byte),
        0n,
      );
      return int(signed ? BigInt.asIntN(8 * bytes, number) : number);
    }),
  );
}

export function calcsize(args: readonly Value[]): Value {
  const [format] = args;
  if (format === undefined || args.length > 1)
    return raise('TypeError', `_struct.calcsize() takes exactly one argument (${args.length} given)`);
  return int(layoutOf(format).bytes);
}

function layoutOf(format: Value): Layout {
  // The layouts of formats are kept by these (Modules/_struct.c, `cache_struct_converter`).
  const isView = format.is === 'view' && format.of !== 'values';
  if (isView || format.is === 'list' || format.is === 'dict' || format.is === 'bytearray')
    return unhashable(format);
  if (format.is !== 'str' && format.is !== 'bytes')
    return raise('TypeError', `Struct() argument 1 must be a str or bytes object, not ${typeName(format)}`);
  const text = format.is === 'str' ? format.text : format.bytes.toString('latin1');
  if (text.length > LONGEST_FORMAT)
    return raise('LabRefusal', `struct: a format has at most ${LONGEST_FORMAT} characters here`);
  const [order = ''] = /^[@=<>!]?/.exec(text) ?? [];
  // Without an order, sizes and alignment are those of C.
  const native = order === '' || order === '@';
  const fields: Layout['fields'][number][] = [];
  let bytes = 0;
  for (const [part, count, letter = ''] of text.slice(order.length).matchAll(/\s+|(\d*)(\D|$)/g)) {
    if (part.trim() === '') continue;
    if (letter === '') return raise('error', 'repeat count given without format specifier');
    const size = BYTES[letter.toLowerCase()];
    if (size === undefined || letter === 'X') {
      if (/^[?cnNefdspP]$/.test(letter))
        return raise('LabRefusal', `struct: a lab packs integers only, and '${letter}' is another format`);
      return raise('error', 'bad char in struct format');
    }
    const one = native && letter.toLowerCase() === 'l' ? 8 : size;
    if (native) bytes = Math.ceil(bytes / one) * one;
    const times = count === '' ? 1 : Number(count);
    if (times > MOST_FIELDS || fields.length + times > MOST_FIELDS)
      return raise('LabRefusal', `struct: at most ${MOST_FIELDS} of a kind here`);
    for (let i = 0; i < times; i += 1) {
      if (letter !== 'x')
        fields.push({ letter, bytes: one, signed: letter === letter.toLowerCase(), at: bytes });
      bytes += one;
    }
  }
  return { big: order === '>' || order === '!', bytes, fields };
}

/** Nobody reads more items than these. */
const MOST_FIELDS = 256;
const LONGEST_FORMAT = 1024;

const NAMES: Readonly<Record<string, string>> = { b: 'byte', B: 'ubyte', h: 'short', H: 'ushort' };

function checkRange({ letter, bytes, signed }: Code, number: bigint, big: boolean): void {
  const bits = BigInt(8 * bytes);
  const [least, most] = signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
  if (number >= least && number <= most) return;
  if (bytes === 8) raise('error', big ? 'int too large to convert' : 'argument out of range');
  const isNamed = letter in NAMES && (bytes === 1 || !big);
  // C's own functions read the number first, as a long or, but for the named ones, as an unsigned long.
  const asSigned = signed || isNamed;
  const isRead = asSigned ? number >= -(1n << 63n) && number < 1n << 63n : number >= 0n && number < 1n << 64n;
  if (!isRead) raise('error', 'argument out of range');
  const what = isNamed ? NAMES[letter] : `'${letter}'`;
  raise('error', `${what} format requires ${least} <= number <= ${most}`);
}
