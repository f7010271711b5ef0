import type { HostId, PythonException } from '../../../shared/log/events.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { Program } from '../../../shared/programs/tree.ts';
import type { Tracer } from '../python/block-runner.ts';
import type { ChangedValues } from '../python/changed-values.ts';
import { PythonRaise, raise } from '../python/exceptions.ts';
import type { Names } from '../python/names.ts';
import type { Machine } from '../python/machine.ts';
import type { MemoryAccount, Roots } from '../python/memory-account.ts';
import { Interpreter } from '../python/interpreter.ts';
import { isIterable, itemsIn } from '../python/iteration.ts';
import { typeName, type PythonFunction, type PythonThread, type Value } from '../python/values.ts';
import type { Watched } from '../observe/blocked-watch.ts';
import type { Closing } from './closing.ts';
import type { FileTable } from './file-table.ts';
import type { References } from './references.ts';
import { releasing } from './release.ts';
import { SocketCalls } from './socket-calls.ts';
import type { StandardInput } from './standard-input.ts';
import { SystemCalls, type CallSite } from './system-calls.ts';
import { threadMachine } from './thread-machine.ts';
import { ThreadShare } from './thread-share.ts';
import { cut, logged, tracebackOf } from './traceback.ts';

/**
 * A `paused` thread stops before each line. With `run` it goes on until a call blocks, with `run-on` also
 * after each wake-up.
 */
export type Mode = 'paused' | 'run' | 'run-on';

/** The program that a thread belongs to, as the thread sees it. */
export interface Process extends Pick<
  CallSite,
  'log' | 'network' | 'watch' | 'share' | 'nextCall' | 'onReturned'
> {
  readonly program: string;
  readonly host: HostId;
  readonly files: FileTable;
  readonly input: StandardInput;
  readonly closing: Closing;
  readonly references: References;
  readonly globals: Names;
  readonly memory: MemoryAccount;
  readonly changed: ChangedValues;
  readonly tree: () => Program;
  readonly threads: Pick<Machine, 'newThread' | 'join'> & {
    start(thread: PythonThread, by: ThreadRun): void;
  };
}

/** Ends a thread whose program is being ended, so that it runs no further line. */
class ThreadStopped extends Error {}

/** One thread of a program. It owns the place in the listing, the calls, and the gate before each line. */
export class ThreadRun implements Tracer {
  readonly id: string;
  readonly #process: Process;
  readonly #share: ThreadShare;
  readonly #system: SystemCalls;
  readonly #calls: SocketCalls;
  readonly #releasing: ReturnType<typeof releasing>;
  readonly #interpreter: Interpreter;
  /** The functions that the thread executes, each with its line; the innermost is last. */
  readonly #stack: { readonly name: string; line: number }[] = [];
  #mode: Mode;
  #pass: (() => void) | null = null;
  #busy = true;
  #stopped = false;
  #linesSinceCall = 0;
  #joining = false;

