import type { HostId, ProgramId, ThreadId } from '../../../shared/log/events.ts';
import type { LabState, ProgramState, SocketState, ThreadState } from '../../../shared/model/lab-state.ts';
import { threadsOf } from '../../../shared/model/queries.ts';
import { expressionAt, listing } from '../../../shared/programs/listing.ts';

/** A host's program in focus, and the sockets of its kernel by their place on the stage. */
export interface HostSockets {
  readonly program: ProgramState | null;
  /** The thread whose line, variables and call are shown. */
  readonly thread: ThreadState | null;
  /** The listening socket, or the one that will listen. */
  readonly listener: SocketState | null;
  /** Connections that wait in the listener's accept queue. */
  readonly queue: readonly SocketState[];
  /** Connections in the SYN queue: a SYN has arrived and the handshake is not complete. */
  readonly halfOpen: readonly SocketState[];
  /** The socket that is shown with its buffers. */
  readonly focus: SocketState | null;
  /** Sockets shown as rows without buffers: further connections, and those that earlier runs left. */
  readonly folded: readonly SocketState[];
}

/** The learner's choice of client and threads; the rest is chosen for them. */
export interface Choice {
  readonly client?: ProgramId | null;
  readonly threads?: Readonly<Record<ProgramId, ThreadId>>;
}

/** The programs of a host, in the order in which they were added. */
export function programsOn(state: LabState, host: HostId): readonly ProgramState[] {
  return Object.values(state.programs).filter((program) => program.host === host);
}

export function programOn(state: LabState, host: HostId, chosen?: ProgramId | null): ProgramState | null {
  const all = programsOn(state, host);
  return all.find(({ program }) => program === chosen) ?? all[0] ?? null;
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

/** The socket of the highest rank is shown: one in use, then one that will be, then one that is closing. */
function claim(state: LabState, socket: SocketState): number {
  if (socket.gone) return -1;
  const flow = state.flows[socket.out ?? ''];
  const program = socket.program === null ? null : state.programs[socket.program];
  if (program !== null) return program?.ended === null ? 6 : 5;
  if (socket.queuedAt !== null || socket.state === 'SYN_RECV') return 4;
  if (socket.state === 'TIME_WAIT') return 1;
  return flow === undefined ? 2 : 3;
}

/** Both hosts. With several clients the server's column shows the connection with the client in focus. */
export function stageSockets(
  state: LabState,
  { client, threads = {} }: Choice = {},
): { readonly client: HostSockets; readonly server: HostSockets } {
  const program = programOn(state, 'client', client);
  const own = socketsOf(state, 'client', program, null);
  const many = programsOn(state, 'client').length > 1;
  const port = many ? (own.focus?.local?.port ?? null) : null;
  const server = programOn(state, 'server');
  const there = socketsOf(state, 'server', server, port);
  return {
    client: { ...own, thread: threadOf(state, program, threads, own.focus) },
    server: { ...there, thread: threadOf(state, server, threads, there.focus) },
  };
}

/** The chosen thread, or the one that handles this connection, or the first. */
function threadOf(
  state: LabState,
  program: ProgramState | null,
  chosen: Readonly<Record<ProgramId, ThreadId>>,
  focus: SocketState | null,
): ThreadState | null {
  const all = program === null ? [] : threadsOf(state, program.program);
  return (
    all.find(({ thread }) => thread === chosen[program?.program ?? '']) ??
    all.find((thread) => focus !== null && holds(state, thread, focus)) ??
    all[0] ??
    null
  );
}

/** The thread's call, or a variable of its present function, refers to the socket. */
function holds(state: LabState, { call, frames }: ThreadState, { socket }: SocketState): boolean {
  if (call !== null && state.calls[call]?.socket === socket) return true;
  return frames.some(({ variables }) =>
    variables.some(({ value }) => value.is === 'socket' && value.socket === socket),
  );
}

function socketsOf(
  state: LabState,
  host: HostId,
  program: ProgramState | null,
  /** The peer's port of the wanted connection; null for the connection with the highest rank. */
  port: number | null,
): Omit<HostSockets, 'thread'> {
  const here = Object.values(state.sockets).filter(
    ({ host: at, gone, owner }) =>
      at === host && !gone && (owner === null || host === 'server' || owner === program?.program),
  );
  const passive = listens(program);
  const isListener = (socket: SocketState): boolean =>
    socket.state === 'LISTEN' || (passive && socket.state === 'CLOSE' && remotePort(socket) === 0);
  const listeners = here.filter((socket) => isListener(socket) && !socket.closed);
  const listener = listeners.at(-1) ?? null;
  const connections = here.filter((socket) => !isListener(socket));
  const best = Math.max(0, ...connections.map((socket) => claim(state, socket)));
  const wanted = connections.findLast((socket) => port !== null && remotePort(socket) === port);
  const focus =
    wanted ??
    (port === null ? (connections.findLast((socket) => claim(state, socket) === best) ?? null) : null);
  const queue = listener === null ? [] : connections.filter((socket) => socket.queuedAt === listener.socket);
  const halfOpen =
    listener === null
      ? []
      : connections.filter(
          ({ state: tcp, local }) => tcp === 'SYN_RECV' && local?.port === listener.local?.port,
        );
  const others = connections.filter(
    (socket) => socket !== focus && !queue.includes(socket) && !halfOpen.includes(socket),
  );
  const folded = [...listeners.filter((socket) => socket !== listener), ...others];
  return { program, listener, queue, halfOpen, focus, folded };
}

function remotePort(socket: SocketState): number {
  return socket.remote?.port ?? 0;
}
