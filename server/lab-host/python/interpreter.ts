import { LIMITS } from '../../../shared/limits.ts';
import { listing } from '../../../shared/programs/listing.ts';
import { importsItself } from '../../../shared/programs/blocks.ts';
import type { Expression, Program, Statement, UpdateOperator } from '../../../shared/programs/tree.ts';
import type { PythonException } from '../../../shared/log/events.ts';
import { isCaught, isOfProgram, PythonRaise, raise } from './exceptions.ts';
import { raised } from './raising.ts';
import type { Environment } from './environment.ts';
import { evaluate } from './expressions.ts';
import { inTurn } from './in-turn.ts';
import { InUse } from './in-use.ts';
import { ChangedLists } from './changed-lists.ts';
import { extend } from './list-methods.ts';
import type { Machine } from './machine.ts';
import { BUILTINS, importedFrom, PRELUDE } from './modules.ts';
import { operate } from './operations.ts';
import { iterate, unpack } from './iteration.ts';
import { checkArguments } from './function-arguments.ts';
import { assignedIn } from './local-names.ts';
import { allOf, locate, type Located } from './located.ts';
import { setItem } from './sequences.ts';
import { Scope, type Names } from './scope.ts';
import {
  isTrue,
  NONE,
  typeName,
  type PythonFunction,
  type PythonList,
  type PythonSocket,
  type Value,
} from './values.ts';

/** The interpreter calls these functions on its way through the lines. */
export interface Tracer {
  /** Called before a line. Resolves when the line may run, and rejects if the thread has to end. */
  line(line: number): Promise<void>;
  entered(target: PythonFunction): void;
  left(): void;
  caught(exception: PythonException): void;
  /** Returns the functions that the thread executes, outermost first. */
  where(): PythonRaise['where'];
}

