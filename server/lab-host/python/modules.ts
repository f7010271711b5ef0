import { EXCEPTIONS } from '../../../shared/programs/exception-names.ts';
import { namesOf, PRELUDE_MODULES } from '../../../shared/programs/vocabulary.ts';
import type { ConstantName, ModuleName } from '../../../shared/programs/tree.ts';
import { CONSTANT_NUMBERS } from './constants.ts';
import { ENUMS, int, str, type EnumName, type Value } from './values.ts';

const CLASSES = { socket: 'socket', Thread: 'Thread' } as const;

const FUNCTIONS = [
  'sleep',
  'select',
  'pack',
  'unpack',
  'calcsize',
  'create_connection',
  'create_server',
] as const;
const isFunction = (name: string): name is (typeof FUNCTIONS)[number] =>
  (FUNCTIONS as readonly string[]).includes(name);

/** Returns what a module has under a name, or null. */
export function memberOf(module: ModuleName, name: string): Value | null {
  if (!namesOf(module).includes(name)) return null;
  if (isFunction(name)) return { is: 'builtin', name };
  if (name in CLASSES) return { is: 'class', name: CLASSES[name as keyof typeof CLASSES] };
  if (name in ENUMS) return { is: 'enum', name: name as EnumName };
  return int(CONSTANT_NUMBERS[name as ConstantName]);
}

/** The names that `import-from` gives, each with its value. */
export function importedFrom(module: ModuleName, names: readonly string[]): [string, Value][] {
  const all = names.includes('*') ? namesOf(module) : names;
  return all.flatMap((name) => {
    const value = memberOf(module, name);
    return value === null ? [] : [[name, value] as [string, Value]];
  });
}

/** Python's other functions and classes (The Python Standard Library, Built-in Functions). */
export const ABSENT: ReadonlySet<string> = new Set(
  'aiter all anext any ascii bin bool breakpoint callable chr classmethod compile complex delattr dir divmod eval exec filter float format frozenset getattr globals hasattr hash help hex id isinstance issubclass iter locals map memoryview next object oct open ord pow property reversed round set setattr slice staticmethod super type vars zip'.split(
    ' ',
  ),
);

/** Python's own names, as far as a lab has them. */
export const BUILTINS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...(['print', 'input', 'len', 'repr', 'min', 'max', 'sum', 'abs', 'sorted'] as const).map(
    (name): [string, Value] => [name, { is: 'builtin', name }],
  ),
  ...(['range', 'int', 'str', 'bytes', 'bytearray', 'list', 'dict', 'tuple', 'enumerate'] as const).map(
    (name): [string, Value] => [name, { is: 'class', name }],
  ),
  ...EXCEPTIONS.map((name): [string, Value] => [name, { is: 'class', name }]),
  ['__name__', str('__main__')],
]);

/** The names with which a program begins that imports nothing. */
export const PRELUDE: ReadonlyMap<string, Value> = new Map(
  PRELUDE_MODULES.flatMap((module) => importedFrom(module, ['*'])),
);
