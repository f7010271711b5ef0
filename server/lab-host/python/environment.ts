import type { Machine } from './machine.ts';
import type { PythonFunction, PythonList, Value } from './values.ts';

/** The names and the machine that an expression is evaluated with. */
export interface Environment {
  readonly machine: Machine;
  /** Returns a name's value. Raises NameError or UnboundLocalError. */
  lookup(name: string): Value;
  call(target: PythonFunction, args: readonly Value[], keywords: ReadonlyMap<string, Value>): Promise<Value>;
  /** Called once a list has other items. */
  changed(list: PythonList): void;
}
