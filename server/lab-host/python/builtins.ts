import { LIMITS } from '../../../shared/limits.ts';
import { raise } from './exceptions.ts';
import { isFlag } from './flags.ts';
import { absolute, extreme, sum } from './aggregates.ts';
import { inTurn } from './in-turn.ts';
import type { Machine } from './machine.ts';
import { convert } from './conversions.ts';
import { newDict } from './dict-methods.ts';
import { enumerate, sorted } from './sorting.ts';
import { calcsize, pack, unpack } from './struct.ts';
import { printed, textOf } from './text-of.ts';
import { characterCount } from './texts.ts';
import {
  bytesIn,
  int,
  isTrue,
  NONE,
  numberOf,
  rangeLength,
  str,
  tuple,
  typeName,
  type BuiltinName,
  type ClassName,
  type Value,
} from './values.ts';

/** Calls a function or a class that Python has by itself or by a module. */
export async function callBuiltin(
  name: BuiltinName | ClassName,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  machine: Machine,
): Promise<Value> {
  switch (name) {
    case 'socket':
      return machine.socket(socketArguments(args, keywords));
    case 'create_connection':
      return machine.createConnection(args, keywords);
    case 'create_server':
      return machine.createServer(args, keywords);
    case 'len':
      return length(args);
    case 'print':
      machine.print(
        (await inTurn(args, (arg) => printed(arg, machine))).join(
          separator(keywords).slice(0, LIMITS.outputCharacters),
        ),
      );
      return NONE;
    case 'input': {
      const [prompt] = args;
      if (args.length > 1) return raise('TypeError', `input expected at most 1 argument, got ${args.length}`);
      return str(await machine.input(prompt === undefined ? '' : await textOf(prompt, 'str', machine)));
    }
    case 'range':
      return range(args);
    case 'sleep': {
      const [seconds] = args;
      if (seconds === undefined || args.length > 1)
        return raise('TypeError', `time.sleep() takes exactly one argument (${args.length} given)`);
      await machine.sleep(seconds);
      return NONE;
    }
    case 'min':
    case 'max':
      return extreme(name, args, machine.charge);
    case 'sum':
      return sum(args, machine.charge);
    case 'abs':
      return absolute(args);
    case 'sorted':
      return sorted(args, keywords.get('reverse'), machine.charge);
    case 'enumerate':
      return enumerate(args, keywords.get('start'));
    case 'select':
      return machine.select(args);
    case 'pack':
      return pack(args);
    case 'unpack':
      return unpack(args);
    case 'calcsize':
      return calcsize(args);
    case 'Thread':
      return newThread(keywords, machine);
    case 'repr': {
      const [of] = args;
      return of === undefined || args.length > 1
        ? raise('TypeError', `repr() takes exactly one argument (${args.length} given)`)
        : str(await textOf(of, 'repr', machine));
    }
    case 'str': {
      const [of, ...more] = args;
      if (more.length > 0) return raise('LabRefusal', 'str() has one argument here: decode() reads bytes');
      return str(of === undefined ? '' : await textOf(of, 'str', machine));
    }
    case 'dict':
      return newDict(args, keywords, machine.charge);
    case 'int':
    case 'list':
    case 'tuple':
    case 'bytes':
    case 'bytearray':
      return convert(name, args, machine.charge);
    default:
      return name satisfies never;
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

function length(args: readonly Value[]): Value {
  const [of] = args;
  if (of === undefined || args.length > 1)
    return raise('TypeError', `len() takes exactly one argument (${args.length} given)`);
  const bytes = bytesIn(of);
  if (bytes !== null) return int(bytes.length);
  if (of.is === 'str') return int(characterCount(of));
  if (of.is === 'tuple') return int(of.items.length);
  if (of.is === 'list') return int(of.list.items.length);
  if (of.is === 'dict' || of.is === 'view') return int(of.dict.entries.size);
  if (of.is === 'range') return int(rangeLength(of));
  // The length of flags is the number of those that are set (Lib/enum.py, `Flag.__len__`).
  if (isFlag(of)) return int((numberOf(of) ?? 0n).toString(2).replaceAll('0', '').length);
  return raise('TypeError', `object of type '${typeName(of)}' has no len()`);
}
