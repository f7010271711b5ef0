import { namesOf, PRELUDE_MODULES } from '../../../shared/programs/vocabulary.ts';
import type { ConstantName, ModuleName } from '../../../shared/programs/tree.ts';
import { CONSTANT_NUMBERS } from './constants.ts';
import { ENUMS, int, str, type EnumName, type Value } from './values.ts';

const CLASSES = { socket: 'socket', Thread: 'Thread' } as const;

const FUNCTIONS = ['sleep', 'pack', 'unpack', 'calcsize', 'create_connection', 'create_server'] as const;
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

/** Python's own names, as far as a lab has them. */
export const BUILTINS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['print', { is: 'builtin', name: 'print' }],
  ['len', { is: 'builtin', name: 'len' }],
  ['range', { is: 'class', name: 'range' }],
  ['int', { is: 'class', name: 'int' }],
  ['__name__', str('__main__')],
]);

/** The names with which a program begins that imports nothing. */
export const PRELUDE: ReadonlyMap<string, Value> = new Map(
  PRELUDE_MODULES.flatMap((module) => importedFrom(module, ['*'])),
);
