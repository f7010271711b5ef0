import { LIMITS } from '../../../shared/limits.ts';
import { listing } from '../../../shared/programs/listing.ts';
import { targetOf } from '../../../shared/programs/loop-targets.ts';
import { importsItself } from '../../../shared/programs/own-imports.ts';
import type { Expression, Program, Statement } from '../../../shared/programs/tree.ts';
import type { BlockRunner, Outcome, Tracer } from './block-runner.ts';
import { keepFrame, PythonRaise, raise } from './exceptions.ts';
import { raised } from './raising.ts';
import type { Environment } from './environment.ts';
import { evaluate } from './expressions.ts';
import { attempt, withSockets } from './guarded-blocks.ts';
import { assignItem, deleteItemAt } from './item-statements.ts';
import { updateName } from './in-place.ts';
import { inTurn } from './in-turn.ts';
import { InUse } from './in-use.ts';
import { ChangedValues, type Frame } from './changed-values.ts';
import { forLoop, whileLoop } from './loops.ts';
import type { Machine } from './machine.ts';
import { BUILTINS, importedFrom, PRELUDE } from './modules.ts';
import { unpack } from './iteration.ts';
import { boundArguments } from './function-arguments.ts';
import { toldToEnd } from './key-errors.ts';
import { namesOfFunction } from './local-names.ts';
import { allOf, locate, type Located } from './located.ts';
import type { Names } from './names.ts';
import { Scope } from './scope.ts';
import { isTrue, mayRefer, NONE, type PythonFunction, type Value } from './values.ts';

/**
 * Runs one thread through a program with Python's semantics. Rejects with PythonRaise for an uncaught
 * exception.
 */
export class Interpreter {
  readonly #program: () => Program;
  readonly #machine: Machine;
  readonly #tracer: Tracer;
  readonly #functions = new Map<number, Located>();
  readonly #top: Scope;
  readonly #changed: ChangedValues;
  readonly #inUse = new InUse();
  readonly #runner: BlockRunner;
  #depth = 0;
  /** The names of the innermost function that the thread executes. */
  #frame: Frame | null = null;

