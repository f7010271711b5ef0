import { blocksOf } from '../../../shared/programs/blocks.ts';
import { importsItself } from '../../../shared/programs/own-imports.ts';
import { EXCEPTIONS } from '../../../shared/programs/exception-names.ts';
import {
  FUNCTIONS_OF_PYTHON,
  MODULES,
  namesOf,
  PRELUDE_MODULES,
} from '../../../shared/programs/vocabulary.ts';
import { PYTHON_METHODS, SOCKET_METHODS } from '../../../shared/programs/socket-vocabulary.ts';
import { namesOfTarget, targetOf } from '../../../shared/programs/loop-targets.ts';
import type { Expression, Program, Statement } from '../../../shared/programs/tree.ts';
import { strangeCalls } from '../../../shared/programs/calls.ts';
import { argumentFinding } from './call-arguments.ts';
import { madeIn, touched, valuesIn } from './names.ts';
import { nearest } from './nearest.ts';
import { SETS } from './python/other-ways.ts';
import type { Finding, FindingCode, TextRange, Reading } from './findings.ts';

/**
 * The errors that running a program would raise, as far as its text tells: names used before they are assigned,
 * and calls whose errno is known beforehand. Only those are told that come on every way through the program.
 * They are hints and never stop a run: a learner may compose a program in order to see its error.
 */
export function foresee({ program, places }: Reading): Finding[] {
  if (program === null) return [];
  return new Foresight(program, places).findings();
}

const BUILTINS: ReadonlySet<string> = new Set([...FUNCTIONS_OF_PYTHON, ...EXCEPTIONS, '__name__']);
/** The names with which a program begins that imports nothing. */
const PRELUDE: ReadonlySet<string> = new Set(PRELUDE_MODULES.flatMap(namesOf));
/** The names that a program may import. */
const MODULE_NAMES: ReadonlySet<string> = new Set(MODULES.flatMap(namesOf));
/** A name that nothing makes may have meant one of these or of the program's own names. */
const BUILT_IN = [...BUILTINS, ...PRELUDE, 'True', 'False'];

/** How far a socket has come; `unsure` once two ways meet that differ. */
type Phase = 'new' | 'listening' | 'connected' | 'closed' | 'unsure';
type Phases = ReadonlyMap<string, Phase>;

const isOfPython = (method: string): boolean => (PYTHON_METHODS as readonly string[]).includes(method);

/** Calls that fail by themselves in a phase (Linux: send(2), recv(2), accept(2)). */
const FAILS: Partial<Record<Phase, Readonly<Record<string, FindingCode>>>> = {
  new: {
    recv: 'not-connected',
    recv_into: 'not-connected',
    send: 'not-connected',
    sendall: 'not-connected',
    shutdown: 'not-connected',
    getpeername: 'not-connected',
    accept: 'not-listening',
  },
  listening: {
    recv: 'not-connected',
    recv_into: 'not-connected',
    send: 'not-connected',
    sendall: 'not-connected',
    getpeername: 'not-connected',
  },
  connected: { accept: 'not-listening' },
  closed: Object.fromEntries(
    SOCKET_METHODS.filter((method) => method !== 'close' && !isOfPython(method)).map(
      (method) => [method, 'closed'] as const,
    ),
  ),
};

class Foresight {
  readonly #program: Program;
  readonly #places: Reading['places'];
  readonly #findings: Finding[] = [];
  /** Every name that the program ever makes outside functions: what a function's body may use. */
  readonly #globals: ReadonlySet<string>;
  /** The values of the names that the program assigns once. */
  readonly #values: ReadonlyMap<string, Expression>;
  /** True if the program imports for itself, so that it has no other names of the modules. */
  readonly #imports: boolean;

  constructor(program: Program, places: Reading['places']) {
    this.#program = program;
    this.#places = places;
    this.#globals = madeIn(program.statements);
    this.#values = valuesIn(program.statements);
    this.#imports = importsItself(program.statements);
  }

