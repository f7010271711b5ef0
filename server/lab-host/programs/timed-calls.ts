import type { SystemCall } from '../../../shared/programs/tree.ts';
import { EAGAIN } from '../libc/constants.ts';
import { monotonicNanos, pollFor } from '../libc/waits.ts';
import { raise } from '../python/exceptions.ts';
import type { PythonSocket } from '../python/values.ts';
import type { FileTable } from './file-table.ts';
import type { Attempt, SystemCalls } from './system-calls.ts';

/** The fields in which a call's events name its socket. */
export interface On {
  readonly name: SystemCall;
  readonly fd: number;
  readonly socket?: string;
  readonly realFd?: number;
}

/** Names a socket as its program has it now: another thread may have closed it. Its number is -1 then, in Python too. */
export function onSocket(files: Pick<FileTable, 'get'>, name: SystemCall, { fd }: PythonSocket): On {
  const file = files.get(fd);
  return { name, fd, ...(file && { socket: file.socket, realFd: file.realFd }) };
}

/** The calls for which Python waits in poll() first, if the socket has a timeout. */
export type Awaited = 'connect' | 'accept' | 'send' | 'recv';

/**
 * Makes a call as CPython does on a socket with a timeout: it waits in poll() first, makes the call when poll() says
 * that it can be done, and waits again if that comes to nothing (Modules/socketmodule.c, `sock_call_ex`). A socket that
 * another thread closes during the wait is closed to the call.
 */
export async function whenReady<T>(
  calls: SystemCalls,
  on: () => On,
  within: Awaited,
  timeoutNanos: bigint,
  attempt: (on: On, realFd: number) => Promise<Attempt<T>>,
): Promise<Attempt<T>> {
  const attemptNow = (): Promise<Attempt<T>> => {
    const now = on();
    return attempt(now, now.realFd ?? -1);
  };
  if (timeoutNanos <= 0n) return attemptNow();
  const deadline = monotonicNanos() + timeoutNanos;
  for (let left = timeoutNanos; ; left = deadline - monotonicNanos()) {
    await awaitReady(calls, on(), within, left);
    const made = await attemptNow();
    if (made.result.ok || made.result.errno !== EAGAIN) return made;
    calls.goesOn(made.call, made.result);
  }
}

/** Waits in poll() until a call can be made. Raises TimeoutError if the time is over before (`internal_select`). */
export async function awaitReady(
  calls: SystemCalls,
  { fd, socket, realFd }: On,
  within: Awaited,
  nanos: bigint,
): Promise<void> {
  // Python does not wait for a closed socket: the call itself finds that it is closed.
  if (realFd === undefined) return;
  if (nanos >= 0n) {
    const milliseconds = Math.ceil(Number(nanos) / 1_000_000);
    const waitMicros = milliseconds * 1000;
    const ofSocket = socket === undefined ? {} : { socket };
    const entered = { name: 'poll', fd, realFd, ...ofSocket, within, waitMicros } as const;
    const { call, result } = await calls.blockInterruptibly(
      'poll',
      entered,
      () => pollFor(realFd, POLLED[within], milliseconds),
      [realFd],
    );
    if (calls.leave(call, result) > 0) return;
  }
  raise('TimeoutError', 'timed out');
}

const POLLED: Readonly<Record<Awaited, 'in' | 'out' | 'connected'>> = {
  accept: 'in',
  recv: 'in',
  send: 'out',
  connect: 'connected',
};
