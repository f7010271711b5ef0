import { type Encoding, isEncoding } from '../../../shared/programs/params.ts';
import { raise } from './exceptions.ts';
import { decodeUtf8 } from './utf8.ts';

/** The values of Python's `errors` argument, which say how a codec treats what it cannot translate. */
const ERROR_HANDLINGS = ['strict', 'replace', 'ignore'] as const;
type ErrorHandling = (typeof ERROR_HANDLINGS)[number];

/** Python's other ones (The Python Standard Library, Error Handlers). */
const OTHER_HANDLINGS = /^(?:backslashreplace|xmlcharrefreplace|namereplace|surrogateescape|surrogatepass)$/;

/** CPython's own spellings of the codecs' names (Lib/encodings/aliases.py), as far as programs use them. */
const ALIASES: Readonly<Record<string, Encoding>> = { utf8: 'utf-8', latin1: 'latin-1', 'us-ascii': 'ascii' };

export function encodingOf(name: string): Encoding {
  const plain = name.toLowerCase().replaceAll('_', '-');
  const found = ALIASES[plain] ?? plain;
  return isEncoding(found) ? found : raise('LookupError', `unknown encoding: ${name}`);
}

/** Python asks for a handler only once it needs one, so that a wrong name raises nothing before. */
function errorHandlingOf(name: string): ErrorHandling {
  if (OTHER_HANDLINGS.test(name)) return raise('LabRefusal', `a lab has no error handler '${name}'`);
  return (
    ERROR_HANDLINGS.find((one) => one === name) ??
    raise('LookupError', `unknown error handler name '${name}'`)
  );
}

/** Does `str.encode()`. Raises UnicodeEncodeError with Python's own message. */
export function encode(text: string, encoding: Encoding, errors = 'strict'): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  const table = encoding === 'gbk' ? gbkTable() : null;
  const limit = encoding === 'ascii' ? 0x80 : 0x100;
  const characters = Array.from(text);
  const encoded = (character: string): readonly number[] | null => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80 || (table === null && code < limit)) return [code];
    const pair = table?.get(character);
    return pair === undefined ? null : [pair >> 8, pair & 0xff];
  };
  const bytes = characters.flatMap((character, at) => {
    const found = encoded(character);
    if (found !== null) return found;
    const handling = errorHandlingOf(errors);
    if (handling !== 'strict') return handling === 'replace' ? [0x3f] : [];
    // These codecs name all that they cannot encode in a row, and a table's codec its first one.
    const next = characters.findIndex((one, i) => i > at && encoded(one) !== null);
    const end = table === null ? (next < 0 ? characters.length : next) : at + 1;
    const what =
      end === at + 1
        ? `character '${escape(character)}' in position ${at}`
        : `characters in position ${at}-${end - 1}`;
    const why = table === null ? `ordinal not in range(${limit})` : 'illegal multibyte sequence';
    return raise('UnicodeEncodeError', `'${encoding}' codec can't encode ${what}: ${why}`);
  });
  return Buffer.from(bytes);
}

/** Returns a character as Python's message shows it, `\\xe9`. */
function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${hex(code, 8)}` : code > 0xff ? `\\u${hex(code, 4)}` : `\\x${hex(code, 2)}`;
}

/**
 * Does `bytes.decode()`. Raises UnicodeDecodeError, with CPython's message for UTF-8 and ASCII and a shorter
 * one for GBK.
 */
export function decode(bytes: Buffer, encoding: Encoding, errors = 'strict'): string {
  if (encoding === 'latin-1') return bytes.toString('latin1');
  if (encoding === 'ascii') return decodeAscii(bytes, errors);
  const strict = (): string => (encoding === 'utf-8' ? decodeUtf8(bytes) : decodeGbk(bytes));
  if (errors === 'strict' || isSound(strict)) return strict();
  const handling = errorHandlingOf(errors);
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  return handling === 'ignore' ? text.replaceAll('\u{fffd}', '') : text;
}

function isSound(decoded: () => string): boolean {
  try {
    decoded();
    return true;
  } catch {
    return false;
  }
}

function decodeAscii(bytes: Buffer, errors: string): string {
  const at = bytes.findIndex((byte) => byte > 0x7f);
  const handling = at < 0 ? 'strict' : errorHandlingOf(errors);
  if (at >= 0 && handling === 'strict') {
    const byte = `0x${hex(bytes[at] ?? 0, 2)}`;
    raise(
      'UnicodeDecodeError',
      `'ascii' codec can't decode byte ${byte} in position ${at}: ordinal not in range(128)`,
    );
  }
  const other = handling === 'replace' ? '\u{fffd}' : '';
  return Array.from(bytes, (byte) => (byte > 0x7f ? other : String.fromCharCode(byte))).join('');
}

function decodeGbk(bytes: Buffer): string {
  const text = new TextDecoder('gbk').decode(bytes);
  const table = gbkTable();
  const sizes = Array.from(text, (character) =>
    character < '\x80' ? 1 : table.has(character) ? 2 : Infinity,
  );
  // The platform's decoder also accepts 0x80, private-use characters and four-byte sequences.
  if (sizes.reduce((sum, size) => sum + size, 0) !== bytes.length)
    raise('UnicodeDecodeError', "'gbk' codec can't decode these bytes: illegal multibyte sequence");
  return text;
}

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');

let gbk: ReadonlyMap<string, number> | undefined;

/**
 * Maps characters to their two bytes. The platform only decodes GBK, so that its decoder is inverted here.
 * CPython's codec has no private-use characters.
 */
function gbkTable(): ReadonlyMap<string, number> {
  if (gbk !== undefined) return gbk;
  const decoder = new TextDecoder('gbk');
  const table = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (/^[^\u{e000}-\u{f8ff}\u{fffd}]$/u.test(character) && !table.has(character))
        table.set(character, (lead << 8) | trail);
    }
  gbk = table;
  return table;
}
