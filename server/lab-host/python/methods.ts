import { SOCKET_METHODS } from '../../../shared/programs/socket-vocabulary.ts';
import { DICT_METHODS, LIST_METHODS, TEXT_METHODS } from '../../../shared/programs/vocabulary.ts';
import type {
  DictMethod,
  ListMethod,
  SocketMethod,
  TextMethod,
  ValueMethod,
} from '../../../shared/programs/tree.ts';
import { bytearrayMethod } from './bytearray-methods.ts';
import { decode, encode, encodingOf } from './codecs.ts';
import { dictMethod } from './dict-methods.ts';
import { raise } from './exceptions.ts';
import { fromBytes, toBytes } from './integer-bytes.ts';
import type { Environment } from './environment.ts';
import { listMethod, searchItems } from './list-methods.ts';
import { textMethod } from './text-methods.ts';
import { bytesIn, NONE, numberOf, typeName, type Value } from './values.ts';

const isSocketMethod = (name: SocketMethod | ValueMethod): name is SocketMethod =>
  (SOCKET_METHODS as readonly string[]).includes(name);

const isTextMethod = (name: string): name is TextMethod => (TEXT_METHODS as readonly string[]).includes(name);
const isDictMethod = (name: string): name is DictMethod => (DICT_METHODS as readonly string[]).includes(name);
const isListMethod = (name: string): name is ListMethod => (LIST_METHODS as readonly string[]).includes(name);

type OnlyOfDicts = Exclude<DictMethod, ListMethod>;
const isOnlyOfDicts = (name: string): name is OnlyOfDicts => isDictMethod(name) && !isListMethod(name);

const TEXTS = ['str', 'bytes', 'bytearray'] as const;

/** The types that have each method of a value. Those of dicts are apart. */
const OWNERS: Readonly<Record<Exclude<ValueMethod, OnlyOfDicts>, readonly Value['is'][]>> = {
  encode: ['str'],
  decode: ['bytes', 'bytearray'],
  to_bytes: ['int', 'bool', 'enum'],
  from_bytes: ['class', 'int', 'bool', 'enum'],
  start: ['thread'],
  join: ['thread', ...TEXTS],
  index: ['list', 'tuple', 'range', ...TEXTS],
  count: ['list', 'tuple', 'range', ...TEXTS],
  hex: ['bytes', 'bytearray'],
  ...(Object.fromEntries(
    LIST_METHODS.filter((name) => !isTextMethod(name)).map((name) => [name, ['list', 'bytearray']]),
  ) as Record<Exclude<ListMethod, TextMethod>, ['list', 'bytearray']>),
  ...(Object.fromEntries(
    TEXT_METHODS.filter((name) => name !== 'join' && name !== 'hex' && !isListMethod(name)).map((name) => [
      name,
      TEXTS,
    ]),
  ) as Record<Exclude<TextMethod, ListMethod | 'join' | 'hex'>, typeof TEXTS>),
};

export function hasMethod(on: Value, name: SocketMethod | ValueMethod): boolean {
  if (isSocketMethod(name)) return on.is === 'socket';
  if (name === 'from_bytes' && on.is === 'class') return on.name === 'int';
  if (on.is === 'dict') return isDictMethod(name);
  return isOnlyOfDicts(name) ? false : OWNERS[name].includes(on.is);
}

export async function callMethod(
  on: Value,
  name: SocketMethod | ValueMethod,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  env: Pick<Environment, 'machine' | 'changed'>,
): Promise<Value> {
  const { machine, changed } = env;
  if (on.is === 'dict' && isDictMethod(name)) return dictMethod(on.dict, name, args, keywords, env);
  if (on.is === 'socket' && isSocketMethod(name)) {
    const [into] = args;
    if (name !== 'recv_into' || into?.is !== 'bytearray') return machine.method(on.socket, name, args);
    await machine.charge(into.array.bytes.length);
    const value = await machine.method(on.socket, name, args);
    changed(into.array, 0);
    return value;
  }
  if (on.is === 'thread') {
    if (args.length > 0) return raise('LabRefusal', `${name}() takes no arguments here`);
    if (name === 'start') machine.start(on.thread);
    else await machine.join(on.thread);
    return NONE;
  }
  if (on.is === 'list' && isListMethod(name)) return listMethod(on.list, name, args, changed, machine.charge);
  if (on.is === 'bytearray' && isListMethod(name) && !isTextMethod(name))
    return bytearrayMethod(on.array, name, args, changed, machine.charge);
  if (on.is === 'tuple' && (name === 'index' || name === 'count'))
    return searchItems('tuple', on.items, name, args, machine.charge);
  if (on.is === 'range') return raise('LabRefusal', `range.${name}: a range has no methods here`);
  if ((on.is === 'str' || on.is === 'bytes' || on.is === 'bytearray') && isTextMethod(name))
    return textMethod(on, name, name === 'split' ? splitArguments(args, keywords) : args, machine.charge);
  if (on.is === 'str') {
    const [encoding, errors] = codecArguments('encode', args, keywords);
    return { is: 'bytes', bytes: await encode(on.text, encodingOf(encoding), errors, machine.charge) };
  }
  const bytes = bytesIn(on);
  if (bytes !== null) {
    const [encoding, errors] = codecArguments('decode', args, keywords);
    const text = await decode(bytes, encodingOf(encoding), errors, machine.charge);
    return on.is !== 'bytes' || on.call === undefined
      ? { is: 'str', text }
      : { is: 'str', text, call: on.call };
  }
  return name === 'to_bytes' ? toBytes(numberOf(on) ?? 0n, args) : fromBytes(args);
}

/** Returns the arguments of split() by their places (Objects/clinic/unicodeobject.c.h). */
function splitArguments(args: readonly Value[], keywords: ReadonlyMap<string, Value>): readonly Value[] {
  const given = args.length + keywords.size;
  if (given > 2) return raise('TypeError', `split() takes at most 2 arguments (${given} given)`);
  const placed = ['sep', 'maxsplit'].map((name, i) => {
    if (args[i] !== undefined && keywords.has(name))
      return raise('TypeError', `argument for split() given by name ('${name}') and position (${i + 1})`);
    return args[i] ?? keywords.get(name);
  });
  const [separator = NONE, most] = placed;
  return most === undefined ? [separator] : [separator, most];
}

/** Returns the encoding and the error handling that encode() and decode() take (Objects/clinic/*.c.h). */
function codecArguments(
  method: 'encode' | 'decode',
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): [encoding: string, errors: string] {
  const given = args.length + keywords.size;
  if (given > 2) return raise('TypeError', `${method}() takes at most 2 arguments (${given} given)`);
  const [encoding, errors] = ['encoding', 'errors'].map((name, i) => {
    const value = args[i] ?? keywords.get(name);
    if (args[i] !== undefined && keywords.has(name))
      return raise('TypeError', `argument for ${method}() given by name ('${name}') and position (${i + 1})`);
    if (value === undefined || value.is === 'str') return value?.text;
    return raise('TypeError', `${method}() argument '${name}' must be str, not ${typeName(value)}`);
  });
  return [encoding ?? 'utf-8', errors ?? 'strict'];
}
