import type { Expression, SocketMethod, Statement, TextMethod } from '../../../shared/programs/tree.ts';
import { SOCKET_METHODS } from '../../../shared/programs/tree.ts';
import { raise } from './exceptions.ts';
import { decodeUtf8 } from './utf8.ts';
import { display, int, NONE, tuple, typeName, type PythonSocket, type Value } from './values.ts';

/** What a program reaches outside itself. Each may raise PythonRaise. */
export interface Machine {
  print(text: string): void;
  socket(args: readonly Value[]): Promise<Value>;
  method(socket: PythonSocket, name: SocketMethod, args: readonly Value[]): Promise<Value>;
  assigned(name: string, value: Value): void;
}

/** A program's global names. */
export type Names = Map<string, Value>;

/** Executes one statement with Python's semantics; rejects with PythonRaise when it raises. */
export async function execute(statement: Statement, names: Names, machine: Machine): Promise<void> {
  const value = await evaluate(statement.value, names, machine);
  if (statement.is === 'do') return;
  for (const [target, part] of unpack(statement.to, value)) {
    names.set(target, part);
    machine.assigned(target, part);
  }
}

function unpack(targets: readonly string[], value: Value): [string, Value][] {
  const [only] = targets;
  if (targets.length === 1 && only !== undefined) return [[only, value]];
  if (value.is !== 'tuple') return raise('TypeError', `cannot unpack non-iterable ${typeName(value)} object`);
  const { items } = value;
  if (items.length > targets.length)
    return raise('ValueError', `too many values to unpack (expected ${targets.length})`);
  if (items.length < targets.length)
    return raise(
      'ValueError',
      `not enough values to unpack (expected ${targets.length}, got ${items.length})`,
    );
  return items.map((item, i) => [targets[i] ?? '', item]);
}

async function evaluate(expression: Expression, names: Names, machine: Machine): Promise<Value> {
  switch (expression.is) {
    case 'constant':
      return { is: 'constant', name: expression.name };
    case 'literal':
      return fromLiteral(expression.value);
    case 'parameter':
      return expression.kind === 'family'
        ? { is: 'constant', name: expression.value === 'AF_INET6' ? 'AF_INET6' : 'AF_INET' }
        : fromLiteral(expression.value);
    case 'name':
      return names.get(expression.name) ?? raise('NameError', `name '${expression.name}' is not defined`);
    case 'tuple':
      return tuple(...(await evaluateAll(expression.items, names, machine)));
    case 'call': {
      const args = await evaluateAll(expression.args, names, machine);
      if (expression.function === 'socket') return machine.socket(args);
      if (expression.function === 'len') return length(args);
      machine.print(args.map(display).join(' '));
      return NONE;
    }
    case 'method': {
      const on = await evaluate(expression.on, names, machine);
      const args = await evaluateAll(expression.args, names, machine);
      return callMethod(on, expression.method, args, machine);
    }
    default:
      return expression satisfies never;
  }
}

/** Left to right, one after the other, as Python evaluates arguments. */
async function evaluateAll(
  expressions: readonly Expression[],
  names: Names,
  machine: Machine,
): Promise<Value[]> {
  const values: Value[] = [];
  for (const expression of expressions) values.push(await evaluate(expression, names, machine));
  return values;
}

function fromLiteral(value: string | number | boolean): Value {
  if (typeof value === 'string') return { is: 'str', text: value };
  return typeof value === 'boolean' ? { is: 'bool', value } : int(value);
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

const isSocketMethod = (name: SocketMethod | TextMethod): name is SocketMethod =>
  (SOCKET_METHODS as readonly string[]).includes(name);

function callMethod(
  on: Value,
  name: SocketMethod | TextMethod,
  args: readonly Value[],
  machine: Machine,
): Promise<Value> | Value {
  if (on.is === 'socket' && isSocketMethod(name)) return machine.method(on.socket, name, args);
  if (on.is === 'str' && name === 'encode') return { is: 'bytes', bytes: Buffer.from(on.text, 'utf8') };
  if (on.is === 'bytes' && name === 'decode') {
    const text = decodeUtf8(on.bytes);
    return on.call === undefined ? { is: 'str', text } : { is: 'str', text, call: on.call };
  }
  return raise('AttributeError', `'${typeName(on)}' object has no attribute '${name}'`);
}
