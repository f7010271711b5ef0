import type { HostId, SegmentId, SocketId } from '../log/events.ts';
import { sameAddress, type Address } from '../tcp/address.ts';
import { isBetween, sequenceLength } from '../tcp/segment.ts';
import type { SystemCall } from '../programs/tree.ts';
import type { CallState, FlowState, LabState, SegmentState, SocketState, ThreadState } from './lab-state.ts';

/* These questions about a state are asked in more than one place. Each is answered here and nowhere else. */

export function otherHost(host: HostId): HostId {
  return host === 'client' ? 'server' : 'client';
}

/** Returns a program's threads in the order in which they started, the main thread first. */
export function threadsOf(state: LabState, program: string): readonly ThreadState[] {
  return Object.values(state.threads).filter((thread) => thread.program === program);
}

/**
 * Returns the newest flow from `source` to `destination`. A four-tuple that is used again has several flows
 * with different ISNs.
 */
export function findFlow(
  state: Pick<LabState, 'flows'>,
  source: Address,
  destination: Address,
): FlowState | null {
  let found: FlowState | null = null;
  // Object.values would allocate an array for every segment.
  for (const id in state.flows) {
    const flow = state.flows[id];
    if (flow !== undefined && isBetween(flow, source, destination)) found = flow;
  }
  return found;
}

/** Returns the newest flow of a segment's own direction, and the newest of the opposite direction. */
export function flowsOfSegment(
  state: Pick<LabState, 'flows'>,
  { source, destination }: { readonly source: Address; readonly destination: Address },
): { readonly own: FlowState | null; readonly peer: FlowState | null } {
  return { own: findFlow(state, source, destination), peer: findFlow(state, destination, source) };
}

/** Returns the newest socket of a host with these two addresses that the kernel still has. */
export function socketAt(
  { sockets }: Pick<LabState, 'sockets'>,
  host: HostId,
  local: Address,
  remote: Address,
): SocketState | null {
  return (
    Object.values(sockets).findLast(
      (one) =>
        !one.gone &&
        one.host === host &&
        one.local !== null &&
        one.remote !== null &&
        sameAddress(one.local, local) &&
        sameAddress(one.remote, remote),
    ) ?? null
  );
}

/** Returns the socket at the other end of a socket's connection; null if there is none, or it is gone. */
export function peerSocket(state: LabState, socket: SocketState): SocketState | null {
  const flow = socket.out ?? socket.in;
  if (flow === null) return null;
  return (
    Object.values(state.sockets).find(
      (other) => other.socket !== socket.socket && !other.gone && (other.in === flow || other.out === flow),
    ) ?? null
  );
}

/**
 * Says whether only a time-wait socket is left of a connection: also that of an orphan in FIN_WAIT2. The kernel keeps
 * its addresses, its state and a timer, so that every other counter is one that was read before (`tcp_time_wait`).
 */
export function isMiniSocket({ state, kernel }: Pick<SocketState, 'state' | 'kernel'>): boolean {
  return state === 'TIME_WAIT' || kernel.timer?.kind === 'time-wait';
}

/** Says whether a call other than close() is in progress on a socket: until it returns, the kernel keeps it open. */
export function isHeldByCall({ calls }: Pick<LabState, 'calls'>, socket: SocketId): boolean {
  for (const id in calls) if (calls[id] !== undefined && heldBy(calls[id]).has(socket)) return true;
  return false;
}

/** Returns the sockets that a call in progress keeps open. A select() keeps several. */
export function heldBy({ name, socket, files = [] }: CallState): ReadonlySet<SocketId> {
  const held = new Set(files.map((file) => file.socket));
  if (socket !== undefined && name !== 'close') held.add(socket);
  return held;
}

/** Returns what a call waits for: a poll() waits so that another call can be made. */
export const awaitedBy = ({ name, within }: Pick<CallState, 'name' | 'within'>): SystemCall => within ?? name;

/** A call that can be made on a socket once a sleeping thread wakes. */
export interface Awaited {
  readonly socket: SocketId;
  readonly call: SystemCall;
}

/** The fields of a call that say what it waits for. */
export type AwaitingCall = Pick<CallState, 'name' | 'within' | 'socket' | 'files'>;

/** Returns all that a call waits for. A select() waits for several sockets, of which any one wakes it. */
export function allAwaitedBy(state: Pick<LabState, 'sockets'>, call: AwaitingCall): readonly Awaited[] {
  const { socket, files = [] } = call;
  if (socket !== undefined) return [{ socket, call: awaitedBy(call) }];
  return files.flatMap((file): Awaited[] => {
    const tcp = state.sockets[file.socket]?.state;
    if (file.for === 'read') return [{ socket: file.socket, call: tcp === 'LISTEN' ? 'accept' : 'recv' }];
    // Urgent data have no place of their own that could be shown.
    if (file.for === 'urgent') return [];
    return [{ socket: file.socket, call: tcp === 'SYN_SENT' ? 'connect' : 'send' }];
  });
}

/** Returns what a thread sleeps in until a call can be made on a socket: that call, or a select(); null if none does. */
export function sleepingUntil(
  state: Pick<LabState, 'sockets' | 'calls'>,
  socket: SocketId,
  call: SystemCall,
): SystemCall | null {
  const sleeping = Object.values(state.calls).find(
    (asleep) =>
      asleep.blockedAt !== null &&
      allAwaitedBy(state, asleep).some((one) => one.socket === socket && one.call === call),
  );
  return sleeping === undefined ? null : awaitedBy(sleeping);
}

/** Says whether a thread sleeps until a call can be made on a socket. */
export const isAwaited = (...sought: Parameters<typeof sleepingUntil>): boolean =>
  sleepingUntil(...sought) !== null;

/**
 * Says whether a kernel answers new data of a flow with a reset, although its program still has the socket: both
 * directions are shut down (`tcp_rcv_state_process`). After SHUT_RD alone, data are kept.
 */
export function refusesData(
  state: Pick<LabState, 'flows'>,
  { readShut, source, destination }: FlowState,
): boolean {
  if (readShut === null) return false;
  return readShut === 'by-lab' || (findFlow(state, destination, source)?.fin.at ?? null) !== null;
}

/** Returns a segment that is held on the wire, or that was the last one of its chip. */
export function segmentOnWire(state: LabState, id: SegmentId): SegmentState | null {
  for (const chip of state.wire.chips)
    for (const segment of [...chip.held, chip.last]) if (segment.segment === id) return segment;
  return null;
}

/**
 * Says whether a held segment repeats sequence numbers that were sent before. `SegmentState.copy` says this of
 * payload bytes only; here a repeated SYN or FIN counts as well.
 */
export function isRepeat(state: LabState, id: SegmentId): boolean {
  return state.wire.chips.some((chip) =>
    chip.held.some(
      (held) => held.segment === id && (held.copy || (chip.seen > 1 && sequenceLength(held.headers) > 0)),
    ),
  );
}
