import { SOCKET_METHODS } from '../../../shared/programs/socket-vocabulary.ts';
import type {
  Expression,
  Literal,
  ModuleName,
  SocketMethod,
  ValueMethod,
} from '../../../shared/programs/tree.ts';
import { decode, encode, encodingOf, errorHandlingOf } from './codecs.ts';
import { raise } from './exceptions.ts';
import { memberOf } from './modules.ts';
import { operate } from './operations.ts';
import {
  bool,
  display,
  int,
  isTrue,
  NONE,
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
  method(socket: PythonSocket, name: SocketMethod, args: readonly Value[]): Promise<Value>;
  assigned(name: string, value: Value, local: boolean): void;
  newThread(target: PythonFunction, args: readonly Value[], daemon: boolean): PythonThread;
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
  call(target: PythonFunction, args: readonly Value[]): Promise<Value>;
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
async function evaluateAll(expressions: readonly Expression[], env: Environment): Promise<Value[]> {
  const values: Value[] = [];
  for (const expression of expressions) values.push(await evaluate(expression, env));
  return values;
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
  if (target.is === 'function') return env.call(target.function, args);
  if (target.is !== 'builtin' && target.is !== 'class')
    return raise('TypeError', `'${typeName(target)}' object is not callable`);
  switch (target.name) {
    case 'socket':
      return env.machine.socket(args);
    case 'len':
      return length(args);
    case 'print':
      env.machine.print(args.map(display).join(' '));
      return NONE;
    case 'range': {
      const [stop] = args;
      return stop?.is === 'int'
        ? { is: 'range', stop: stop.value }
        : raise(
            'TypeError',
            `'${stop ? typeName(stop) : 'NoneType'}' object cannot be interpreted as an integer`,
          );
    }
    case 'Thread':
      return newThread(keywords, env.machine);
    case 'int':
      return raise('LabRefusal', 'int() is not called here');
    default:
      return target satisfies never;
  }
}

function newThread(keywords: ReadonlyMap<string, Value>, machine: Machine): Value {
  const target = keywords.get('target');
  const args = keywords.get('args') ?? tuple();
  if (target?.is !== 'function') return raise('TypeError', 'Thread() needs a function as its target');
  if (args.is !== 'tuple') return raise('TypeError', 'Thread() argument after * must be an iterable');
  const daemon = keywords.get('daemon');
  const thread = machine.newThread(target.function, args.items, daemon !== undefined && isTrue(daemon));
  return { is: 'thread', thread };
}

function length(args: readonly Value[]): Value {
  const [of] = args;
  if (of === undefined || args.length > 1)
    return raise('TypeError', `len() takes exactly one argument (${args.length} given)`);
  if (of.is === 'bytes') return int(of.bytes.length);
  // Python counts code points, not UTF-16 units.
  if (of.is === 'str') return int(Array.from(of.text).length);
  if (of.is === 'tuple') return int(of.items.length);
  return raise('TypeError', `object of type '${typeName(of)}' has no len()`);
}

const isSocketMethod = (name: SocketMethod | ValueMethod): name is SocketMethod =>
  (SOCKET_METHODS as readonly string[]).includes(name);

async function callMethod(
  on: Value,
  name: SocketMethod | ValueMethod,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  machine: Machine,
): Promise<Value> {
  if (on.is === 'socket' && isSocketMethod(name)) return machine.method(on.socket, name, args);
  if (on.is === 'str' && name === 'encode') {
    const [encoding] = codecArguments(name, args, keywords);
    return { is: 'bytes', bytes: encode(on.text, encodingOf(encoding)) };
  }
  if (on.is === 'bytes' && name === 'decode') {
    const [encoding, errors] = codecArguments(name, args, keywords);
    const text = decode(on.bytes, encodingOf(encoding), errorHandlingOf(errors));
    return on.call === undefined ? { is: 'str', text } : { is: 'str', text, call: on.call };
  }
  if (on.is === 'int' && name === 'to_bytes') return bigEndian(on.value, args);
  if (on.is === 'class' && name === 'from_bytes') return fromBigEndian(args);
  if (on.is === 'thread' && name === 'start') {
    machine.start(on.thread);
    return NONE;
  }
  if (on.is === 'thread' && name === 'join') {
    await machine.join(on.thread);
    return NONE;
  }
  return raise('AttributeError', `'${typeName(on)}' object has no attribute '${name}'`);
}

function textArgument(value: Value | undefined, otherwise: string): string {
  if (value === undefined) return otherwise;
  return value.is === 'str' ? value.text : raise('TypeError', `argument must be str, not ${typeName(value)}`);
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

/** Does `int.to_bytes(length, 'big')` up to 6 bytes, which is enough for a length prefix. */
function bigEndian(value: number, [length, order]: readonly Value[]): Value {
  if (length?.is !== 'int' || length.value < 1 || length.value > 6 || textArgument(order, 'big') !== 'big')
    return raise('ValueError', "to_bytes() takes a length from 1 to 6 and 'big' here");
  if (value < 0) return raise('OverflowError', "can't convert negative int to unsigned");
  if (value >= 256 ** length.value) return raise('OverflowError', 'int too big to convert');
  const bytes = Buffer.alloc(length.value);
  bytes.writeUIntBE(value, 0, length.value);
  return { is: 'bytes', bytes };
}

function fromBigEndian([from, order]: readonly Value[]): Value {
  if (from?.is !== 'bytes' || from.bytes.length > 6 || textArgument(order, 'big') !== 'big')
    return raise('ValueError', "from_bytes() takes up to 6 bytes and 'big' here");
  return int(from.bytes.length === 0 ? 0 : from.bytes.readUIntBE(0, from.bytes.length));
}
