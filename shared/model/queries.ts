import type { HostId, SegmentId } from '../log/events.ts';
import type { Address } from '../tcp/address.ts';
import { isBetween, sequenceLength } from '../tcp/segment.ts';
import type { FlowState, LabState, SegmentState, SocketState, ThreadState } from './lab-state.ts';

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
