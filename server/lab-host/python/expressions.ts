import type { Expression, Literal, ModuleName } from '../../../shared/programs/tree.ts';
import { callBuiltin } from './builtins.ts';
import { comprehension } from './comprehension.ts';
import { dictDisplay } from './dict-display.ts';
import type { Environment } from './environment.ts';
import { raise } from './exceptions.ts';
import { inTurn } from './in-turn.ts';
import { callMethod, hasMethod } from './methods.ts';
import { memberOf } from './modules.ts';
import { formatted } from './format.ts';
import { negative, operate } from './operations.ts';
import { itemOf, sliceOf } from './subscripts.ts';
import { within } from './sizes.ts';
import { attributeOf, isExceptionName, newException } from './raising.ts';
import { textOf } from './text-of.ts';
import { bool, float, int, isTrue, list, NONE, str, tuple, typeName, type Value } from './values.ts';

/** The cost of an evaluation by itself, in bytes. */
const EVALUATION_BYTES = 256;

/** These make no value of their own, or the same one each time. */
const MAKES_NONE: ReadonlySet<Expression['is']> = new Set([
  'constant',
  'literal',
  'parameter',
  'bytes',
  'name',
  'none',
]);

/** The value is held until the statement ends, or the expression of which this one is a part has its own. */
export async function evaluate(expression: Expression, env: Environment): Promise<Value> {
  const { held, machine } = env;
  const { charge, memory } = machine;
  const depth = held.length;
  const turn = charge(EVALUATION_BYTES);
  if (turn !== null) await turn;
  const value = await valueOf(expression, env);
  held.length = depth;
  held.push(value);
  if (MAKES_NONE.has(expression.is)) return value;
  const counted = memory.made(value, charge);
  if (counted !== null) await counted;
  return value;
}

async function valueOf(expression: Expression, env: Environment): Promise<Value> {
  switch (expression.is) {
    case 'constant':
      return named(expression.name, expression.module, env);
    case 'literal':
      return constant(expression, () => fromLiteral(expression.value));
    case 'float':
      return float(Number(expression.text));
    case 'bytes':
      return constant(expression, () => asciiBytes(expression.text));
    case 'parameter':
      return expression.kind === 'family'
        ? named(String(expression.value), expression.module, env)
        : constant(expression, () => fromParameter(expression));
    case 'name':
      return env.lookup(expression.name);
    case 'none':
      return NONE;
    case 'f-string':
      return formatString(expression, env);
    case 'tuple':
      return tuple(...(await evaluateAll(expression.items, env)));
    case 'list':
      return list(await evaluateAll(expression.items, env));
    case 'dict':
      return dictDisplay(expression, env, evaluate);
    case 'index': {
      const on = await evaluate(expression.on, env);
      return itemOf(on, await evaluate(expression.index, env), env.machine.charge);
    }
    case 'slice': {
      const { on, from, to, step } = expression;
      const [of, ...bounds] = await evaluateAll(
        [on, ...[from, to, step].map((one) => one ?? { is: 'none' as const })],
        env,
      );
      const [first = NONE, last = NONE, stride = NONE] = bounds;
      return sliceOf(of ?? NONE, [first, last, stride], env.machine.charge);
    }
    case 'not':
      return bool(!isTrue(await evaluate(expression.value, env)));
    case 'attribute':
      return attributeOf(await evaluate(expression.on, env), expression.name);
    case 'minus':
      return negative(await evaluate(expression.value, env));
    case 'operation': {
      const { operator } = expression;
      const left = await evaluate(expression.left, env);
      if (operator === 'and') return isTrue(left) ? evaluate(expression.right, env) : left;
      if (operator === 'or') return isTrue(left) ? left : evaluate(expression.right, env);
      return operate(operator, left, await evaluate(expression.right, env), env.machine.charge);
    }
    case 'comparisons':
      return comparisons(expression, env);
    case 'comprehension':
      return comprehension(expression, env, evaluate);
    case 'call':
      return call(expression, env);
    case 'method': {
      const on = await evaluate(expression.on, env);
      // Python looks the method up before it evaluates the arguments.
      if (!hasMethod(on, expression.method)) return noAttribute(on, expression.method);
      const { args, keywords } = await evaluateArguments(expression, env);
      const value = await callMethod(on, expression.method, args, keywords, env);
      if (on.is === 'socket' && expression.on.is !== 'name') await release(value, env);
      return value;
    }
    default:
      return expression satisfies never;
  }
}

/** A method of a socket that has no name, as in `socket().fileno()`, may have been its last use. */
async function release(value: Value, { held, machine }: Environment): Promise<void> {
  // The socket is the last value that was held beside the arguments.
  const at = held.findLastIndex(({ is }) => is === 'socket');
  held.splice(at, held.length, value);
  machine.dropped();
  const released = machine.release();
  if (released !== null) await released;
  // The line's end may drop what its expressions hold until then.
  machine.dropped();
}

/** Does `a < b < c`: each operand is evaluated once, and none behind a comparison that is false. */
async function comparisons(
  { first, rest }: Extract<Expression, { is: 'comparisons' }>,
  env: Environment,
): Promise<Value> {
  let left = await evaluate(first, env);
  let result: Value = NONE;
  for (const { operator, value } of rest) {
    const right = await evaluate(value, env);
    result = await operate(operator, left, right, env.machine.charge);
    if (!isTrue(result)) return result;
    left = right;
  }
  return result;
}

/** A program's constants are one object each, as in CPython. */
const constants = new WeakMap<Expression, Value>();

function constant(expression: Expression, make: () => Value): Value {
  const value = constants.get(expression) ?? make();
  constants.set(expression, value);
  return value;
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
  if (on.is === 'class') return raise('LabRefusal', `${on.name}.${name}: a class has no attributes here`);
  if (on.is === 'float' && name === 'hex') return raise('LabRefusal', 'hex() of a float is not here');
  const whose = `'${typeName(on)}' object`;
  return raise('AttributeError', `${whose} has no attribute '${name}'`);
}

async function formatString(
  { parts }: Extract<Expression, { is: 'f-string' }>,
  env: Environment,
): Promise<Value> {
  let size = 0;
  const textOfPart = async (part: (typeof parts)[number]): Promise<string> => {
    if (typeof part === 'string') return part;
    const { conversion, format = '' } = part;
    const value = await evaluate(part.value, env);
    if (conversion === undefined && format !== '') return formatted(value, format);
    const text = await textOf(value, conversion === 'r' ? 'repr' : 'str', env.machine);
    return format === '' ? text : formatted(str(text), format);
  };
  const texts = await inTurn(parts, async (part) => {
    const text = await textOfPart(part);
    size += text.length;
    within(size);
    return text;
  });
  return str(texts.join(''));
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
  const depth = env.held.length;
  const { args, keywords } = await evaluateArguments(expression, env);
  if (target.is === 'function') {
    // From here on only the function's names keep its arguments, and not if they get other values.
    env.held.length = depth;
    return env.call(target.function, args, keywords);
  }
  if (target.is !== 'builtin' && target.is !== 'class')
    return raise('TypeError', `'${typeName(target)}' object is not callable`);
  if (isExceptionName(target.name)) {
    if (keywords.size > 0) return raise('TypeError', `${target.name}() takes no keyword arguments`);
    return newException(target.name, args);
  }
  return callBuiltin(target.name, args, keywords, env.machine);
}