  /** A thread begins in the mode of the one that starts it. */
  constructor(process: Process, name: string, by: ThreadRun | null = null, daemon = false) {
    const { log, program, files, input, memory, threads } = process;
    const started = { ...(by !== null && { by: by.id }), ...(daemon && { daemon }) };
    this.id = `${program}/${name}`;
    this.#process = process;
    this.#mode = by?.mode ?? 'paused';
    this.#share = new ThreadShare(log, () => this.#continueOrStop(), by === null ? null : by.#share);
    const site: CallSite = {
      ...process,
      thread: this.id,
      line: () => this.#line(),
      isStopped: () => this.#stopped,
      nextCall: () => {
        this.#linesSinceCall = 0;
        return process.nextCall();
      },
      onWaited: () => this.#share.waited(),
      onBlocked: () => {
        if (this.#mode === 'run') this.#mode = 'paused';
        process.onReturned();
      },
    };
    this.#system = new SystemCalls(site);
    this.#calls = new SocketCalls(site, this.#system);
    const charge: Machine['charge'] = (bytes) => this.#share.charge(bytes);
    this.#releasing = releasing({ ...process, calls: this.#calls, charge });
    const machine = threadMachine({
      thread: this.id,
      program,
      log,
      files,
      input,
      memory,
      system: this.#system,
      calls: this.#calls,
      charge,
      ...this.#releasing,
      newThread: threads.newThread,
      start: (thread) => threads.start(thread, this),
      join: (thread) => this.#join(thread),
    });
    this.#interpreter = new Interpreter(process.tree, process.globals, machine, this, process.changed);
    log.append({ type: 'thread-started', source: 'program', thread: this.id, program, name, ...started });
  }

  get mode(): Mode {
    return this.#mode;
  }

  get calls(): SocketCalls {
    return this.#calls;
  }

  /**
   * Says whether the thread is between two lines and waits for nothing: neither before a line, nor in a call,
   * nor in join().
   */
  get busy(): boolean {
    return this.#busy && !this.#joining && this.#system.inProgress === null;
  }

  /** The thread's call in progress that may wait. */
  get inProgress(): Watched | null {
    return this.#system.inProgress;
  }

  /** Ends the call in progress, if its thread is in the kernel already. */
  interrupt(): void {
    this.#system.interrupt();
  }

  /** Lets the thread execute its line. Returns false if it does not stand before one. */
  step(): boolean {
    if (this.#pass === null) return false;
    this.#go();
    return true;
  }

  /** Sets the mode. A thread that stands before a line goes on. */
  run(mode: 'run' | 'run-on'): void {
    this.#mode = mode;
    this.#linesSinceCall = 0;
    this.#go();
  }

  pause(): void {
    this.#mode = 'paused';
  }

  /** Ends the thread: it begins no further line, and the result of its call in progress is discarded. */
  stop(): void {
    this.#stopped = true;
    this.#go();
  }

  /**
   * Runs the program from its first line to its end. Returns an uncaught exception and never rejects with it.
   */
  main(): Promise<PythonRaise | null> {
    this.#stack.push({ name: '<module>', line: 1 });
    return this.#finish(() => this.#interpreter.runModule());
  }

  /** Runs a thread's target to its end, as {@link main} runs the program. */
  target(thread: PythonThread): Promise<PythonRaise | null> {
    const { target, args } = thread;
    return this.#finish(async () => {
      try {
        if (isIterable(args)) return await this.#interpreter.runTarget(target, itemsIn(args));
        const wrong = `argument after * must be an iterable, not ${typeName(args)}`;
        return raise('TypeError', `__main__.${target.qualifiedName}() ${wrong}`);
      } finally {
        thread.ended = true;
        this.#releasing.dropped();
        if (!this.#stopped) await this.#releasing.release();
      }
    }, [{ is: 'thread', thread }]);
  }

  async line(line: number, passed?: 'passed'): Promise<void> {
    this.#continueOrStop();
    const { log } = this.#process;
    const top = this.#stack.at(-1);
    if (top !== undefined) top.line = line;
    this.#pace();
    const stops = this.#mode === 'paused' && passed === undefined;
    const runs = stops ? {} : ({ runs: true } as const);
    log.append({ type: 'thread-at', source: 'program', thread: this.id, line, ...runs });
    if (stops) await this.#gate();
    else await this.#share.giveWay();
    this.#continueOrStop();
    log.append({ type: 'thread-step', source: 'program', thread: this.id, line });
  }

  entered(target: PythonFunction): void {
    this.#stack.push({ name: target.name, line: target.line });
    const { log } = this.#process;
    log.append({ type: 'frame-entered', source: 'program', thread: this.id, function: target.name });
  }

  left(): void {
    this.#stack.pop();
    this.#process.log.append({ type: 'frame-left', source: 'program', thread: this.id });
  }

  async comprehending<T>(act: () => Promise<T>): Promise<T> {
    this.#stack.push({ name: '<listcomp>', line: this.#line() });
    try {
      return await act();
    } catch (error) {
      if (error instanceof PythonRaise) error.where ??= this.where();
      throw error;
    } finally {
      this.#stack.pop();
    }
  }

  where(): PythonRaise['where'] {
    return this.#stack.map((frame) => ({ ...frame }));
  }

  caught(exception: PythonException): void {
    this.#continueOrStop();
    const { log } = this.#process;
    const line = this.#line();
    const told = logged(exception);
    log.append({ type: 'exception-caught', source: 'program', thread: this.id, line, exception: told });
  }

  #line(): number {
    return this.#stack.at(-1)?.line ?? 1;
  }

