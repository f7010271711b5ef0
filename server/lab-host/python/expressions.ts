import { SOCKET_METHODS } from '../../../shared/programs/socket-vocabulary.ts';
import type {
  Expression,
  Literal,
  ModuleName,
  SocketMethod,
  ValueMethod,
} from '../../../shared/programs/tree.ts';
import { decode, encode, encodingOf } from './codecs.ts';
import { fromBytes, toBytes } from './integer-bytes.ts';
import { raise } from './exceptions.ts';
import { memberOf } from './modules.ts';
import { operate } from './operations.ts';
import {
  bool,
  display,
  int,
  isTrue,
  NONE,
  numberOf,
  rangeLength,
  repr,
  tuple,
  typeName,
  type PythonFunction,
  type PythonSocket,
  type PythonThread,
  type Value,
} from './values.ts';

/** The operations of a program that reach outside the interpreter. Each may raise PythonRaise. */
export interface Machine {
  print(text: string): void;
  socket(args: readonly Value[]): Promise<Value>;
  /** Does `repr(socket)`, for which Python makes system calls. */
  describe(socket: PythonSocket): Promise<string>;
  method(socket: PythonSocket, name: SocketMethod, args: readonly Value[]): Promise<Value>;
  assigned(name: string, value: Value, local: boolean): void;
  newThread(target: PythonFunction, args: Value, daemon: boolean): PythonThread;
  start(thread: PythonThread): void;
  join(thread: PythonThread): Promise<void>;
}

/** A program's global names, or a function's local ones. */
export type Names = Map<string, Value>;

/** The names and the machine that an expression is evaluated with. */
export interface Environment {
  readonly machine: Machine;
  /** Returns a name's value. Raises NameError or UnboundLocalError. */
  lookup(name: string): Value;
  call(target: PythonFunction, args: readonly Value[], keywords: ReadonlyMap<string, Value>): Promise<Value>;
}

export async function evaluate(expression: Expression, env: Environment): Promise<Value> {
  switch (expression.is) {
    case 'constant':
      return named(expression.name, expression.module, env);
    case 'literal':
      return fromLiteral(expression.value);
    case 'bytes':
      return asciiBytes(expression.text);
    case 'parameter':
      return expression.kind === 'family'
        ? named(String(expression.value), expression.module, env)
        : fromParameter(expression);
    case 'name':
      return env.lookup(expression.name);
    case 'tuple':
      return tuple(...(await evaluateAll(expression.items, env)));
    case 'not':
      return bool(!isTrue(await evaluate(expression.value, env)));
    case 'operation': {
      const { operator } = expression;
      const left = await evaluate(expression.left, env);
      if (operator === 'and') return isTrue(left) ? evaluate(expression.right, env) : left;
      if (operator === 'or') return isTrue(left) ? left : evaluate(expression.right, env);
      return operate(operator, left, await evaluate(expression.right, env));
    }
    case 'call':
      return call(expression, env);
    case 'method': {
      const on = await evaluate(expression.on, env);
      // Python looks the method up before it evaluates the arguments.
      if (!hasMethod(on, expression.method)) return noAttribute(on, expression.method);
      const { args, keywords } = await evaluateArguments(expression, env);
      return callMethod(on, expression.method, args, keywords, env.machine);
    }
    default:
      return expression satisfies never;
  }
}

/** Returns the value of a name, or of a name in a module (`socket.SHUT_WR`). */
function named(name: string, module: ModuleName | undefined, env: Environment): Value {
  if (module === undefined) return env.lookup(name);
  const on = env.lookup(module);
  const member = on.is === 'module' ? memberOf(on.name, name) : null;
  if (member !== null) return member;
  return noAttribute(on, name);
}

function noAttribute(on: Value, name: string): never {
  if (on.is === 'module') return raise('AttributeError', `module '${on.name}' has no attribute '${name}'`);
  const whose = on.is === 'class' ? `type object '${on.name}'` : `'${typeName(on)}' object`;
  return raise('AttributeError', `${whose} has no attribute '${name}'`);
}

interface Arguments {
  readonly args: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
}

async function evaluateArguments(
  { args, keywords = [] }: Extract<Expression, { args: readonly Expression[] }>,
  env: Environment,
): Promise<Arguments> {
  const plain = await evaluateAll(args, env);
  const byName = new Map<string, Value>();
  for (const { name, value } of keywords) byName.set(name, await evaluate(value, env));
  return { args: plain, keywords: byName };
}

/** Python evaluates arguments from left to right. */
function evaluateAll(expressions: readonly Expression[], env: Environment): Promise<Value[]> {
  return inTurn(expressions, (expression) => evaluate(expression, env));
}

/** Each begins when the one before has ended, because both may make system calls. */
async function inTurn<T, R>(all: readonly T[], act: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const one of all) results.push(await act(one));
  return results;
}

const asciiBytes = (text: string): Value => ({ is: 'bytes', bytes: Buffer.from(text, 'latin1') });

function fromLiteral(value: Literal): Value {
  if (typeof value === 'string') return { is: 'str', text: value };
  return typeof value === 'boolean' ? bool(value) : int(value);
}

