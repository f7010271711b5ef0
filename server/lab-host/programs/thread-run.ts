import type { HostId, PythonException } from '../../../shared/log/events.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { lineText, listing } from '../../../shared/programs/listing.ts';
import type { Program } from '../../../shared/programs/tree.ts';
import { PythonRaise } from '../python/exceptions.ts';
import type { Machine, Names } from '../python/expressions.ts';
import { Interpreter, type Tracer } from '../python/interpreter.ts';
import { view, type PythonFunction, type PythonThread } from '../python/values.ts';
import type { Closing } from './closing.ts';
import type { FileTable } from './file-table.ts';
import { SocketCalls, type CallSite } from './socket-calls.ts';
import { turn } from './turns.ts';

/** `paused` before each line · `run` until a call blocks · `run-on` through every wake-up. */
export type Mode = 'paused' | 'run' | 'run-on';

/** The program that a thread belongs to, as the thread sees it. */
export interface Process extends Pick<
  CallSite,
  'log' | 'network' | 'watch' | 'share' | 'nextCall' | 'onReturned'
> {
  readonly program: string;
  readonly host: HostId;
  readonly files: FileTable;
  readonly closing: Closing;
  readonly globals: Names;
  readonly tree: () => Program;
  readonly threads: Pick<Machine, 'newThread' | 'join'> & {
    start(thread: PythonThread, by: ThreadRun): void;
  };
}

/** The program is being ended under this thread: it runs no further line. */
class ThreadStopped extends Error {}

/** Lines, and ms without waiting for anything, after which a thread lets others have their turn. */
const LINES_PER_TURN = 50;
const MS_PER_TURN = 5;
/** But not before so many: a server that is let run together with its clients listens before they are heard. */
const LEAST_LINES_PER_TURN = 10;

/** One thread of a program: its place in the listing, its calls, the gate before each line. */
export class ThreadRun implements Tracer {
  readonly id: string;
  readonly #process: Process;
  readonly #calls: SocketCalls;
  readonly #interpreter: Interpreter;
  /** The function it is in, and where each stands; the innermost last. */
  readonly #stack: { readonly name: string; line: number }[] = [];
  #mode: Mode;
  #pass: (() => void) | null = null;
  #busy = true;
  #stopped = false;
  #linesSinceCall = 0;
  #linesOfTurn = 0;
  #turnBeganMs = 0;
  #joining = false;