  /**
   * `program` must return the present tree. An edited literal counts from the next time its line runs. The threads of a
   * program share `globals` and `changed`.
   */
  constructor(
    program: () => Program,
    globals: Names,
    machine: Machine,
    tracer: Tracer,
    changed = new ChangedValues(),
  ) {
    this.#program = program;
    this.#machine = machine;
    this.#tracer = tracer;
    this.#changed = changed;
    this.#runner = {
      tracer,
      machine,
      inUse: this.#inUse,
      now: (located) => this.#now(located),
      block: (block, scope) => this.#block(block, scope),
      evaluate: (expression, scope) => this.#evaluate(expression, scope),
      evaluateAll: (expressions, scope) => this.#evaluateAll(expressions, scope),
      changed: (of, grownBytes) => this.#changedInPlace(of, grownBytes),
      assign: (name, value, scope) => this.#assign(name, value, scope),
    };
    const { statements } = program();
    this.#top = new Scope(globals, importsItself(statements) ? [BUILTINS] : [PRELUDE, BUILTINS]);
    for (const located of allOf(locate(statements)))
      if (located.statement.is === 'def') this.#functions.set(located.line, located);
  }

  /** Gives the values and the names that this thread uses, from which it can reach all others. */
  *roots(): Iterable<Value | Names> {
    yield this.#top.globals;
    yield* this.#inUse.roots();
  }

  /** Runs the whole program from its first line. */
  async runModule(): Promise<void> {
    await this.#telling(() => this.#block(locate(this.#program().statements), this.#top));
  }

  /** Runs a thread's target. */
  async runTarget(target: PythonFunction, args: readonly Value[]): Promise<void> {
    await this.#telling(() => this.call(target, args));
  }

  async #telling(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      throw await toldToEnd(error, this.#machine);
    }
  }

  /** Runs a function's body. Only the function's names keep its arguments. */
  call(
    target: PythonFunction,
    args: readonly Value[],
    keywords: ReadonlyMap<string, Value> = new Map(),
  ): Promise<Value> {
    const located = this.#functions.get(target.line);
    if (located?.statement.is !== 'def') return raise('NameError', `name '${target.name}' is not defined`);
    const { parameters } = located.statement;
    const { qualifiedName, defaults } = target;
    const bound = boundArguments(qualifiedName, parameters, defaults, args, keywords);
    if (this.#depth >= LIMITS.callDepth)
      return raise(
        'LabRefusal',
        `a thread here is in at most ${LIMITS.callDepth} calls of functions at once`,
      );
    const scope = this.#top.inside(target.around, {
      name: qualifiedName,
      ...namesOfFunction(located.statement),
    });
    this.#depth += 1;
    this.#frame = this.#changed.enter(scope.locals, this.#frame, (name, value) =>
      this.#machine.assigned(name, value, true),
    );
    this.#tracer.entered(target);
    return this.#body(located.parts[0]?.block ?? [], bound, scope);
  }

  /** Executes the body of a function that has been entered, and leaves it however that ends. */
  async #body(
    block: readonly Located[],
    bound: Iterable<readonly [string, Value]>,
    scope: Scope,
  ): Promise<Value> {
    let value: Value;
    try {
      const outcome = await this.#inUse.calling(scope.locals, () => {
        for (const [parameter, given] of bound) this.#assign(parameter, given, scope);
        return this.#block(block, scope);
      });
      value = typeof outcome === 'object' ? outcome.value : NONE;
    } catch (error) {
      if (error instanceof PythonRaise) {
        error.where ??= this.#tracer.where();
        keepFrame(error.exception, scope.locals);
      }
      throw error;
    } finally {
      this.#depth -= 1;
      if (this.#frame !== null) this.#frame = this.#changed.leave(this.#frame);
      this.#machine.dropped();
      this.#tracer.left();
    }
    await this.#inUse.holding([value], async () => this.#machine.release());
    // The line's end may drop what its expressions hold until then.
    this.#machine.dropped();
    return value;
  }

  /** CPython closes a socket as soon as nothing refers to it any more (Modules/socketmodule.c, `sock_finalize`). */
  async #block(block: readonly Located[], scope: Scope): Promise<Outcome> {
    for (const located of block) {
      const released = this.#machine.release();
      if (released !== null) await released;
      const outcome = await this.#execute(located, scope);
      // The function's call holds the value that a return gives.
      if (typeof outcome === 'object') return outcome;
      const dropped = this.#machine.release();
      if (dropped !== null) await dropped;
      if (outcome !== 'through') return outcome;
    }
    return 'through';
  }

  async #execute(located: Located, scope: Scope): Promise<Outcome> {
    const { statement } = located;
    if (statement.is === 'try') {
      const outcome = await attempt(this.#runner, located, scope);
      this.#machine.dropped();
      return outcome;
    }
    if (statement.is === 'remark' || statement.is === 'global') return 'through';
    await this.#tracer.line(located.line);
    const now = this.#now(located);
    switch (now.is) {
      case 'do':
        await this.#evaluate(now.value, scope);
        return 'through';
      case 'assign': {
        const value =
          now.operator === undefined
            ? await this.#evaluate(now.value, scope)
            : await updateName(this.#runner, now.to[0] ?? '', now.operator, now.value, scope);
        for (const [target, part] of unpack(targetOf(now), value)) this.#assign(target, part, scope);
        this.#tellChanged();
        return 'through';
      }
      case 'set-item':
        await assignItem(this.#runner, now, scope);
        this.#tellChanged();
        return 'through';
      case 'if': {
        const [body, otherwise] = located.parts;
        const chosen = isTrue(await this.#evaluate(now.test, scope)) ? body : otherwise;
        return this.#block(chosen?.block ?? [], scope);
      }
      case 'with':
        return withSockets(this.#runner, located, scope);
      case 'raise': {
        if (now.value !== undefined) throw raised(await this.#evaluate(now.value, scope));
        const exception = this.#inUse.handled;
        if (exception === undefined) return raise('RuntimeError', 'No active exception to reraise');
        throw new PythonRaise(exception);
      }
      case 'while':
        return whileLoop(this.#runner, located, scope);
      case 'for': {
        const outcome = await forLoop(this.#runner, located, scope);
        this.#machine.dropped();
        return outcome;
      }
      case 'def': {
        const { name } = now;
        const defaults = await this.#evaluateAll(now.defaults ?? [], scope);
        const { line } = located;
        const made = {
          name,
          qualifiedName: scope.qualified(name),
          line,
          defaults,
          around: scope.enclosing(),
        };
        const value: Value = { is: 'function', function: made };
        this.#set(name, value, scope);
        const { memory, charge } = this.#machine;
        await memory.made(value, charge);
        return 'through';
      }
      case 'return':
        return { value: now.value === undefined ? NONE : await this.#evaluate(now.value, scope) };
      case 'break':
      case 'continue':
        return now.is;
      case 'import':
        this.#set(now.module, { is: 'module', name: now.module }, scope);
        return 'through';
      case 'import-from':
        for (const [name, value] of importedFrom(now.module, now.names)) this.#set(name, value, scope);
        return 'through';
      case 'del':
        for (const target of now.targets) await this.#delete(target, scope);
        return 'through';
      case 'pass':
      case 'try':
      case 'global':
      case 'remark':
        return 'through';
      default:
        return now satisfies never;
    }
  }

  /** Returns the statement with its present literals. */
  #now({ line, statement }: Located): Statement {
    return listing(this.#program())[line - 1]?.statement ?? statement;
  }

  #set(name: string, value: Value, scope: Scope): void {
    const before = scope.set(name, value);
    if (before !== undefined && mayRefer(before)) this.#machine.dropped();
  }

  #assign(name: string, value: Value, scope: Scope): void {
    this.#set(name, value, scope);
    this.#machine.assigned(name, value, scope.isLocal(name));
  }

  async #evaluate(expression: Expression, scope: Scope): Promise<Value> {
    const [value = NONE] = await this.#evaluateAll([expression], scope);
    return value;
  }

  async #evaluateAll(expressions: readonly Expression[], scope: Scope): Promise<Value[]> {
    const env = this.#environment(scope);
    try {
      return await this.#inUse.holding([], () =>
        inTurn(expressions, (expression) => evaluate(expression, env)),
      );
    } finally {
      this.#tellChanged();
    }
  }

  #environment(scope: Scope): Environment {
    return {
      machine: this.#machine,
      held: this.#inUse.held,
      lookup: (name) => scope.lookup(name),
      call: (target, args, keywords) => this.call(target, args, keywords),
      changed: this.#changedInPlace,
      comprehending: (names, act) => {
        const inner = scope.inside(scope.enclosing(), {
          name: '<listcomp>',
          localNames: new Set(names),
          globalNames: new Set(),
        });
        const set = (name: string, value: Value): void => void inner.set(name, value);
        this.#machine.dropped();
        return this.#tracer.comprehending(() =>
          this.#inUse.calling(inner.locals, () => act(this.#environment(inner), set)),
        );
      },
    };
  }

  async #delete(target: Expression, scope: Scope): Promise<void> {
    if (target.is === 'name') {
      scope.delete(target.name);
      this.#machine.dropped();
      this.#machine.deleted(target.name, scope.isLocal(target.name));
    } else if (target.is === 'index') {
      await deleteItemAt(this.#runner, target, scope);
      this.#tellChanged();
    }
  }

  readonly #changedInPlace: Environment['changed'] = (of, grownBytes) => {
    this.#changed.add(of);
    const { memory } = this.#machine;
    if ('exports' in of) return memory.add({ is: 'bytearray', array: of });
    this.#machine.dropped();
    memory.grow(grownBytes);
  };

  #tellChanged(): void {
    this.#changed.tell(this.#top.globals, this.#frame, (name, value) =>
      this.#machine.assigned(name, value, false),
    );
  }
}
