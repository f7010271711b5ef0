import type { Machine } from './machine.ts';
import type { PythonFunction, PythonList, Value } from './values.ts';

/** The names and the machine that an expression is evaluated with. */
export interface Environment {
  readonly machine: Machine;
  /** Returns a name's value. Raises NameError or UnboundLocalError. */
  lookup(name: string): Value;
  call(target: PythonFunction, args: readonly Value[], keywords: ReadonlyMap<string, Value>): Promise<Value>;
  /** The values that unfinished expressions have given, which nothing else may refer to. */
  readonly held: Value[];
  /** Called once a list, which had so many items before, has other ones. */
  changed(list: PythonList, lengthBefore: number): void;
}
