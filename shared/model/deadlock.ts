import type { SocketId, ThreadId } from '../log/events.ts';
import type { CallState, LabState, SocketState, ThreadState } from './lab-state.ts';
import { peerSocket, threadsOf } from './queries.ts';

/** A thread that sleeps, and the threads that could wake it; any one of them is enough. */
export interface Waiting {
  readonly thread: ThreadId;
  /** The call it sleeps in: `recv`, `send`, or `join`. */
  readonly call: string;
  readonly socket: SocketId | null;
  readonly on: readonly ThreadId[];
}

/** A connected client that waits in the accept queue while the server serves another. */
export interface Starved {
  readonly thread: ThreadId;
  /** The socket of its connection, which waits in the server's accept queue. */
  readonly queued: SocketId;
  /** The server's threads, and the call that each waits in. None of them is in accept. */
  readonly behind: readonly Waiting[];
}

/**
 * Returns the threads that wait only for each other. Each sleeps in a call that no other thread can end, so
 * that none will ever wake. The result is empty unless the state is at rest, and if a segment is still on its
 * way or a person could act.
 */
export function deadlocked(state: LabState): Waiting[] {
  if (!state.atRest) return [];
  let stuck = new Map(
    Object.values(state.threads).flatMap((thread) => {
      const waiting = waitingOf(state, thread);
      return waiting === null || waiting.on.length === 0 ? [] : [[thread.thread, waiting] as const];
    }),
  );
  // A thread is not stuck if any thread that it waits for can run. The loop removes such threads until none is
  // left to remove.
  for (let before = -1; before !== stuck.size;) {
    before = stuck.size;
    const rest = stuck;
    stuck = new Map([...rest].filter(([, { on }]) => on.every((thread) => rest.has(thread))));
  }
  return [...stuck.values()];
}

/**
 * Returns the threads of a deadlock in order: each waits for the next, the last for the first. The list is
 * empty if there is no deadlock.
 */
export function deadlockCycle(state: LabState): Waiting[] {
  const stuck = new Map(deadlocked(state).map((waiting) => [waiting.thread, waiting]));
  const way: Waiting[] = [];
  for (let at = [...stuck.values()][0]; at !== undefined; at = stuck.get(at.on[0] ?? '')) {
    const begins = way.indexOf(at);
    if (begins >= 0) return way.slice(begins);
    way.push(at);
  }
  return [];
}

/** Returns the clients that are blocked on a connection that no thread of the server is about to accept. */
export function starved(state: LabState): Starved[] {
  if (!state.atRest) return [];
  return Object.values(state.sockets).flatMap((queued) => {
    if (queued.queuedAt === null || queued.gone) return [];
    const listener = state.sockets[queued.queuedAt];
    const client = peerSocket(state, queued);
    const thread =
      client?.program === null || client === null ? undefined : threadsOf(state, client.program)[0];
    if (listener?.program === undefined || listener.program === null || thread?.status !== 'blocked')
      return [];
    const serving = threadsOf(state, listener.program).filter(({ status }) => !isOver(status));
    const behind = serving.flatMap((one) => waitingOf(state, one) ?? []);
    if (serving.length === 0 || behind.length < serving.length) return [];
    return [{ thread: thread.thread, queued: queued.socket, behind }];
  });
}

const isOver = (status: ThreadState['status']): boolean => status === 'ended' || status === 'failed';

/**
 * Returns null if the thread does not sleep, or if the kernel, the wire, a new client or a person could wake
 * it.
 */
function waitingOf(state: LabState, thread: ThreadState): Waiting | null {
  if (thread.status === 'joining' && thread.joins !== null)
    return { thread: thread.thread, call: 'join', socket: null, on: [thread.joins] };
  const call = thread.call === null ? undefined : state.calls[thread.call];
  if (thread.status !== 'blocked' || call === undefined) return null;
  const socket = state.sockets[call.socket ?? ''];
  if (socket === undefined || (call.name !== 'recv' && call.name !== 'send')) return null;
  const peer = peerSocket(state, socket);
  if (peer?.program === undefined || peer.program === null || isMoving(state, socket, call)) return null;
  const on = threadsOf(state, peer.program)
    .filter(({ status }) => !isOver(status))
    .map((other) => other.thread);
  return { thread: thread.thread, call: call.name, socket: socket.socket, on };
}

/**
 * Says whether something is still on its way to this call: a segment on the wire, or bytes that have arrived.
 */
function isMoving(state: LabState, socket: SocketState, { name }: CallState): boolean {
  const flows = [socket.in, socket.out];
  if (
    state.wire.chips.some(
      ({ flow, held, delivered }) => flows.includes(flow) && (held.length > 0 || delivered === 0),
    )
  )
    return true;
  const incoming = state.flows[socket.in ?? ''];
  return name === 'recv' && incoming !== undefined && incoming.received > incoming.read;
}
