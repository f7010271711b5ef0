import type { PythonException } from '../../../shared/log/events.ts';
import type { Expression, Statement } from '../../../shared/programs/tree.ts';
import type { Environment } from './environment.ts';
import type { PythonRaise } from './exceptions.ts';
import type { InUse } from './in-use.ts';
import type { Located } from './located.ts';
import type { Machine } from './machine.ts';
import type { Scope } from './scope.ts';
import type { PythonFunction, Value } from './values.ts';

/** The interpreter calls these functions on its way through the lines. */
export interface Tracer {
  /**
   * Called before a line. Resolves when the line may run, and rejects if the thread has to end. A line that is
   * `passed` belongs to the one before it, and is not waited at.
   */
  line(line: number, passed?: 'passed'): Promise<void>;
  entered(target: PythonFunction): void;
  left(): void;
  /** A comprehension is a function of its own, of which only tracebacks tell. */
  comprehending<T>(act: () => Promise<T>): Promise<T>;
  caught(exception: PythonException): void;
  /** Returns the functions that the thread executes, outermost first. */
  where(): PythonRaise['where'];
}

/** The way in which a block ended; `value` is that of a `return`. */
export type Outcome = 'through' | 'break' | 'continue' | { readonly value: Value };

/** The operations of the interpreter that statements with blocks need. */
export interface BlockRunner {
  readonly tracer: Tracer;
  readonly machine: Machine;
  readonly inUse: InUse;
  /** Returns the statement with its present literals. */
  now(located: Located): Statement;
  block(block: readonly Located[], scope: Scope): Promise<Outcome>;
  evaluate(expression: Expression, scope: Scope): Promise<Value>;
  evaluateAll(expressions: readonly Expression[], scope: Scope): Promise<Value[]>;
  readonly changed: Environment['changed'];
  assign(name: string, value: Value, scope: Scope): void;
}
