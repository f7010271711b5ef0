import { SOCKET_METHODS } from '../../../shared/programs/socket-vocabulary.ts';
import type { SocketMethod, ValueMethod } from '../../../shared/programs/tree.ts';
import { decode, encode, encodingOf } from './codecs.ts';
import { raise } from './exceptions.ts';
import { fromBytes, toBytes } from './integer-bytes.ts';
import type { Machine } from './machine.ts';
import { NONE, numberOf, typeName, type Value } from './values.ts';

const isSocketMethod = (name: SocketMethod | ValueMethod): name is SocketMethod =>
  (SOCKET_METHODS as readonly string[]).includes(name);

/** The types that have each method of a value. */
const OWNERS: Readonly<Record<ValueMethod, readonly Value['is'][]>> = {
  encode: ['str'],
  decode: ['bytes'],
  to_bytes: ['int', 'bool', 'enum'],
  from_bytes: ['class', 'int', 'bool', 'enum'],
  start: ['thread'],
  join: ['thread'],
};

export function hasMethod(on: Value, name: SocketMethod | ValueMethod): boolean {
  if (isSocketMethod(name)) return on.is === 'socket';
  if (name === 'from_bytes' && on.is === 'class') return on.name === 'int';
  return OWNERS[name].includes(on.is);
}

export async function callMethod(
  on: Value,
  name: SocketMethod | ValueMethod,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  machine: Machine,
): Promise<Value> {
  if (on.is === 'socket' && isSocketMethod(name)) return machine.method(on.socket, name, args);
  if (on.is === 'thread') {
    if (args.length > 0) return raise('LabRefusal', `${name}() takes no arguments here`);
    if (name === 'start') machine.start(on.thread);
    else await machine.join(on.thread);
    return NONE;
  }
  if (on.is === 'str') {
    const [encoding, errors] = codecArguments('encode', args, keywords);
    return { is: 'bytes', bytes: encode(on.text, encodingOf(encoding), errors) };
  }
  if (on.is === 'bytes') {
    const [encoding, errors] = codecArguments('decode', args, keywords);
    const text = decode(on.bytes, encodingOf(encoding), errors);
    return on.call === undefined ? { is: 'str', text } : { is: 'str', text, call: on.call };
  }
  return name === 'to_bytes' ? toBytes(numberOf(on) ?? 0n, args) : fromBytes(args);
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
