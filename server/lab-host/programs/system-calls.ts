import type { EventOf, HostId } from '../../../shared/log/events.ts';
import { pythonException } from '../../../shared/programs/python-errors.ts';
import type { BlockedWatch, Watched } from '../observe/blocked-watch.ts';
import type { EventLog } from '../event-log.ts';
import type { BlockingCall } from '../kernel/blocked-probe.ts';
import { errnoOf } from '../libc/errno.ts';
import type { KernelFailure, Result } from '../libc/result.ts';
import type { CallShare } from '../libc/thread-budget.ts';
import { interruptThread, isInterrupted, type Prepared } from '../libc/waits.ts';
import type { LabNetwork } from '../networks/network.ts';
import { osError, raise } from '../python/exceptions.ts';
import type { FileTable } from './file-table.ts';
import type { Closing } from './closing.ts';

/** The thread that makes a call, and the functions that a call reports to. */
export interface CallSite {
  readonly log: EventLog;
  readonly network: LabNetwork;
  readonly watch: BlockedWatch;
  /** The lab's share of the calls that may block. */
  readonly share: CallShare;
  readonly host: HostId;
  readonly thread: string;
  readonly files: FileTable;
  readonly closing: Closing;
  readonly nextCall: () => number;
  readonly line: () => number;
  /** The program is being ended, so that its calls are cut off. */
  readonly isStopped: () => boolean;
  readonly onBlocked: () => void;
  /** Called when a call that may have waited is over. Other threads had their turn meanwhile. */
  readonly onWaited: () => void;
  /** Called after each call, so that the counters are read. */
  readonly onReturned: () => void;
}

export type Entered = Omit<
  EventOf<'call-entered'>,
  'seq' | 'at' | 'source' | 'type' | 'call' | 'thread' | 'line'
>;
export type Returned = Extract<EventOf<'call-returned'>['result'], { ok: true }>;

/** A call that was made, which {@link SystemCalls.leave} or {@link SystemCalls.goesOn} ends. */
export interface Attempt<T> {
  readonly call: number;
  readonly result: Result<T>;
}

/** The call as the C library makes it of the kernel. */
const KERNEL_CALL: Readonly<Record<BlockingCall, string>> = {
  connect: 'connect',
  accept: 'accept4',
  send: 'sendto',
  recv: 'recvfrom',
  sleep: 'clock_nanosleep',
  poll: 'poll',
  select: 'pselect6',
  input: 'read',
};

/** Makes the system calls of one thread, each with its events. A thread has at most one in progress. */
export class SystemCalls {
  readonly #site: CallSite;
  #inProgress: { readonly watched: Watched; readonly interrupt: () => void } | null = null;

  constructor(site: CallSite) {
    this.#site = site;
  }

  /** The call in progress that may wait. */
  get inProgress(): Watched | null {
    return this.#inProgress?.watched ?? null;
  }

  /** Ends the call in progress, if its thread is in the kernel already. */
  interrupt(): void {
    this.#inProgress?.interrupt();
  }

  enter(entered: Entered): number {
    const call = this.#site.nextCall();
    const { log, thread } = this.#site;
    log.append({
      type: 'call-entered',
      source: 'syscall',
      call,
      thread,
      line: this.#site.line(),
      ...entered,
    });
    return call;
  }