function fromParameter({ kind, value }: Extract<Expression, { is: 'parameter' }>): Value {
  return kind === 'bytes' ? asciiBytes(String(value)) : fromLiteral(value);
}

async function call(expression: Extract<Expression, { is: 'call' }>, env: Environment): Promise<Value> {
  // Python looks the function up before it evaluates the arguments.
  const target = named(expression.function, expression.module, env);
  const { args, keywords } = await evaluateArguments(expression, env);
  if (target.is === 'function') return env.call(target.function, args, keywords);
  if (target.is !== 'builtin' && target.is !== 'class')
    return raise('TypeError', `'${typeName(target)}' object is not callable`);
  switch (target.name) {
    case 'socket':
      return env.machine.socket(socketArguments(args, keywords));
    case 'len':
      return length(args);
    case 'print':
      env.machine.print((await inTurn(args, (arg) => shown(arg, env.machine))).join(separator(keywords)));
      return NONE;
    case 'range':
      return range(args);
    case 'Thread':
      return newThread(keywords, env.machine);
    case 'int':
      return raise('LabRefusal', 'int() is not called here');
    default:
      return target satisfies never;
  }
}

/** Returns the arguments of socket() by their places (Lib/socket.py). */
function socketArguments(args: readonly Value[], keywords: ReadonlyMap<string, Value>): Value[] {
  const placed = [...args];
  for (const [name, value] of keywords) {
    const at = ['family', 'type'].indexOf(name);
    if (at < args.length)
      return raise('TypeError', `socket.__init__() got multiple values for argument '${name}'`);
    placed[at] = value;
  }
  // The default of both is -1, for which Python takes AF_INET and SOCK_STREAM.
  return Array.from(placed, (value) => value ?? int(-1));
}

function separator(keywords: ReadonlyMap<string, Value>): string {
  const given = keywords.get('sep');
  if (given === undefined || given.is === 'none') return ' ';
  return given.is === 'str'
    ? given.text
    : raise('TypeError', `sep must be None or a string, not ${typeName(given)}`);
}

/** Reads `range(stop)` or `range(start, stop[, step])` (Objects/rangeobject.c). */
function range(args: readonly Value[]): Value {
  const bounds = args.slice(0, 3).map((arg) => {
    const number = numberOf(arg);
    return number ?? raise('TypeError', `'${typeName(arg)}' object cannot be interpreted as an integer`);
  });
  if (args.length === 0) return raise('TypeError', 'range expected at least 1 argument, got 0');
  if (args.length > 3) return raise('TypeError', `range expected at most 3 arguments, got ${args.length}`);
  const [first = 0n, second, step = 1n] = bounds;
  if (step === 0n) return raise('ValueError', 'range() arg 3 must not be zero');
  return second === undefined
    ? { is: 'range', start: 0n, stop: first, step }
    : { is: 'range', start: first, stop: second, step };
}

function newThread(keywords: ReadonlyMap<string, Value>, machine: Machine): Value {
  const target = keywords.get('target');
  if (target?.is !== 'function') return raise('LabRefusal', 'a thread’s target is a function of the program');
  const daemon = keywords.get('daemon');
  const isDaemon = daemon !== undefined && isTrue(daemon);
  const thread = machine.newThread(target.function, keywords.get('args') ?? tuple(), isDaemon);
  return { is: 'thread', thread };
}

/**
 * Returns what print() shows of a value. Objects whose text has an address of the machine's memory are
 * refused, because no lab has the same.
 */
async function shown(value: Value, machine: Machine): Promise<string> {
  switch (value.is) {
    case 'socket':
      return machine.describe(value.socket);
    case 'tuple': {
      const items = await inTurn(value.items, (item) =>
        item.is === 'socket' || item.is === 'tuple'
          ? shown(item, machine)
          : Promise.resolve(textOf(item, repr)),
      );
      return `(${items.join(', ')}${items.length === 1 ? ',' : ''})`;
    }
    default:
      return textOf(value, display);
  }
}

function textOf(value: Value, text: (value: Value) => string): string {
  if (value.is === 'function' || value.is === 'thread' || value.is === 'module')
    return raise('LabRefusal', `print: the text of a ${value.is} is another one at each run`);
  if (value.is === 'exception' && text === repr && value.exception.name.startsWith('Unicode'))
    return raise('LabRefusal', `print: a lab does not know the arguments of ${value.exception.name}`);
  return text(value);
}

function length(args: readonly Value[]): Value {
  const [of] = args;
  if (of === undefined || args.length > 1)
    return raise('TypeError', `len() takes exactly one argument (${args.length} given)`);
  if (of.is === 'bytes') return int(of.bytes.length);
  // Python counts code points, not UTF-16 units.
  if (of.is === 'str') return int(Array.from(of.text).length);
  if (of.is === 'tuple') return int(of.items.length);
  if (of.is === 'range') return int(rangeLength(of));
  return raise('TypeError', `object of type '${typeName(of)}' has no len()`);
}

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

function hasMethod(on: Value, name: SocketMethod | ValueMethod): boolean {
  if (isSocketMethod(name)) return on.is === 'socket';
  if (name === 'from_bytes' && on.is === 'class') return on.name === 'int';
  return OWNERS[name].includes(on.is);
}

async function callMethod(
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
