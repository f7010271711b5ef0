import type { HostId } from '../../shared/events.ts';
import type { LabState, ProgramState, SocketState } from '../../shared/lab-state.ts';
import { expressionAt, listing } from '../../shared/programs/listing.ts';

/** A host's kernel sockets, by the place the stage gives them. */
export interface HostSockets {
  /** A listening socket, or the one that is to become it. */
  readonly listener: SocketState | null;
  /** Connections that wait in the listener's accept queue. */
  readonly queue: readonly SocketState[];
  /** The one shown with its buffers. */
  readonly focus: SocketState | null;
  /** Rows without buffers: further connections, and what earlier runs left behind. */
  readonly folded: readonly SocketState[];
}

export function programOn(state: LabState, host: HostId): ProgramState | null {
  return Object.values(state.programs).find((program) => program.host === host) ?? null;
}

function listens(program: ProgramState | null): boolean {
  return (
    program !== null &&
    listing(program.tree).some((line) => {
      const value = expressionAt(line);
      return value?.is === 'method' && (value.method === 'listen' || value.method === 'accept');
    })
  );
}

/** Higher is shown rather: a socket in use, one that will be, one that the kernel still finishes. */
function claim(state: LabState, socket: SocketState): number {
  if (socket.gone) return -1;
  const flow = state.flows[socket.out ?? ''];
  const program = socket.program === null ? null : state.programs[socket.program];
  if (program !== null) return program?.ended === null ? 6 : 5;
  if (socket.queuedAt !== null || socket.state === 'SYN_RECV') return 4;
  if (socket.state === 'TIME_WAIT') return 1;
  return flow === undefined ? 2 : 3;
}

export function hostSockets(state: LabState, host: HostId, chosen?: string | null): HostSockets {
  const here = Object.values(state.sockets).filter((socket) => socket.host === host && !socket.gone);
  const passive = listens(programOn(state, host));
  const isListener = (socket: SocketState): boolean =>
    socket.state === 'LISTEN' || (passive && socket.state === 'CLOSE' && remotePort(socket) === 0);
  const listeners = here.filter((socket) => isListener(socket) && !socket.closed);
  const listener = listeners.at(-1) ?? null;
  const connections = here.filter((socket) => !isListener(socket));
  const best = Math.max(0, ...connections.map((socket) => claim(state, socket)));
  const focus =
    connections.find((socket) => socket.socket === chosen) ??
    connections.findLast((socket) => claim(state, socket) === best) ??
    null;
  const queue = listener === null ? [] : connections.filter((socket) => socket.queuedAt === listener.socket);
  const others = connections.filter((socket) => socket !== focus && !queue.includes(socket));
  return { listener, queue, focus, folded: [...listeners.filter((s) => s !== listener), ...others] };
}

function remotePort(socket: SocketState): number {
  return socket.remote?.port ?? 0;
}
