import { isBetween } from '../../tcp/segment.ts';
import type { EventOf } from '../../log/events.ts';
import type { FlowState, LabState, SocketState } from '../lab-state.ts';
import { receiverGone, senderGone, withFlow } from './flows.ts';
import { forgetLongGone } from './forgetting.ts';
import { pruneForgotten } from './wire.ts';

export function newSocket(socket: string, host: SocketState['host'], at: number): SocketState {
  return {
    socket,
    host,
    program: null,
    owner: null,
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
    readAt: at,
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
    readAt: event.at,
  };
  const flows = { out: merged.out, in: merged.in, ...flowsOf(state, merged) };
  const socket = { ...merged, ...flows, queuedAt: listenerHolding(state, merged) };
  return { ...state, sockets: { ...state.sockets, [event.socket]: socket } };
}

/** Applies the end of a socket: this end sends no more bytes and keeps none. */
export function applyGone(state: LabState, event: EventOf<'socket-gone'>): LabState {
  const socket = state.sockets[event.socket];
  if (socket === undefined) return state;
  let next = withSocket(state, event.socket, (s) => ({ ...s, gone: true, queuedAt: null }));
  next = withFlow(next, socket.out, (flow) => (flow.fin.acked ? { ...flow, reset: true } : senderGone(flow)));
  return forgetLongGone(pruneForgotten(withFlow(next, socket.in, receiverGone)));
}

/** Returns the newest flows of a socket's four-tuple. Only a connected socket has a remote address. */
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
  return source !== null && destination !== null && isBetween(flow, source, destination);
}

/** Tells the sockets at the two ends of a new flow. */
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

/**
 * Returns the listener that holds a socket in its accept queue. Such a socket has no file, its handshake is
 * complete, and the listener has its port.
 */
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