  constructor(process: Process, name: string, mode: Mode, started: { by?: string; daemon?: true } = {}) {
    const { log, program } = process;
    this.id = `${program}/${name}`;
    this.#process = process;
    this.#mode = mode;
    const machine = this.#machine();
    this.#interpreter = new Interpreter(process.tree, process.globals, machine, this);
    this.#calls = new SocketCalls({
      ...process,
      thread: this.id,
      line: () => this.#line(),
      isStopped: () => this.#stopped,
      nextCall: () => {
        this.#linesSinceCall = 0;
        return process.nextCall();
      },
      onWaited: () => {
        this.#turnBeganMs = performance.now();
      },
      onBlocked: () => {
        if (this.#mode === 'run') this.#mode = 'paused';
        process.onReturned();
      },
    });
    log.append({ type: 'thread-started', source: 'program', thread: this.id, program, name, ...started });
  }

  get mode(): Mode {
    return this.#mode;
  }

  get calls(): SocketCalls {
    return this.#calls;
  }

  /** Between two lines nobody waits for: neither before a line, nor in a call, nor in a join. */
  get busy(): boolean {
    return this.#busy && !this.#joining && this.callsInProgress().length === 0;
  }

  /** Real fds of its calls in progress. */
  callsInProgress(): number[] {
    return Object.values(this.#process.log.state.calls).flatMap((call) =>
      call.thread === this.id && call.realFd !== undefined ? [call.realFd] : [],
    );
  }

  /** False where the thread does not stand before a line. */
  step(): boolean {
    if (this.#pass === null) return false;
    this.#go();
    return true;
  }

  /** Sets the mode; a thread that stands before a line goes on. */
  run(mode: 'run' | 'run-on'): void {
    this.#mode = mode;
    this.#linesSinceCall = 0;
    this.#go();
  }

  pause(): void {
    this.#mode = 'paused';
  }

  /** It begins no further line, and what its call in progress gives is thrown away. */
  stop(): void {
    this.#stopped = true;
    this.#go();
  }

  /** From the program's first line to its end. Gives what nobody caught; never rejects with it. */
  main(): Promise<PythonRaise | null> {
    this.#stack.push({ name: '<module>', line: 1 });
    return this.#finish(() => this.#interpreter.runModule());
  }

  /** A thread's target, to its end. */
  target({ target, args }: PythonThread): Promise<PythonRaise | null> {
    return this.#finish(() => this.#interpreter.call(target, args));
  }

  async line(line: number): Promise<void> {
    this.#continueOrStop();
    const { log } = this.#process;
    const top = this.#stack.at(-1);
    if (top !== undefined) top.line = line;
    log.append({ type: 'thread-at', source: 'program', thread: this.id, line });
    this.#pace();
    if (this.#mode === 'paused') await this.#gate();
    else await this.#giveWay();
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

  where(): PythonRaise['where'] {
    return this.#stack.map((frame) => ({ ...frame }));
  }

  caught(exception: PythonException): void {
    this.#continueOrStop();
    const { log } = this.#process;
    const line = this.#line();
    log.append({ type: 'exception-caught', source: 'program', thread: this.id, line, exception });
  }

  #line(): number {
    return this.#stack.at(-1)?.line ?? 1;
  }

  #continueOrStop(): void {
    if (this.#stopped) throw new ThreadStopped();
  }

  /** `while True: pass` would never let anybody see anything. */
  #pace(): void {
    this.#linesSinceCall += 1;
    if (this.#mode === 'paused' || this.#linesSinceCall < LIMITS.linesWithoutCall) return;
    this.#linesSinceCall = 0;
    this.#mode = 'paused';
    const detail = `${this.id}: ${LIMITS.linesWithoutCall}`;
    this.#process.log.append({ type: 'notice', source: 'derived', code: 'run-paused', detail });
  }

  /** Calls that return at once give nobody else a turn: without this, a loop of them would be all there is. */
  async #giveWay(): Promise<void> {
    const now = performance.now();
    if (this.#linesOfTurn === 0) this.#turnBeganMs = now;
    this.#linesOfTurn += 1;
    const isLong = this.#linesOfTurn > LEAST_LINES_PER_TURN && now - this.#turnBeganMs >= MS_PER_TURN;
    if (this.#linesOfTurn < LINES_PER_TURN && !isLong) return;
    this.#linesOfTurn = 0;
    await turn(this.#process.log);
  }

  /** Waits before a line until it may run. */
  async #gate(): Promise<void> {
    this.#busy = false;
    this.#process.onReturned();
    await new Promise<void>((resolve) => {
      this.#pass = resolve;
    });
    this.#turnBeganMs = performance.now();
    this.#busy = true;
  }

  /** Lets the thread pass the line it stands before, once. */
  #go(): void {
    const pass = this.#pass;
    this.#pass = null;
    pass?.();
  }

  async #finish(run: () => Promise<unknown>): Promise<PythonRaise | null> {
    const { log, program } = this.#process;
    const thread = this.id;
    const failure = await run().then(
      () => null,
      (error: unknown) => {
        // What a stopped thread raises last comes of its calls being cut off.
        if (error instanceof ThreadStopped || this.#stopped) return null;
        if (error instanceof PythonRaise) return error;
        // A fault of the interpreter's own ends this thread, as CPython's do, and no other lab.
        console.error(error);
        return new PythonRaise({ name: 'SystemError', message: String(error) });
      },
    );
    const line = this.#line();
    if (failure === null) {
      const cutOff = this.#stopped ? ({ cutOff: true } as const) : {};
      log.append({ type: 'thread-ended', source: 'program', thread, line, ...cutOff });
    } else {
      const { exception } = failure;
      log.append({ type: 'output', source: 'program', program, thread, text: this.#traceback(failure) });
      const at = failure.where?.at(-1)?.line ?? line;
      log.append({ type: 'thread-ended', source: 'program', thread, line: at, exception });
    }
    this.#busy = false;
    this.#process.onReturned();
    return failure;
  }

  #machine(): Machine {
    const { log, program, files, threads } = this.#process;
    const socketId = (fd: number): string | null => files.get(fd)?.socket ?? null;
    return {
      newThread: threads.newThread,
      start: (thread) => threads.start(thread, this),
      join: async (thread) => {
        if (thread.id === null || thread.ended) return threads.join(thread);
        log.append({ type: 'thread-joins', source: 'program', thread: this.id, other: thread.id });
        this.#joining = true;
        this.#process.onReturned();
        await threads.join(thread);
        this.#joining = false;
        this.#continueOrStop();
      },
      print: (text) =>
        log.append({
          type: 'output',
          source: 'program',
          program,
          thread: this.id,
          text: text.slice(0, LIMITS.outputCharacters),
        }),
      socket: (args) => this.#calls.open(args),
      method: (socket, name, args) => this.#calls.method(socket, name, args),
      assigned: (name, value, local) =>
        log.append({
          type: 'variable-set',
          source: 'program',
          program,
          thread: this.id,
          name,
          value: view(value, socketId),
          ...(local && { local: true }),
        }),
    };
  }

  /** As CPython prints it (Python/traceback.c; threading.excepthook for other threads than the main one). */
  #traceback({ exception, where }: PythonRaise): string {
    const frames = where ?? this.#stack;
    const lines = listing(this.#process.tree());
    const isMain = frames[0]?.name === '<module>';
    return [
      ...(isMain ? [] : [`Exception in thread ${this.id.slice(this.id.indexOf('/') + 1)}:`]),
      'Traceback (most recent call last):',
      ...frames.flatMap(({ name, line }) => {
        const source = lines[line - 1];
        return [`  line ${line}, in ${name}`, ...(source === undefined ? [] : [`    ${lineText(source)}`])];
      }),
      `${exception.name}: ${exception.message}`,
    ].join('\n');
  }
}
