import type { PythonException } from '../../../shared/log/events.ts';
import type { Names } from './names.ts';
import type { Value } from './values.ts';

/** The values and names that a thread uses while it is in the middle of its lines, beside the program's names. */
export class InUse {
  /** The values that unfinished expressions have given. */
  readonly held: Value[] = [];
  readonly #frames: Names[] = [];
  readonly #handled: PythonException[] = [];

  /** The exception that is being handled, which a bare `raise` raises again. */
  get handled(): PythonException | undefined {
    return this.#handled.at(-1);
  }

  *roots(): Iterable<Value | Names> {
    yield* this.#frames;
    yield* this.held;
    for (const exception of this.#handled) yield { is: 'exception', exception };
  }

  /** Holds values, and those that `act` holds, until it is over. */
  async holding<T>(values: readonly Value[], act: () => Promise<T>): Promise<T> {
    const { length } = this.held;
    this.held.push(...values);
    try {
      return await act();
    } finally {
      this.held.length = length;
    }
  }

  /** Executes a function with its names. */
  calling<T>(names: Names, act: () => Promise<T>): Promise<T> {
    return this.holding([], () => during(this.#frames, names, act));
  }

  handling<T>(exception: PythonException, act: () => Promise<T>): Promise<T> {
    return during(this.#handled, exception, act);
  }
}

async function during<E, T>(stack: E[], element: E, act: () => Promise<T>): Promise<T> {
  stack.push(element);
  try {
    return await act();
  } finally {
    stack.pop();
  }
}