  #continueOrStop(): void {
    if (this.#stopped) throw new ThreadStopped();
  }

  /** Pauses a thread that makes no calls, because after `while True: pass` nobody would see anything. */
  #pace(): void {
    this.#linesSinceCall += 1;
    if (this.#mode === 'paused' || this.#linesSinceCall < LIMITS.linesWithoutCall) return;
    this.#linesSinceCall = 0;
    this.#mode = 'paused';
    const detail = `${this.id}: ${LIMITS.linesWithoutCall}`;
    this.#process.log.append({ type: 'notice', source: 'derived', code: 'run-paused', detail });
  }

  /** Waits before a line until the thread may execute it. */
  async #gate(): Promise<void> {
    this.#busy = false;
    this.#process.onReturned();
    await new Promise<void>((resolve) => {
      this.#pass = resolve;
    });
    this.#share.waited();
    this.#busy = true;
  }

  /** Lets the thread pass the line before which it stands, once. */
  #go(): void {
    const pass = this.#pass;
    this.#pass = null;
    pass?.();
  }

  /** `held` is what Python keeps beside the thread's names. */
  async #finish(run: () => Promise<unknown>, held: readonly Value[] = []): Promise<PythonRaise | null> {
    const { log, program } = this.#process;
    const thread = this.id;
    const roots: Roots = () => [...held, ...this.#interpreter.roots()];
    const closes = [this.#process.memory.open(roots), this.#process.references.open(roots)];
    const failure = await run().then(
      () => null,
      (error: unknown) => {
        // The last exception of a stopped thread comes from its cut-off calls.
        if (error instanceof ThreadStopped || this.#stopped) return null;
        if (error instanceof PythonRaise) return error;
        // A fault of the interpreter ends this thread only, as one of CPython would, and no other lab.
        console.error(error);
        return new PythonRaise({ name: 'SystemError', message: String(error) });
      },
    );
    const line = this.#line();
    if (failure === null) {
      const cutOff = this.#stopped ? ({ cutOff: true } as const) : {};
      log.append({ type: 'thread-ended', source: 'program', thread, line, ...cutOff });
    } else {
      const exception = logged(failure.exception);
      const text = cut(
        tracebackOf(failure, { id: this.id, stack: this.#stack, tree: this.#process.tree() }),
        LIMITS.outputCharacters,
      );
      log.append({ type: 'output', source: 'program', program, thread, text });
      const at = failure.where?.at(-1)?.line ?? line;
      log.append({ type: 'thread-ended', source: 'program', thread, line: at, exception });
    }
    for (const close of closes) close();
    this.#mode = 'paused';
    this.#busy = false;
    this.#process.onReturned();
    return failure;
  }

  async #join(thread: PythonThread): Promise<void> {
    const { log, threads, onReturned } = this.#process;
    if (thread.id === null || thread.ended) return threads.join(thread);
    log.append({ type: 'thread-joins', source: 'program', thread: this.id, other: thread.id });
    this.#joining = true;
    onReturned();
    await threads.join(thread);
    this.#joining = false;
    return this.#continueOrStop();
  }
}
