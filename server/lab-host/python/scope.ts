import { raise } from './exceptions.ts';
import { ABSENT, PRELUDE } from './modules.ts';
import type { Names } from './names.ts';
import type { Enclosing, Value } from './values.ts';

/** The names that a line sees. */
export class Scope {
  readonly #globals: Names;
  /** The names that no statement of the program makes. */
  readonly #given: readonly ReadonlyMap<string, Value>[];
  readonly #around: readonly Enclosing[];
  /** The names of the function, or null at the program's top level. */
  readonly #own: Enclosing | null;

  constructor(
    globals: Names,
    given: readonly ReadonlyMap<string, Value>[],
    around: readonly Enclosing[] = [],
    own: Enclosing | null = null,
  ) {
    this.#globals = globals;
    this.#given = given;
    this.#around = around;
    this.#own = own;
  }

  /** Returns the scope of a call of a function that was defined among the names of `around`. */
  inside(around: readonly Enclosing[], own: Omit<Enclosing, 'locals'>): Scope {
    return new Scope(this.#globals, this.#given, around, { ...own, locals: new Map() });
  }

  /** Returns the functions' names that a function defined here sees, innermost first. */
  enclosing(): readonly Enclosing[] {
    return this.#own === null ? [] : [this.#own, ...this.#around];
  }

  /** Returns the name of a function defined here, as messages have it (PEP 3155). */
  qualified(name: string): string {
    return this.#own === null || !this.isLocal(name) ? name : `${this.#own.name}.<locals>.${name}`;
  }

  get globals(): Names {
    return this.#globals;
  }

  get locals(): Names {
    return this.#own?.locals ?? this.#globals;
  }

  isLocal(name: string): boolean {
    return this.#own?.localNames.has(name) ?? false;
  }

  /** Returns the value that the name had. */
  set(name: string, value: Value): Value | undefined {
    const names = this.#names(name);
    const before = names.get(name);
    names.set(name, value);
    return before;
  }

  /** Raises LabRefusal if a name must not be deleted. */
  requireDeletable(name: string): void {
    if (!this.isLocal(name) && this.#given.includes(PRELUDE) && PRELUDE.has(name))
      raise('LabRefusal', `${name}: a lab keeps the names with which a program begins`);
  }

  /** Deletes a name. Returns false if it had no value. */
  remove(name: string): boolean {
    return this.#names(name).delete(name);
  }

  /** Does `del name`. Raises NameError or UnboundLocalError if it had no value. */
  delete(name: string): void {
    this.requireDeletable(name);
    if (this.remove(name)) return;
    if (this.isLocal(name)) this.lookup(name);
    raise('NameError', `name '${name}' is not defined`);
  }

  /** Returns a name's value. Raises NameError or UnboundLocalError. */
  lookup(name: string): Value {
    if (this.isLocal(name))
      return (
        this.locals.get(name) ??
        raise(
          'UnboundLocalError',
          `cannot access local variable '${name}' where it is not associated with a value`,
        )
      );
    const enclosing = this.#enclosingOf(name);
    if (enclosing !== null)
      return (
        enclosing.locals.get(name) ??
        raise(
          'NameError',
          `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
        )
      );
    for (const names of [this.#globals, ...this.#given]) {
      const value = names.get(name);
      if (value !== undefined) return value;
    }
    // An exception's class is a name of Python's, too.
    if (ABSENT.has(name) || /^[A-Z]\w*(?:Error|Exception|Exit|Interrupt|Iteration|Warning)$/.test(name))
      return raise('LabRefusal', `${name} is Python's, but not of the part that programs here are made of`);
    return raise('NameError', `name '${name}' is not defined`);
  }

  /** Returns the function around this one whose name it is, or null if the name is the program's. */
  #enclosingOf(name: string): Enclosing | null {
    if (this.#own?.globalNames.has(name)) return null;
    const nearest = this.#around.find(
      ({ localNames, globalNames }) => localNames.has(name) || globalNames.has(name),
    );
    return nearest?.localNames.has(name) ? nearest : null;
  }

  #names(name: string): Names {
    return this.isLocal(name) ? this.locals : this.#globals;
  }
}
