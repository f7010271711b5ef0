import type { CallId, PythonException, SocketId, ThreadId } from '../../../shared/log/events.ts';
import { allAwaitedBy, type AwaitingCall } from '../../../shared/model/queries.ts';
import type { CallState, LabState, ThreadState } from '../../../shared/model/lab-state.ts';

/** The place on the stage for which a blocked call waits. */
export type BlockCause =
  | { readonly is: 'receive-buffer'; readonly socket: SocketId }
  | { readonly is: 'send-buffer'; readonly socket: SocketId }
  | { readonly is: 'accept-queue'; readonly socket: SocketId }
  | { readonly is: 'handshake'; readonly socket: SocketId };

/** A thread's state as its badge shows it. Times are µs of the lab's clock. */
export type ThreadBadge = {
  readonly thread: ThreadId;
  readonly name: string;
  readonly line: number | null;
} & (
  | { readonly is: 'next' }
  | { readonly is: 'running' }
  | { readonly is: 'in-call'; readonly call: CallId; readonly callName: string; readonly fd: number | null }
  | {
      readonly is: 'blocked';
      readonly call: CallId;
      readonly callName: string;
      readonly fd: number | null;
      readonly since: number;
      /** The time at which the call ends by itself; null if nothing but what it waits for ends it. */
      readonly until: number | null;
      /** A select() has several, of which any one wakes the thread. */
      readonly causes: readonly BlockCause[];
    }
  | { readonly is: 'returned'; readonly from: number | null }
  /** The name of the thread for which it waits in join(). */
  | { readonly is: 'joining'; readonly other: string }
  | { readonly is: 'ended' }
  | { readonly is: 'failed'; readonly exception: PythonException | null }
);

/** Shortens Python's `Thread-2 (handle_client)` to `T2`. */
export function shortThreadName(name: string): string {
  return name.replace(/^Thread-(\d+) .*/, 'T$1');
}

export function threadBadge(state: LabState, thread: ThreadState): ThreadBadge {
  const { name, line } = thread;
  const base = { thread: thread.thread, name, line };
  const call = thread.call === null ? undefined : state.calls[thread.call];
  switch (thread.status) {
    case 'ready':
      return { ...base, is: 'next' };
    case 'running':
      return { ...base, is: 'running' };
    case 'in-call':
    case 'blocked': {
      if (call === undefined) return { ...base, is: 'running' };
      const what = { call: call.call, callName: call.name, fd: call.fd ?? null };
      if (thread.status === 'in-call' || call.blockedAt === null) return { ...base, is: 'in-call', ...what };
      return {
        ...base,
        is: 'blocked',
        ...what,
        since: call.blockedAt,
        until: endOf(call),
        causes: blockCauses(state, call),
      };
    }
    case 'returned':
      return { ...base, is: 'returned', from: thread.returnedLine };
    case 'joining':
      return { ...base, is: 'joining', other: state.threads[thread.joins ?? '']?.name ?? '?' };
    case 'ended':
      return { ...base, is: 'ended' };
    case 'failed':
      return { ...base, is: 'failed', exception: thread.exception };
    default:
      return thread.status satisfies never;
  }
}

/** The time (µs) at which a call ends by itself. */
function endOf({ at, waitMicros }: CallState): number | null {
  return waitMicros === undefined ? null : at + waitMicros;
}

/** The reasons for which the kernel put this call to sleep (recv(2), send(2), accept(2), connect(2), select(2)). */
export function blockCauses(state: Pick<LabState, 'sockets'>, call: AwaitingCall): BlockCause[] {
  return allAwaitedBy(state, call).flatMap(({ socket, call: name }): BlockCause[] => {
    if (name === 'recv') return [{ is: 'receive-buffer', socket }];
    if (name === 'send') return [{ is: 'send-buffer', socket }];
    if (name === 'accept') return [{ is: 'accept-queue', socket }];
    return name === 'connect' ? [{ is: 'handshake', socket }] : [];
  });
}

/** The data-anchor of the place a cause names. */
export function causeAnchor(cause: BlockCause): string {
  switch (cause.is) {
    case 'receive-buffer':
      return `buffer:recv:${cause.socket}`;
    case 'send-buffer':
      return `buffer:send:${cause.socket}`;
    case 'accept-queue':
      return `queue:${cause.socket}`;
    case 'handshake':
      return `header:${cause.socket}`;
    default:
      return cause satisfies never;
  }
}
