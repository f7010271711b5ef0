import type { HostId } from '../../../shared/events.ts';
import type { Program } from '../../../shared/programs/tree.ts';
import { listing } from '../../../shared/programs/listing.ts';
import { shutdown } from '../libc/socket-calls.ts';
import { PythonRaise } from '../python/exceptions.ts';
import { execute, type Machine, type Names } from '../python/interpreter.ts';
import { view } from '../python/values.ts';
import { FileTable } from './file-table.ts';
import { SocketCalls, type CallSite } from './socket-calls.ts';

/** What a run needs of its lab. */
export interface RunContext extends Pick<CallSite, 'log' | 'network' | 'watch' | 'nextCall' | 'onReturned'> {
  readonly program: string;
  readonly host: HostId;
  readonly run: number;
  /** The tree as it is now: an edited literal counts from the next time its line runs. */
  readonly tree: () => Program;
}

/** `paused` before each line · `run` until a call blocks · `run-on` through every wake-up. */
type Mode = 'paused' | 'run' | 'run-on';

const STOP_AGAIN_MS = 5;

/** One run of one program, from its first line to its exit: its thread, its names, its open files. */
export class ProgramRun {
  readonly #context: RunContext;
  readonly #thread: string;
  readonly #files = new FileTable();
  readonly #calls: SocketCalls;
  #mode: Mode = 'paused';
  #line = 1;
  #pass: (() => void) | null = null;
  #busy = true;
  #stopped = false;
  #ended = false;
  readonly #done: Promise<void>;

  constructor(context: RunContext) {
    this.#context = context;
    this.#thread = `${context.program}/main`;
    this.#calls = new SocketCalls({
      log: context.log,
      network: context.network,
      watch: context.watch,
      nextCall: context.nextCall,
      onReturned: context.onReturned,
      host: context.host,
      thread: this.#thread,
      files: this.#files,
      line: () => this.#line,
      isStopped: () => this.#stopped,
      onBlocked: () => {
        if (this.#mode === 'run') this.#mode = 'paused';
        context.onReturned();
      },
    });
    this.#done = this.#main();
  }

  /** Between two lines nobody waits for: neither before a line nor in a call. */
  get busy(): boolean {
    return this.#busy && Object.values(this.#context.log.state.calls).every((c) => c.thread !== this.#thread);
  }

  /** Real fds of this program's calls in progress. */
  callsInProgress(): number[] {
    return Object.values(this.#context.log.state.calls).flatMap((call) =>
      call.thread === this.#thread && call.realFd !== undefined ? [call.realFd] : [],
    );
  }

  /** False where the thread does not stand before a line. */
  step(): boolean {
    if (this.#pass === null) return false;
    this.#go();
    return true;
  }

  /** Sets the mode; a thread that stands before a line goes on. False where the program has ended. */
  run(mode: 'run' | 'run-on'): boolean {
    if (this.#context.log.state.programs[this.#context.program]?.ended !== null) return false;
    this.#mode = mode;
    this.#go();
    return true;
  }

  pause(): void {
    this.#mode = 'paused';
  }

  /** Ends the program as a kill would: calls in progress are ended, the exit closes its files. */
  async stop(): Promise<void> {
    if (this.#ended) return;
    this.#stopped = true;
    const { log, program } = this.#context;
    log.append({ type: 'notice', source: 'program', code: 'program-stopped', detail: program });
    this.#go();
    // A call may be entered and its thread not yet in the kernel: shutdown then ends nothing, so it is repeated.
    const end = (): void => {
      for (const realFd of this.callsInProgress()) shutdown(realFd, 'SHUT_RDWR');
    };
    end();
    const again = setInterval(end, STOP_AGAIN_MS);
    await this.#done;
    clearInterval(again);
  }

  /** Lets the thread pass the line it stands before, once. */
  #go(): void {
    const pass = this.#pass;
    this.#pass = null;
    pass?.();
  }

  async #main(): Promise<void> {
    const { log, program } = this.#context;
    const thread = this.#thread;
    log.append({ type: 'thread-started', source: 'program', thread, program, name: 'main' });
    const failure = await this.#lines();
    for (const file of this.#files.all()) this.#calls.close(file, true);
    this.#busy = false;
    this.#ended = true;
    const cause = this.#stopped ? 'stopped' : failure === null ? 'finished' : 'exception';
    log.append({ type: 'program-ended', source: 'program', program, cause });
    this.#context.onReturned();
  }

  async #lines(): Promise<PythonRaise | null> {
    const { log, program } = this.#context;
    const thread = this.#thread;
    const names: Names = new Map();
    const machine = this.#machine();
    for (let i = 0; i < this.#context.tree().statements.length && !this.#stopped; i += 1) {
      this.#line = i + 1;
      log.append({ type: 'thread-at', source: 'program', thread, line: this.#line });
      await this.#gate();
      const statement = this.#context.tree().statements[i];
      if (this.#stopped || statement === undefined) break;
      log.append({ type: 'thread-step', source: 'program', thread, line: this.#line });
      try {
        await execute(statement, names, machine);
      } catch (error) {
        if (!(error instanceof PythonRaise)) throw error;
        if (this.#stopped) break;
        const { exception } = error;
        log.append({ type: 'output', source: 'program', program, thread, text: this.#traceback(error) });
        log.append({ type: 'thread-ended', source: 'program', thread, line: this.#line, exception });
        return error;
      }
    }
    log.append({ type: 'thread-ended', source: 'program', thread, line: this.#line });
    return null;
  }

  /** Waits before a line until it may run. */
  async #gate(): Promise<void> {
    if (this.#mode === 'paused' && !this.#stopped) {
      this.#busy = false;
      this.#context.onReturned();
      await new Promise<void>((resolve) => {
        this.#pass = resolve;
      });
    }
    this.#busy = true;
  }

  #machine(): Machine {
    const { log, program } = this.#context;
    const thread = this.#thread;
    const socketId = (fd: number): string | null => this.#files.get(fd)?.socket ?? null;
    return {
      print: (text) =>
        log.append({ type: 'output', source: 'program', program, thread, text: text.slice(0, 16_384) }),
      socket: (args) => this.#calls.open(args),
      method: (socket, name, args) => this.#calls.method(socket, name, args),
      assigned: (name, value) =>
        log.append({
          type: 'variable-set',
          source: 'program',
          program,
          thread,
          name,
          value: view(value, socketId),
        }),
    };
  }

  #traceback(raised: PythonRaise): string {
    const line = listing(this.#context.tree())[this.#line - 1];
    const source = line === undefined ? '' : `\n    ${line.tokens.map((token) => token.text).join('')}`;
    const { name, message } = raised.exception;
    const head = 'Traceback (most recent call last):';
    return `${head}\n  line ${this.#line}, in <module>${source}\n${name}: ${message}`;
  }
}
