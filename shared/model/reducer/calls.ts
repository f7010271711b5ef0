import { firstBytes } from '../../bytes.ts';
import type { EventOf, ProgramId, SocketId, TcpState } from '../../log/events.ts';
import type { CallState, LabState, ProgramState, SocketState } from '../lab-state.ts';
import { heldBy, isHeldByCall } from '../queries.ts';
import { beginWrite, endWrite, read, receiverGone, senderGone, withFlow } from './flows.ts';
import { forgetLongGone } from './forgetting.ts';
import { withProgram, withResult, withThread } from './programs.ts';
import { flowsOf, newSocket, withSocket } from './sockets.ts';

type CallEvent = EventOf<'call-entered' | 'call-blocked' | 'call-returned'>;

export function applyCall(state: LabState, event: CallEvent): LabState {
  switch (event.type) {
    case 'call-entered':
      return enter(state, event);
    case 'call-blocked': {
      const call = state.calls[event.call];
      if (call === undefined) return state;
      const blocked = { ...call, blockedAt: call.blockedAt ?? event.at, tid: event.tid };
      const next = { ...state, calls: { ...state.calls, [event.call]: blocked } };
      return withThread(next, call.thread, (thread) => ({ ...thread, status: 'blocked' }));
    }
    case 'call-returned':
      return leave(state, event);
    default:
      return event satisfies never;
  }
}

function enter(state: LabState, event: EventOf<'call-entered'>): LabState {
  const { seq: _seq, type: _type, source: _source, ...entered } = event;
  const call: CallState = { ...entered, blockedAt: null, tid: null };
  let next: LabState = { ...state, calls: { ...state.calls, [event.call]: call } };
  if (isOfLine(event))
    next = withThread(next, event.thread, (thread) => ({ ...thread, status: 'in-call', call: event.call }));
  if (event.name === 'send' && event.socket !== undefined && event.bytes !== undefined) {
    const { bytes } = event;
    next = withFlow(next, outFlow(next, event.socket), (flow) => beginWrite(flow, event.call, bytes));
  }
  return next;
}

function leave(state: LabState, event: EventOf<'call-returned'>): LabState {
  const call = state.calls[event.call];
  if (call === undefined) return state;
  const { [event.call]: _left, ...calls } = state.calls;
  const thread = state.threads[call.thread];
  let next: LabState = { ...state, calls };
  if (isOfLine(call))
    next = withThread(next, call.thread, (t) => ({
      ...t,
      call: null,
      status: call.blockedAt === null ? 'running' : 'returned',
      returnedLine: call.blockedAt === null ? null : call.line,
    }));
  if (thread === undefined) return next;
  const program = thread.program;
  if (isOfLine(call))
    next = withResult(next, program, call.line, {
      is: 'call',
      call: call.call,
      name: call.name,
      ...(call.into && { into: true }),
      result: event.result,
    });
  next = event.result.ok
    ? succeed(next, event, call, program, event.result)
    : call.name === 'send'
      ? withFlow(next, outFlow(next, call.socket), (flow) =>
          endWrite(flow, call.call, 0, { length: 0, head: '' }),
        )
      : next;
  if (event.cutOff === true && isEndedByShutdown(call))
    next = shutDown(next, { ...call, option: 'SHUT_RDWR' });
  for (const id of heldBy(call)) if (next.sockets[id]?.closed === true) next = release(next, id);
  return next;
}

/** A call that no line made leaves the thread's status and the line's result as they are. */
const isOfLine = ({ atExit, unnamed }: Pick<CallState, 'atExit' | 'unnamed'>): boolean =>
  atExit !== true && unnamed !== true;

type Success = Extract<EventOf<'call-returned'>['result'], { ok: true }>;

function succeed(
  state: LabState,
  event: EventOf<'call-returned'>,
  call: CallState,
  program: string,
  result: Success,
): LabState {
  switch (call.name) {
    case 'socket':
    case 'accept':
      return open(state, event.at, program, call, result);
    case 'connect':
    case 'getsockopt':
      return withSocket(state, call.socket ?? '', (socket) => connected(state, socket, result));
    case 'send':
      return withFlow(state, outFlow(state, call.socket), (flow) =>
        endWrite(
          flow,
          call.call,
          result.value,
          firstBytes(call.bytes ?? { length: 0, head: '' }, result.value),
        ),
      );
    case 'setsockopt':
      return call.option === 'SO_LINGER'
        ? withSocket(state, call.socket ?? '', (socket) => ({ ...socket, lingers: isOn(call.bytes) }))
        : state;
    case 'recv':
      // A recv() that only looks leaves the bytes in the buffer.
      if (call.flags?.includes('MSG_PEEK') === true) return state;
      return withFlow(state, inFlow(state, call.socket), (flow) =>
        read(flow, call.call, result.value, event.cutOff === true ? 0 : (call.max ?? 0)),
      );
    case 'shutdown':
      return shutDown(state, call);
    case 'close':
      return close(state, program, call);
    default:
      return state;
  }
}

