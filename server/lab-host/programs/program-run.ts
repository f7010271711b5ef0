import type { HostId } from '../../../shared/log/events.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { Program } from '../../../shared/programs/tree.ts';
import { ChangedValues } from '../python/changed-values.ts';
import { raise } from '../python/exceptions.ts';
import type { MemoryAccount } from '../python/memory-account.ts';
import type { PythonFunction, PythonThread, Value } from '../python/values.ts';
import { Closing } from './closing.ts';
import { FileTable } from './file-table.ts';
import type { Watched } from '../observe/blocked-watch.ts';
import { References } from './references.ts';
import { StandardInput } from './standard-input.ts';
import type { CallSite } from './system-calls.ts';
import { ThreadRun, type Mode, type Process } from './thread-run.ts';

/** A run gets these from its lab. */
export interface RunContext extends Pick<
  CallSite,
  'log' | 'network' | 'watch' | 'share' | 'nextCall' | 'onReturned'
> {
  readonly program: string;
  readonly host: HostId;
  /** The account of the lab's memory, which its programs share. */
  readonly memory: MemoryAccount;
  /** Returns the present tree. An edited literal counts from the next time its line runs. */
  readonly tree: () => Program;
}

const STOP_AGAIN_MS = 5;

interface Started {
  readonly run: ThreadRun;
  readonly thread: PythonThread;
  readonly daemon: boolean;
  readonly done: Promise<unknown>;
}

/**
 * One run of one program, from its first line to its exit. It owns the threads, the names and the open files.
 */
export class ProgramRun {
  readonly #context: RunContext;
  readonly #process: Process;
  readonly #main: ThreadRun;
  /** The threads that have not ended, the main one left out. */
  readonly #threads = new Set<Started>();
  #threadsNamed = 0;
  #stopped = false;
  #ended = false;
  readonly #done: Promise<void>;

  constructor(context: RunContext) {
    this.#context = context;
    this.#process = {
      ...context,
      files: new FileTable(),
      input: new StandardInput(),
      closing: new Closing(),
      references: new References(),
      globals: new Map(),
      changed: new ChangedValues(),
      threads: {
        newThread: (target, args, daemon) => this.#newThread(target, args, daemon),
        start: (thread, by) => this.#start(thread, by),
        join: (thread) => this.#join(thread),
      },
    };
    this.#main = new ThreadRun(this.#process, 'main');
    this.#done = this.#run();
  }

  /** Says whether some thread is between two lines and waits for nothing. */
  get busy(): boolean {
    return !this.#ended && this.#runs().some((run) => run.busy);
  }

  /** The calls in progress that may wait. */
  callsInProgress(): Watched[] {
    return this.#runs().flatMap((run) => run.inProgress ?? []);
  }

  /**
   * Steps the thread with the id `thread`, or the first one that stands before a line. Returns false if there
   * is none.
   */
  step(thread?: string): boolean {
    return this.#chosen(thread).some((run) => run.step());
  }

  /**
   * Runs one thread, or all if `thread` is absent. Returns false if the program has ended or has no such
   * thread.
   */
  run(mode: Exclude<Mode, 'paused'>, thread?: string): boolean {
    if (this.#ended) return false;
    const chosen = this.#chosen(thread);
    for (const run of chosen) run.run(mode);
    return chosen.length > 0;
  }

  /** Pauses one thread, or all if `thread` is absent. Returns whether any of them was to run on. */
  pause(thread?: string): boolean {
    const running = this.#chosen(thread).filter(({ mode }) => mode !== 'paused');
    for (const run of running) run.pause();
    return running.length > 0;
  }

  /** Gives a line to the thread that waits in input(). Returns false if none does. */
  type(line: string): boolean {
    return this.#process.input.type(line);
  }

  /** Ends the program as kill(1) would: its calls in progress are ended, and its exit closes its files. */
  async stop(): Promise<void> {
    if (this.#ended) return;
    this.#stopped = true;
    const { log, program } = this.#context;
    log.append({ type: 'notice', source: 'program', code: 'program-stopped', detail: program });
    await this.#cutOff(this.#runs(), this.#done);
  }

  #runs(): ThreadRun[] {
    return [this.#main, ...[...this.#threads].map(({ run }) => run)];
  }

  #chosen(thread: string | undefined): ThreadRun[] {
    return this.#runs().filter((run) => thread === undefined || run.id === thread);
  }

  async #run(): Promise<void> {
    const { log, program } = this.#context;
    const failure = await this.#main.main();
    // Before it exits, Python waits for every thread that is no daemon (`threading._shutdown`).
    for (const { daemon, done } of this.#threads) if (!daemon) await done;
    const daemons = [...this.#threads].filter(({ daemon }) => daemon);
    await this.#cutOff(
      daemons.map(({ run }) => run),
      Promise.all(daemons.map(({ done }) => done)),
    );
    for (const file of this.#process.files.all()) this.#main.calls.close(file, { atExit: true });
    this.#ended = true;
    this.#process.globals.clear();
    const cause = this.#stopped ? 'stopped' : failure === null ? 'finished' : 'exception';
    log.append({ type: 'program-ended', source: 'program', program, cause });
    this.#context.onReturned();
  }

  /** Ends threads, and first their calls in progress. */
  async #cutOff(runs: readonly ThreadRun[], done: Promise<unknown>): Promise<void> {
    for (const run of runs) run.stop();
    // A call may have been entered while its thread is not in the kernel yet. Interrupting it then ends
    // nothing, so that it is repeated.
    const interrupt = (): void => {
      for (const run of runs) run.interrupt();
    };
    interrupt();
    const again = setInterval(interrupt, STOP_AGAIN_MS);
    await done;
    clearInterval(again);
  }

  /** Names the thread as CPython has done since 3.10: `Thread-1 (handle)`. */
  #newThread(target: PythonFunction, args: Value, daemon: boolean): PythonThread {
    this.#threadsNamed += 1;
    const name = `Thread-${this.#threadsNamed} (${target.name})`;
    return { name, target, args, daemon, id: null, ended: false };
  }

  #start(thread: PythonThread, by: ThreadRun): void {
    if (thread.id !== null) raise('RuntimeError', 'threads can only be started once');
    if (this.#threads.size >= LIMITS.threadsPerProgram)
      raise('LabRefusal', `a program here has at most ${LIMITS.threadsPerProgram} threads at once`);
    const run = new ThreadRun(this.#process, thread.name, by, thread.daemon);
    thread.id = run.id;
    if (this.#stopped) run.stop();
    const done = run.target(thread).then(() => {
      this.#threads.delete(started);
    });
    const started = { run, thread, daemon: thread.daemon, done };
    this.#threads.add(started);
  }

  async #join(thread: PythonThread): Promise<void> {
    if (thread.id === null) raise('RuntimeError', 'cannot join thread before it is started');
    await [...this.#threads].find((one) => one.thread === thread)?.done;
  }
}
