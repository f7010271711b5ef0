import type { HostId, ProgramId, ThreadId } from '../../../shared/log/events.ts';
import type { LabState, ProgramState, SocketState, ThreadState } from '../../../shared/model/lab-state.ts';
import { threadsOf } from '../../../shared/model/queries.ts';
import { expressionAt, listing } from '../../../shared/programs/listing.ts';

/** A host's program in focus and its kernel's sockets, by the place the stage gives them. */
export interface HostSockets {
  readonly program: ProgramState | null;
  /** The thread whose line, names and call are shown. */
  readonly thread: ThreadState | null;
  /** A listening socket, or the one that is to become it. */
  readonly listener: SocketState | null;
  /** Connections that wait in the listener's accept queue. */
  readonly queue: readonly SocketState[];
  /** Half open, in the kernel's SYN queue: a SYN has come, its handshake is not finished. */
  readonly halfOpen: readonly SocketState[];
  /** The one shown with its buffers. */
  readonly focus: SocketState | null;
  /** Rows without buffers: further connections, and what earlier runs left behind. */
  readonly folded: readonly SocketState[];
}

/** What the learner has chosen to look at; what is absent is chosen for them. */
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

/** Both hosts: with several clients, the server's column shows the conversation with the one in focus. */
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

/** The chosen one, else the one that has to do with this connection, else the first. */
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

/** The socket is in the thread's call, or under a name of the function that it is in. */
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
  /** The peer's port of the connection that is wanted; null: whichever has the best claim. */
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