function open(state: LabState, at: number, program: string, call: CallState, result: Success): LabState {
  const { socket: id, fd, realFd } = result;
  const owner = state.programs[program];
  if (id === undefined || fd === undefined || realFd === undefined || owner === undefined) return state;
  const made = state.sockets[id] ?? newSocket(id, owner.host, at);
  // An accepted socket has its listener's options.
  const lingers = state.sockets[call.socket ?? '']?.lingers;
  const known = lingers === undefined ? made : { ...made, lingers };
  const family = known.family ?? call.family ?? null;
  const opened = connected(
    state,
    { ...known, program, owner: program, fd, realFd, family, queuedAt: null },
    result,
  );
  const next = { ...state, sockets: { ...state.sockets, [id]: opened } };
  return withProgram(next, program, (p) => ({ ...p, fds: { ...p.fds, [fd]: { socket: id, realFd } } }));
}

/** The call returned both ends of the connection. They are used until the kernel's counters were read. */
function connected(state: LabState, socket: SocketState, { ends }: Success): SocketState {
  const named = ends === undefined ? socket : { ...socket, ...ends };
  return { ...named, ...flowsOf(state, named) };
}

/**
 * The lab ends a program. It shuts down the sockets on which calls are in progress, so that these return; how much a
 * send() has copied, and so where the stream ends, is known only then.
 */
export function stopCalls(state: LabState, program: ProgramId | undefined): LabState {
  let next = state;
  for (const call of Object.values(state.calls))
    if (isEndedByShutdown(call) && state.threads[call.thread]?.program === program)
      next = withFlow(next, inFlow(next, call.socket), (flow) => ({ ...flow, readShut: 'by-lab' }));
  return next;
}

const isEndedByShutdown = ({ name }: CallState): boolean => name === 'send' || name === 'recv';

function shutDown(state: LabState, { socket, option }: CallState): LabState {
  const next = option === 'SHUT_RD' ? state : endStream(state, socket);
  if (option === 'SHUT_WR') return next;
  return withFlow(next, inFlow(next, socket), (flow) => ({
    ...flow,
    readShut: flow.readShut ?? 'by-program',
  }));
}

/** Ends a stream: the bytes that were written are sent first, then the FIN (RFC 9293 §3.6). */
function endStream(state: LabState, socket: string | undefined): LabState {
  return withFlow(state, outFlow(state, socket), (flow) =>
    flow.fin.at !== null || flow.reset ? flow : { ...flow, fin: { ...flow.fin, at: flow.written.max } },
  );
}

function close(state: LabState, program: string, call: CallState): LabState {
  const { socket: id, fd } = call;
  if (id === undefined) return state;
  let next = withProgram(state, program, (p) => withoutFd(p, fd));
  next = withSocket(next, id, (socket) => ({
    ...socket,
    program: null,
    fd: null,
    realFd: null,
    closed: true,
  }));
  return forgetLongGone(release(next, id));
}

/**
 * Ends a closed socket's connection, as the kernel does when nothing refers to the socket's file any more. A call
 * that sleeps on it in another thread keeps it open (fs/file.c, `fdget`).
 */
function release(state: LabState, id: SocketId): LabState {
  if (isHeldByCall(state, id)) return state;
  let next = state;
  const flow = next.flows[inFlow(next, id) ?? ''];
  const unread = flow === undefined ? 0 : flow.received - flow.read;
  const lingers = next.sockets[id]?.lingers === true && isOpen(next.sockets[id].state);
  if (unread > 0 || lingers) {
    // A close with unread data makes Linux send a reset instead of a FIN (RFC 2525 §2.17, `tcp_close`), and so
    // does one with SO_LINGER and the time 0.
    next = withFlow(next, inFlow(next, id), (f) =>
      receiverGone({ ...f, discarded: { ...f.discarded, unread } }),
    );
    return withFlow(next, outFlow(next, id), senderGone);
  }
  return endStream(next, id);
}

/** A `struct linger` begins with an int that says whether it is on (socket(7)). */
const isOn = (bytes: CallState['bytes']): boolean => /[1-9a-f]/.test(bytes?.head.slice(0, 8) ?? '');

/** The kernel resets a connection only in these states (`tcp_need_reset`). */
const isOpen = (state: TcpState): boolean =>
  ['ESTABLISHED', 'CLOSE_WAIT', 'FIN_WAIT1', 'FIN_WAIT2', 'SYN_RECV'].includes(state);

function withoutFd(program: ProgramState, fd: number | undefined): ProgramState {
  if (fd === undefined) return program;
  const { [fd]: _closed, ...fds } = program.fds;
  return { ...program, fds };
}

function outFlow(state: LabState, socket: string | undefined): string | null {
  return (socket === undefined ? undefined : state.sockets[socket])?.out ?? null;
}

function inFlow(state: LabState, socket: string | undefined): string | null {
  return (socket === undefined ? undefined : state.sockets[socket])?.in ?? null;
}
