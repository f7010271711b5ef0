import type { ParameterKind } from '../../../../shared/programs/tree.ts';

/**
 * The role of a literal's place: an editable parameter of a kind, an address tuple, nothing special (null), or
 * never editable.
 */
export type Meaning = ParameterKind | 'pair' | 'plain' | null;

export const NUMBERS: ReadonlySet<Meaning> = new Set([
  'count',
  'port',
  'backlog',
  'recv-size',
  'buffer-bytes',
]);

/** The parameter kinds of an address' two parts. */
export const TUPLE: Readonly<Record<string, readonly ParameterKind[]>> = { pair: ['address', 'port'] };

/** The parameter kinds of plain literals that are a method's arguments. */
export function argumentKinds(method: string, args: readonly string[]): readonly Meaning[] {
  switch (method) {
    case 'bind':
    case 'connect':
      return ['pair'];
    case 'listen':
      return ['backlog'];
    case 'recv':
      return ['recv-size'];
    case 'encode':
    case 'decode':
      return ['encoding', 'plain'];
    case 'recv_into':
      return [null, 'recv-size'];
    case 'get':
    case 'setdefault':
    case 'pop':
      return ['plain'];
    case 'from_bytes':
    case 'to_bytes':
      return ['plain', 'plain'];
    case 'setsockopt':
      return [null, null, /^(?:socket\.)?SO_(?:SND|RCV)BUF$/.test(args[1] ?? '') ? 'buffer-bytes' : 'flag'];
    default:
      return [];
  }
}

/** The keyword arguments of Python's functions that a lab has. */
export const FUNCTION_KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  Thread: ['target', 'args', 'daemon'],
  print: ['sep'],
  input: [],
  sorted: ['reverse'],
  enumerate: ['start'],
  socket: ['family', 'type'],
  sleep: [],
  select: [],
  create_connection: ['timeout'],
  create_server: ['family', 'backlog'],
  pack: [],
  unpack: [],
  calcsize: [],
  len: [],
  repr: [],
  min: [],
  max: [],
  sum: [],
  abs: [],
  str: [],
  int: [],
  list: [],
  tuple: [],
  bytes: [],
  bytearray: [],
  range: [],
};

/** The keyword arguments of methods, with what a plain literal means there. */
export const KEYWORDS: Readonly<Record<string, Readonly<Record<string, Meaning>>>> = {
  encode: { encoding: 'encoding', errors: 'plain' },
  decode: { encoding: 'encoding', errors: 'plain' },
  split: { sep: null, maxsplit: 'plain' },
};