  /** Makes a call on a file that may wait. `interrupt` ends it; a socket's is ended by shutting it down. */
  async block<T>(
    kind: BlockingCall,
    entered: Entered,
    realFd: number,
    run: () => Promise<Result<T>>,
    interrupt = (): void => this.#site.closing.interrupt(realFd),
  ): Promise<Attempt<T>> {
    return this.#wait(kind, entered, interrupt, () => ({
      argument: realFd,
      run: () => this.#holding([realFd], run),
    }));
  }

  /**
   * Makes a call that may wait and that a signal ends. Python makes a call that was interrupted again (PEP 475).
   * `realFds` are the files that it waits for. `prepare` is called when the call has been entered.
   */
  async blockInterruptibly<T>(
    kind: BlockingCall,
    entered: Entered,
    prepare: () => Prepared<T>,
    realFds: readonly number[] = [],
  ): Promise<Attempt<T>> {
    const { closing, isStopped } = this.#site;
    const interrupt = (): void => {
      const { tid = null, reported = false } = this.inProgress ?? {};
      if (tid !== null) interruptThread(tid);
      // A call that was reported without its thread cannot get a signal. Any other is found asleep soon.
      else if (reported) for (const realFd of realFds) closing.interrupt(realFd);
    };
    return this.#wait(kind, entered, interrupt, () => {
      const { address, make } = prepare();
      const run = async (): Promise<Result<T>> => {
        for (;;) {
          const result = await make();
          if (!isInterrupted(result) || isStopped()) return result;
        }
      };
      return { argument: address, run: () => this.#holding(realFds, run) };
    });
  }

  /** Keeps files for a call in progress, also if another thread closes them. */
  async #holding<T>(realFds: readonly number[], run: () => Promise<T>): Promise<T> {
    const { closing } = this.#site;
    for (const realFd of realFds) closing.begin(realFd);
    try {
      return await run();
    } finally {
      for (const realFd of realFds) closing.end(realFd);
    }
  }

  async #wait<T>(
    kind: BlockingCall,
    entered: Entered,
    interrupt: () => void,
    begin: () => { readonly argument: number; readonly run: () => Promise<Result<T>> },
  ): Promise<Attempt<T>> {
    const { log, watch, share, onBlocked, onWaited } = this.#site;
    if (!share.mayBlock)
      return raise('LabRefusal', `${kind}: too many calls of this lab are waiting already; end some first`);
    const call = this.enter(entered);
    const { argument, run } = begin();
    const watched = watch.begin(argument, kind, (tid) => {
      const observed =
        tid === null ? ({ source: 'derived', tid: 0 } as const) : ({ source: 'kernel', tid } as const);
      log.append({ type: 'call-blocked', call, kernelCall: KERNEL_CALL[kind], ...observed });
      onBlocked();
    });
    this.#inProgress = { watched, interrupt };
    try {
      return { call, result: await share.hold(run) };
    } finally {
      this.#inProgress = null;
      watch.end(watched);
      onWaited();
    }
  }

  /**
   * Appends the return. Raises Python's exception if the kernel refused; otherwise returns the number
   * returned.
   */
  leave(call: number, result: Result<number>, details: () => Partial<Returned> = () => ({})): number {
    const { log, network, onReturned } = this.#site;
    network.drain();
    if (result.ok) {
      const success: Returned = { ok: true, value: result.value, ...details() };
      log.append({ type: 'call-returned', source: 'syscall', call, ...this.#cutOff(call), result: success });
      onReturned();
      return result.value;
    }
    const { name: errnoName } = errnoOf(result.errno);
    const exception = pythonException(errnoName);
    this.#fail(call, { ok: false, errno: result.errno, errnoName, exception });
    throw osError(result.errno);
  }

  /** Appends the return of a call that failed although Python raises nothing and goes on. */
  goesOn(call: number, { errno }: KernelFailure): void {
    this.#fail(call, { ok: false, errno, errnoName: errnoOf(errno).name });
  }

  #fail(call: number, result: Extract<EventOf<'call-returned'>['result'], { ok: false }>): void {
    const { log, onReturned } = this.#site;
    log.append({ type: 'call-returned', source: 'syscall', call, ...this.#cutOff(call), result });
    onReturned();
  }

  #cutOff(call: number): { readonly cutOff?: true } {
    const { log, isStopped } = this.#site;
    return isStopped() && log.state.calls[call]?.atExit !== true ? { cutOff: true } : {};
  }
}
