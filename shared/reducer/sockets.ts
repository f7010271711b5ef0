import { sameAddress } from '../address.ts';
import type { EventOf } from '../events.ts';
import type { FlowState, LabState, SocketState } from '../lab-state.ts';

export function newSocket(socket: string, host: SocketState['host'], at: number): SocketState {
  return {
    socket,
    host,
    program: null,
    fd: null,
    realFd: null,
    family: null,
    state: 'CLOSE',
    local: null,
    remote: null,
    kernel: {},
    queuedAt: null,
    out: null,
    in: null,
    closed: false,
    gone: false,
    lastStateChangeAt: at,
  };
}

export function withSocket(
  state: LabState,
  id: string,
  change: (socket: SocketState) => SocketState,
): LabState {
  const socket = state.sockets[id];
  return socket === undefined ? state : { ...state, sockets: { ...state.sockets, [id]: change(socket) } };
}

export function applyObservation(state: LabState, event: EventOf<'socket-observed'>): LabState {
  const { changed } = event;
  const before = state.sockets[event.socket] ?? newSocket(event.socket, event.host, event.at);
  const merged: SocketState = {
    ...before,
    family: changed.family ?? before.family,
    state: changed.state ?? before.state,
    local: changed.local ?? before.local,
    remote: changed.remote ?? before.remote,
    kernel: { ...before.kernel, ...changed },
    lastStateChangeAt:
      changed.state !== undefined && changed.state !== before.state ? event.at : before.lastStateChangeAt,
  };
  const flows = { out: merged.out, in: merged.in, ...flowsOf(state, merged) };
  const socket = { ...merged, ...flows, queuedAt: listenerHolding(state, merged) };
  return { ...state, sockets: { ...state.sockets, [event.socket]: socket } };
}

export function applyGone(state: LabState, event: EventOf<'socket-gone'>): LabState {
  return withSocket(state, event.socket, (socket) => ({ ...socket, gone: true, queuedAt: null }));
}

/** The newest flows of a socket's four-tuple. Only a connected socket has a remote address. */
export function flowsOf(state: LabState, socket: SocketState): { out?: string; in?: string } {
  const { local, remote } = socket;
  if (local === null || remote === null || remote.port === 0) return {};
  const found: { out?: string; in?: string } = {};
  for (const flow of Object.values(state.flows)) {
    if (isFlow(flow, local, remote) && flow.from === socket.host) found.out = flow.flow;
    if (isFlow(flow, remote, local) && flow.to === socket.host) found.in = flow.flow;
  }
  return found;
}

function isFlow(flow: FlowState, source: SocketState['local'], destination: SocketState['local']): boolean {
  return (
    source !== null &&
    destination !== null &&
    sameAddress(flow.source, source) &&
    sameAddress(flow.destination, destination)
  );
}

/** After a new flow: the sockets at its two ends learn of it. */
export function linkFlow(state: LabState, flow: FlowState): LabState {
  let next = state;
  for (const socket of Object.values(state.sockets)) {
    if (socket.gone || socket.state === 'TIME_WAIT') continue;
    if (socket.host === flow.from && isFlow(flow, socket.local, socket.remote))
      next = withSocket(next, socket.socket, (s) => ({ ...s, out: flow.flow }));
    if (socket.host === flow.to && isFlow(flow, socket.remote, socket.local))
      next = withSocket(next, socket.socket, (s) => ({ ...s, in: flow.flow }));
  }
  return next;
}

/** A socket that no file refers to, complete enough to be accepted, waits in the listener of its port. */
function listenerHolding(state: LabState, socket: SocketState): string | null {
  const waiting =
    socket.kernel.owned === false &&
    socket.program === null &&
    !socket.closed &&
    !socket.gone &&
    (socket.state === 'ESTABLISHED' || socket.state === 'CLOSE_WAIT');
  if (!waiting || socket.local === null) return null;
  const { host, port } = socket.local;
  const listeners = Object.values(state.sockets).filter(
    (s) => s.host === socket.host && s.state === 'LISTEN' && !s.gone && s.local?.port === port,
  );
  const exact = listeners.find((s) => s.local?.host === host);
  return (exact ?? listeners[0])?.socket ?? null;
}