/** The way in which a block ended; `value` is that of a `return`. */
type Outcome = 'through' | 'break' | 'continue' | { readonly value: Value };

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
  readonly #changed = new ChangedLists();
  readonly #inUse = new InUse();
  #depth = 0;

  /** `program` must return the present tree. An edited literal counts from the next time its line runs. */
  constructor(program: () => Program, globals: Names, machine: Machine, tracer: Tracer) {
    this.#program = program;
    this.#machine = machine;
    this.#tracer = tracer;
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
    await this.#block(locate(this.#program().statements), this.#top);
  }

  /** Runs a function's body, for a call or as a thread's target. */
  async call(
    target: PythonFunction,
    args: readonly Value[],
    keywords: ReadonlyMap<string, Value> = new Map(),
  ): Promise<Value> {
    const located = this.#functions.get(target.line);
    if (located?.statement.is !== 'def') return raise('NameError', `name '${target.name}' is not defined`);
    const { parameters, body } = located.statement;
    checkArguments(target.name, parameters, args.length, keywords);
    if (this.#depth >= LIMITS.callDepth)
      return raise(
        'LabRefusal',
        `a thread here is in at most ${LIMITS.callDepth} calls of functions at once`,
      );
    const scope = this.#top.inside(target.around, new Set([...parameters, ...assignedIn(body)]));
    this.#depth += 1;
    this.#changed.enter();
    this.#tracer.entered(target);
    try {
      for (const [i, parameter] of parameters.entries())
        this.#assign(parameter, args[i] ?? keywords.get(parameter) ?? NONE, scope);
      const outcome = await this.#inUse.calling(scope.locals, args, () =>
        this.#block(located.parts[0]?.block ?? [], scope),
      );
      return typeof outcome === 'object' ? outcome.value : NONE;
    } catch (error) {
      if (error instanceof PythonRaise) error.where ??= this.#tracer.where();
      throw error;
    } finally {
      this.#depth -= 1;
      this.#changed.leave();
      this.#tracer.left();
    }
  }

  async #block(block: readonly Located[], scope: Scope): Promise<Outcome> {
    for (const located of block) {
      const outcome = await this.#execute(located, scope);
      if (outcome !== 'through') return outcome;
    }
    return 'through';
  }

  async #execute(located: Located, scope: Scope): Promise<Outcome> {
    const { statement } = located;
    if (statement.is === 'try') return this.#attempt(located, scope);
    if (statement.is === 'remark') return 'through';
    await this.#tracer.line(located.line);
    const now = this.#now(located);
    switch (now.is) {
      case 'do':
        await this.#evaluate(now.value, scope);
        return 'through';
      case 'assign': {
        const [name] = now.to;
        // Python reads the name before it evaluates what changes it (Language Reference, 7.2.1).
        const before = now.operator && name !== undefined ? scope.lookup(name) : undefined;
        const given = await this.#evaluate(now.value, scope);
        const value =
          now.operator && before !== undefined ? await this.#update(now.operator, before, given) : given;
        for (const [target, part] of unpack(now.to, value)) this.#assign(target, part, scope);
        return 'through';
      }
      case 'set-item': {
        const [value = NONE, on = NONE, index = NONE] = await this.#evaluateAll(
          [now.value, now.on, now.index],
          scope,
        );
        setItem(on, index, value);
        if (on.is === 'list') this.#listChanged(on.list, on.list.items.length);
        this.#tellChanged(scope);
        return 'through';
      }
      case 'if': {
        const [body, otherwise] = located.parts;
        const chosen = isTrue(await this.#evaluate(now.test, scope)) ? body : otherwise;
        return this.#block(chosen?.block ?? [], scope);
      }
      case 'with':
        return this.#with(located, scope);
      case 'raise': {
        if (now.value !== undefined) throw raised(await this.#evaluate(now.value, scope));
        const exception = this.#inUse.handled;
        if (exception === undefined) return raise('RuntimeError', 'No active exception to reraise');
        throw new PythonRaise(exception);
      }
      case 'while':
        return this.#while(located, scope);
      case 'for':
        return this.#for(located, scope);
      case 'def':
        scope.set(now.name, {
          is: 'function',
          function: { name: now.name, line: located.line, around: scope.enclosing() },
        });
        return 'through';
      case 'return':
        return { value: now.value === undefined ? NONE : await this.#evaluate(now.value, scope) };
      case 'break':
      case 'continue':
        return now.is;
      case 'import':
        scope.set(now.module, { is: 'module', name: now.module });
        return 'through';
      case 'import-from':
        for (const [name, value] of importedFrom(now.module, now.names)) scope.set(name, value);
        return 'through';
      case 'pass':
      case 'try':
      case 'remark':
        return 'through';
      default:
        return now satisfies never;
    }
  }

  /** A thread stops before `while True:` only once, because CPython compiles no test for it either. */
  async #while(located: Located, scope: Scope): Promise<Outcome> {
    for (let round = 0; ; round += 1) {
      const now = this.#now(located);
      if (now.is !== 'while') return 'through';
      const forever = now.test.is === 'literal' && now.test.value === true;
      if (round > 0 && !forever) await this.#tracer.line(located.line);
      if (!forever && !isTrue(await this.#evaluate(now.test, scope))) return 'through';
      const outcome = await this.#block(located.parts[0]?.block ?? [], scope);
      if (outcome === 'break') return 'through';
      if (typeof outcome === 'object') return outcome;
    }
  }

  async #for(located: Located, scope: Scope): Promise<Outcome> {
    const now = this.#now(located);
    if (now.is !== 'for') return 'through';
    const over = await this.#evaluate(now.over, scope);
    return this.#inUse.holding([over], async () => {
      let round = 0;
      for (const item of iterate(over)) {
        if (round > 0) await this.#tracer.line(located.line);
        round += 1;
        this.#assign(now.name, item, scope);
        const outcome = await this.#block(located.parts[0]?.block ?? [], scope);
        if (outcome === 'break') return 'through';
        if (typeof outcome === 'object') return outcome;
      }
      return 'through';
    });
  }

  /** `finally` does not run when the lab refuses, because the program does not go on. */
  async #attempt({ parts }: Located, scope: Scope): Promise<Outcome> {
    const last = parts.find(({ head }) => head === 'finally')?.block ?? [];
    let outcome: Outcome;
    try {
      outcome = await this.#guarded(parts, scope);
    } catch (error) {
      if (!isOfProgram(error)) throw error;
      const end = await this.#inUse.handling(error.exception, () => this.#block(last, scope));
      if (end !== 'through') return end;
      throw error;
    }
    const given = typeof outcome === 'object' ? outcome.value : NONE;
    const end = await this.#inUse.holding([given], () => this.#block(last, scope));
    return end === 'through' ? outcome : end;
  }

  async #guarded(parts: Located['parts'], scope: Scope): Promise<Outcome> {
    let outcome: Outcome;
    try {
      outcome = await this.#block(parts[0]?.block ?? [], scope);
    } catch (error) {
      if (!isOfProgram(error)) throw error;
      const { exception } = error;
      for (const { head, line, block } of parts) {
        if (head === null || typeof head === 'string') continue;
        if (!isCaught(exception.name, head, (name) => scope.lookup(name))) continue;
        this.#tracer.caught(exception);
        await this.#tracer.line(line);
        return this.#inUse.handling(exception, () => this.#handler(head.name, exception, block, scope));
      }
      throw error;
    }
    if (outcome !== 'through') return outcome;
    return this.#block(parts.find(({ head }) => head === 'else')?.block ?? [], scope);
  }

  async #handler(
    name: string | undefined,
    exception: PythonException,
    block: readonly Located[],
    scope: Scope,
  ): Promise<Outcome> {
    if (name === undefined) return this.#block(block, scope);
    this.#assign(name, { is: 'exception', exception }, scope);
    try {
      return await this.#block(block, scope);
    } finally {
      // Python deletes the name behind the handler (Language Reference, 8.4.1).
      if (scope.remove(name)) this.#machine.deleted(name, scope.isLocal(name));
    }
  }

  /** Closes the sockets behind the block, for which CPython comes back to the line of `with`. */
  async #with(located: Located, scope: Scope): Promise<Outcome> {
    const now = this.#now(located);
    const opened: PythonSocket[] = [];
    const close = async (): Promise<void> => {
      for (const socket of opened.toReversed()) await this.#machine.method(socket, 'close', []);
    };
    let isInside = false;
    let outcome: Outcome = 'through';
    try {
      for (const { value, name } of now.is === 'with' ? now.items : []) {
        const manager = await this.#evaluate(value, scope);
        if (manager.is !== 'socket')
          return raise(
            'TypeError',
            `'${typeName(manager)}' object does not support the context manager protocol`,
          );
        opened.push(manager.socket);
        if (name !== undefined) this.#assign(name, manager, scope);
      }
      isInside = true;
      outcome = await this.#block(located.parts[0]?.block ?? [], scope);
    } catch (error) {
      if (!isOfProgram(error)) throw error;
      if (isInside) await this.#tracer.line(located.line);
      await close();
      throw error;
    }
    await this.#tracer.line(located.line);
    await close();
    return outcome;
  }

  /** A list is changed in its place by `+=` and `*=`, so that its other names see it. */
  async #update(operator: UpdateOperator, before: Value, by: Value): Promise<Value> {
    const { charge } = this.#machine;
    if (before.is !== 'list' || (operator !== '+' && operator !== '*'))
      return operate(operator, before, by, charge, `${operator}=`);
    const { items } = before.list;
    const { length } = items;
    if (operator === '+') extend(before.list, by);
    else {
      const repeated = await operate('*', before, by, charge, '*=');
      if (repeated.is === 'list') items.splice(0, items.length, ...repeated.list.items);
    }
    this.#listChanged(before.list, length);
    return before;
  }

  /** Returns the statement with its present literals. */
  #now({ line, statement }: Located): Statement {
    return listing(this.#program())[line - 1]?.statement ?? statement;
  }

  #assign(name: string, value: Value, scope: Scope): void {
    scope.set(name, value);
    this.#machine.assigned(name, value, scope.isLocal(name));
  }

  async #evaluate(expression: Expression, scope: Scope): Promise<Value> {
    const [value = NONE] = await this.#evaluateAll([expression], scope);
    return value;
  }

  async #evaluateAll(expressions: readonly Expression[], scope: Scope): Promise<Value[]> {
    const env: Environment = {
      machine: this.#machine,
      held: this.#inUse.held,
      lookup: (name) => scope.lookup(name),
      call: (target, args, keywords) => this.call(target, args, keywords),
      changed: (list, before) => this.#listChanged(list, before),
    };
    try {
      return await this.#inUse.holding([], () =>
        inTurn(expressions, (expression) => evaluate(expression, env)),
      );
    } finally {
      this.#tellChanged(scope);
    }
  }

  #listChanged(list: PythonList, lengthBefore: number): void {
    this.#changed.add(list);
    this.#machine.memory.addItems(list.items.slice(lengthBefore));
  }

  #tellChanged(scope: Scope): void {
    this.#changed.tell(scope, (name, value, local) => this.#machine.assigned(name, value, local));
  }
}