  findings(): Finding[] {
    this.#block(this.#program.statements, new Set(), new Map());
    for (const { at, name } of strangeCalls(this.#program))
      if (name === 'memoryview') this.#say(at, 'no-memoryview', name, 'error');
      else if (SETS.has(name)) this.#say(at, 'other-way', 'set', 'error');
      else this.#say(at, 'unknown-function', name, 'error', this.#meant(name));
    return this.#findings;
  }

  /** `made`: the names there are, which grows; gives the sockets' phases behind the block. */
  #block(statements: readonly Statement[], made: Set<string>, before: Phases): Phases {
    return statements.reduce<Phases>((phases, statement) => this.#statement(statement, made, phases), before);
  }

  #statement(statement: Statement, made: Set<string>, before: Phases): Phases {
    switch (statement.is) {
      case 'do':
        return this.#use(statement.value, made, before);
      case 'assign': {
        if (statement.operator !== undefined)
          for (const name of statement.to) this.#mustExist(name, statement, made);
        const phases = new Map(this.#use(statement.value, made, before));
        const call = statement.value;
        const opens = call.is === 'call' && call.function === 'socket';
        const accepts = call.is === 'method' && call.method === 'accept';
        const target = targetOf(statement);
        if (accepts && typeof target === 'string') this.#say(statement, 'accept-gives-two', target);
        for (const [i, name] of statement.to.entries()) {
          made.add(name);
          phases.delete(name);
          if (opens) phases.set(name, 'new');
          else if (call.is === 'call' && call.function === 'create_connection') phases.set(name, 'connected');
          else if (call.is === 'call' && call.function === 'create_server') phases.set(name, 'listening');
          else if (accepts && i === 0 && statement.to.length === 2) phases.set(name, 'connected');
        }
        return phases;
      }
      case 'set-item':
        return this.#useAll([statement.value, statement.on, statement.index], made, before);
      case 'del':
        return this.#useAll(statement.targets, made, before);
      case 'def': {
        const defaults = this.#useAll(statement.defaults ?? [], made, before);
        made.add(statement.name);
        const inside = new Set([...this.#globals, ...statement.parameters]);
        // It is not known here which sockets the function gets and when it runs.
        this.#block(statement.body, inside, new Map());
        return defaults;
      }
      case 'raise':
      case 'return':
        return statement.value === undefined ? before : this.#use(statement.value, made, before);
      case 'if': {
        const tested = this.#use(statement.test, made, before);
        return met([tested, ...blocksOf(statement).map((block) => this.#block(block, made, tested))]);
      }
      case 'while':
      case 'for': {
        const head = statement.is === 'while' ? statement.test : statement.over;
        if (statement.is === 'for') for (const name of namesOfTarget(statement.name)) made.add(name);
        // The second round begins where the first ended: only what no round changes is known inside.
        const changed = touched(statement.body);
        const known = new Map([...before].filter(([name]) => !changed.has(name)));
        return met([before, this.#block(statement.body, made, this.#use(head, made, known))]);
      }
      case 'with': {
        const phases = new Map(
          statement.items.reduce((now, { value, name }) => {
            const after = new Map(this.#use(value, made, now));
            if (name === undefined) return after;
            made.add(name);
            if (value.is === 'call' && value.function === 'socket') after.set(name, 'new');
            else after.delete(name);
            return after;
          }, before),
        );
        const behind = new Map(this.#block(statement.body, made, phases));
        for (const { value, name } of statement.items) {
          const closed = name ?? (value.is === 'name' ? value.name : null);
          if (closed !== null) behind.set(closed, 'closed');
        }
        return behind;
      }
      case 'try': {
        const tried = this.#block(statement.body, made, before);
        const changed = touched(statement.body);
        // It may have been left at any line.
        const caught = new Map([...before].filter(([name]) => !changed.has(name)));
        const handled = statement.handlers.map(({ name, body }) => {
          if (name !== undefined) made.add(name);
          return this.#block(body, made, caught);
        });
        const otherwise = this.#block(statement.otherwise ?? [], made, tried);
        return this.#block(statement.last ?? [], made, met([otherwise, ...handled]));
      }
      case 'import':
        made.add(statement.module);
        return before;
      case 'import-from':
        for (const name of statement.names.includes('*') ? namesOf(statement.module) : statement.names)
          made.add(name);
        return before;
      case 'global':
      case 'break':
      case 'continue':
      case 'pass':
      case 'remark':
        return before;
      default:
        return statement satisfies never;
    }
  }

  #useAll(parts: readonly (Expression | undefined)[], made: ReadonlySet<string>, before: Phases): Phases {
    return parts.reduce<Phases>(
      (phases, part) => (part === undefined ? phases : this.#use(part, made, phases)),
      before,
    );
  }

  #use(expression: Expression, made: ReadonlySet<string>, before: Phases): Phases {
    switch (expression.is) {
      case 'name':
        this.#mustExist(expression.name, expression, made);
        return before;
      case 'constant':
        if (expression.module === undefined) this.#mustExist(expression.name, expression, made);
        return before;
      case 'parameter':
        if (expression.kind === 'family' && expression.module === undefined)
          this.#mustExist(String(expression.value), expression, made);
        return before;
      case 'tuple':
      case 'list':
        return this.#useAll(expression.items, made, before);
      case 'dict':
        return this.#useAll(
          expression.entries.flatMap(({ key, value }) => [key, value]),
          made,
          before,
        );
      case 'attribute':
        return this.#use(expression.on, made, before);
      case 'not':
      case 'minus':
        return this.#use(expression.value, made, before);
      case 'index':
        return this.#use(expression.index, made, this.#use(expression.on, made, before));
      case 'slice':
        return this.#useAll([expression.on, expression.from, expression.to, expression.step], made, before);
      case 'f-string':
        return expression.parts.reduce(
          (phases, part) => (typeof part === 'string' ? phases : this.#use(part.value, made, phases)),
          before,
        );
      case 'operation':
        return this.#use(expression.right, made, this.#use(expression.left, made, before));
      case 'comparisons':
        return this.#useAll([expression.first, ...expression.rest.map(({ value }) => value)], made, before);
      case 'comprehension': {
        const { value, name, over, test } = expression;
        const inside = new Set([...made, ...namesOfTarget(name)]);
        return this.#useAll([value, test], inside, this.#use(over, made, before));
      }
      case 'call': {
        const parts = [...expression.args, ...(expression.keywords ?? []).map(({ value }) => value)];
        const phases = this.#useAll(parts, made, before);
        const { function: called, module } = expression;
        const isGiven = BUILTINS.has(called) || MODULE_NAMES.has(called);
        if (module === undefined && (isGiven || this.#globals.has(called)))
          this.#mustExist(called, expression, made);
        if (isGiven) return phases;
        // It is not known here what a function does to a socket that it is given, or to a global one.
        return new Map([...phases].map(([name]) => [name, 'unsure']));
      }
      case 'method':
        return this.#method(expression, made, before);
      default:
        return before;
    }
  }

  #method(
    expression: Extract<Expression, { is: 'method' }>,
    made: ReadonlySet<string>,
    before: Phases,
  ): Phases {
    const { on, method, args, keywords = [] } = expression;
    const given = [...args, ...keywords.map(({ value }) => value)];
    const phases = given.reduce((now, arg) => this.#use(arg, made, now), this.#use(on, made, before));
    const [first] = args;
    const isText =
      first?.is === 'literal'
        ? typeof first.value === 'string'
        : first?.is === 'parameter' && first.kind === 'text';
    if ((method === 'send' || method === 'sendall') && isText) this.#say(first!, 'text-not-bytes', method);
    const wrong = argumentFinding(expression, (one) =>
      one.is === 'name' ? (this.#values.get(one.name) ?? one) : one,
    );
    if (wrong !== null) this.#say(wrong.of, wrong.code, wrong.about, wrong.severity, wrong.instead);
    if (on.is !== 'name') return phases;
    const phase = phases.get(on.name);
    if (phase === undefined) return phases;
    const fails = FAILS[phase]?.[method];
    if (fails !== undefined) {
      this.#say(expression, fails, fails === 'not-connected' ? method : on.name);
      return phases;
    }
    const next: Partial<Record<string, Phase>> = {
      listen: 'listening',
      connect: 'connected',
      close: 'closed',
    };
    const after = next[method];
    return after === undefined ? phases : new Map([...phases, [on.name, after]]);
  }

  #mustExist(name: string, place: object, made: ReadonlySet<string>): void {
    if (made.has(name) || BUILTINS.has(name) || (!this.#imports && PRELUDE.has(name))) return;
    if (this.#globals.has(name)) this.#say(place, 'not-yet', name, 'warning');
    else this.#say(place, 'never-made', name, 'warning', this.#meant(name));
  }

  #meant(name: string): string | undefined {
    const module = MODULES.find((one) => this.#globals.has(one) && namesOf(one).includes(name));
    if (module !== undefined) return `${module}.${name}`;
    return nearest(name, [...BUILT_IN, ...this.#globals]) ?? undefined;
  }

  #say(
    of: object,
    code: FindingCode,
    about: string,
    severity: Finding['severity'] = 'info',
    instead?: string,
  ): void {
    const place: TextRange = this.#places.get(of) ?? { from: 0, to: 0 };
    this.#findings.push({ ...place, severity, code, about, ...(instead !== undefined && { instead }) });
  }
}

/** The phases that are known after several branches meet. */
function met(ways: readonly Phases[]): Phases {
  const [first = new Map<string, Phase>(), ...others] = ways;
  const phases = new Map(first);
  for (const other of others)
    for (const name of new Set([...phases.keys(), ...other.keys()]))
      if (phases.get(name) !== other.get(name)) phases.set(name, 'unsure');
  return phases;
}
