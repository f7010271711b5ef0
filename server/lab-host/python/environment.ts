import type { Machine } from './machine.ts';
import type { Changing } from './changed-values.ts';
import type { PythonFunction, Value } from './values.ts';

/** The names and the machine that an expression is evaluated with. */
export interface Environment {
  readonly machine: Machine;
  /** Returns a name's value. Raises NameError or UnboundLocalError. */
  lookup(name: string): Value;
  call(target: PythonFunction, args: readonly Value[], keywords: ReadonlyMap<string, Value>): Promise<Value>;
  /** The values that unfinished expressions have given, which nothing else may refer to. */
  readonly held: Value[];
  /** Evaluates a comprehension's parts, which have names of their own. */
  comprehending(
    names: readonly string[],
    act: (inner: Environment, set: (name: string, value: Value) => void) => Promise<void>,
  ): Promise<void>;
  /**
   * Called once a value has changed in its place. `grownBytes` counts the items that have come in, and is 0 for a bytearray,
   * whose size is known.
   */
  changed(of: Changing, grownBytes: number): void;
}
