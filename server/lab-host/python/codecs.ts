import { isAscii, isUtf8 } from 'node:buffer';
import { type Encoding, isEncoding } from '../../../shared/programs/params.ts';
import { raise } from './exceptions.ts';
import { decodeGbk, gbkPairOf } from './gbk.ts';
import { joined, piecesOf, type Charge } from './long-work.ts';
import { within } from './sizes.ts';
import { countCharacters, textPieces } from './texts.ts';
import { boundaryBefore, raiseUtf8Fault } from './utf8.ts';

/** The values of Python's `errors` argument, which say how a codec treats what it cannot translate. */
const ERROR_HANDLINGS = ['strict', 'replace', 'ignore'] as const;
type ErrorHandling = (typeof ERROR_HANDLINGS)[number];

/** Python's other ones (The Python Standard Library, Error Handlers). */
const OTHER_HANDLINGS = /^(?:backslashreplace|xmlcharrefreplace|namereplace|surrogateescape|surrogatepass)$/;

/** CPython's own spellings of the codecs' names (Lib/encodings/aliases.py), as far as programs use them. */
const ALIASES: Readonly<Record<string, Encoding>> = { utf8: 'utf-8', latin1: 'latin-1', 'us-ascii': 'ascii' };
const LONGEST_NAME = 16;

export function encodingOf(name: string): Encoding {
  const plain = name.slice(0, LONGEST_NAME).toLowerCase().replaceAll('_', '-');
  const found = ALIASES[plain] ?? plain;
  return isEncoding(found) && name.length < LONGEST_NAME
    ? found
    : raise('LookupError', `unknown encoding: ${name}`);
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
export async function encode(
  text: string,
  encoding: Encoding,
  errors: string,
  charge: Charge,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const { from, piece } of textPieces(text, charge, 4)) {
    const part =
      encoding === 'utf-8'
        ? Buffer.from(piece, 'utf8')
        : encodeNarrow(piece, encoding, (at) => unencodable(text, from + at, encoding, errors));
    size += part.length;
    within(size);
    parts.push(part);
  }
  return joined(parts, charge);
}

type Narrow = Exclude<Encoding, 'utf-8'>;
/** The first code that a codec without a table does not have. */
const limitOf = (encoding: Narrow): number => (encoding === 'latin-1' ? 0x100 : 0x80);

/** Encodes a piece; `otherwise` gives the bytes in place of the character at a unit that the codec does not have. */
function encodeNarrow(piece: string, encoding: Narrow, otherwise: (at: number) => readonly number[]): Buffer {
  const isAllPlain = encoding === 'latin-1' ? !/[^\0-\xff]/.test(piece) : !/[^\0-\x7f]/.test(piece);
  if (isAllPlain) return Buffer.from(piece, 'latin1');
  const limit = limitOf(encoding);
  const bytes = Buffer.allocUnsafe(2 * piece.length);
  let size = 0;
  for (let at = 0; at < piece.length; at += 1) {
    const code = piece.charCodeAt(at);
    const pair = code >= limit && encoding === 'gbk' ? gbkPairOf(code) : 0;
    if (code < limit) bytes[size++] = code;
    else if (pair > 0) size = bytes.writeUInt16BE(pair, size);
    else {
      for (const byte of otherwise(at)) bytes[size++] = byte;
      if ((piece.codePointAt(at) ?? 0) > 0xffff) at += 1;
    }
  }
  return Buffer.from(bytes.subarray(0, size));
}

/** Returns the bytes in place of a character that a codec does not have, or raises Python's exception. */
function unencodable(text: string, at: number, encoding: Narrow, errors: string): readonly number[] {
  const handling = errorHandlingOf(errors);
  if (handling !== 'strict') return handling === 'replace' ? [0x3f] : [];
  const code = text.codePointAt(at) ?? 0;
  const first = countCharacters(text.slice(0, at));
  // These codecs name all that they cannot encode in a row, and a table's codec its first one.
  const row = encoding === 'gbk' ? 1 : countCharacters(rowOf(text.slice(at), limitOf(encoding)));
  const what =
    row === 1
      ? `character '${escape(code)}' in position ${first}`
      : `characters in position ${first}-${first + row - 1}`;
  const why =
    encoding === 'gbk' ? 'illegal multibyte sequence' : `ordinal not in range(${limitOf(encoding)})`;
  return raise('UnicodeEncodeError', `'${encoding}' codec can't encode ${what}: ${why}`);
}

function rowOf(text: string, limit: number): string {
  const end = text.search(limit === 0x80 ? /[\0-\x7f]/ : /[\0-\xff]/);
  return end < 0 ? text : text.slice(0, end);
}

/** Returns a character as Python's message shows it, `\\xe9`. */
function escape(code: number): string {
  return code > 0xffff ? `\\U${hex(code, 8)}` : code > 0xff ? `\\u${hex(code, 4)}` : `\\x${hex(code, 2)}`;
}

/**
 * Does `bytes.decode()`. Raises UnicodeDecodeError, with CPython's message for UTF-8 and ASCII and a shorter
 * one for GBK.
 */
export async function decode(
  bytes: Buffer,
  encoding: Encoding,
  errors: string,
  charge: Charge,
): Promise<string> {
  if (encoding === 'gbk') return decodeGbk(bytes, () => errorHandlingOf(errors), charge);
  const parts: string[] = [];
  let done = 0;
  for await (const { to } of piecesOf(bytes.length, charge, 4)) {
    const end = encoding === 'utf-8' ? boundaryBefore(bytes, to) : to;
    const piece = bytes.subarray(done, end);
    if (encoding === 'latin-1' || isAscii(piece)) parts.push(piece.toString('latin1'));
    else if (encoding === 'utf-8' && isUtf8(piece)) parts.push(piece.toString('utf8'));
    else {
      const handling = errorHandlingOf(errors);
      if (handling === 'strict') raiseFault(bytes, done, encoding);
      parts.push(repaired(piece, encoding, handling));
    }
    done = end;
  }
  return parts.join('');
}

function raiseFault(bytes: Buffer, from: number, encoding: 'utf-8' | 'ascii'): never {
  if (encoding === 'utf-8') return raiseUtf8Fault(bytes, from);
  const at = from + bytes.subarray(from).findIndex((byte) => byte > 0x7f);
  const byte = `0x${hex(bytes[at] ?? 0, 2)}`;
  return raise(
    'UnicodeDecodeError',
    `'ascii' codec can't decode byte ${byte} in position ${at}: ordinal not in range(128)`,
  );
}

function repaired(piece: Buffer, encoding: 'utf-8' | 'ascii', handling: ErrorHandling): string {
  const text =
    encoding === 'utf-8'
      ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(piece)
      : piece.toString('latin1').replaceAll(/[^\0-\x7f]/g, '\u{fffd}');
  return handling === 'ignore' ? text.replaceAll('\u{fffd}', '') : text;
}

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');
