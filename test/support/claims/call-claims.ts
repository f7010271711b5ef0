import type { Messages } from '../../../client/features/narration/messages.en.ts';
import type { EnteredCall, ReturnedCall } from '../../../client/features/narration/sentence-values.ts';
import type { AwaitedFile, EventOf, SocketId, TcpState } from '../../../shared/log/events.ts';
import type { CallState } from '../../../shared/model/lab-state.ts';
import { isBetween, sequenceLength } from '../../../shared/tcp/segment.ts';
import { readable } from '../../../client/stage/model/event-facts.ts';
import type { LoggedSegment } from './whole-log.ts';
import { formatAddress } from '../../../shared/tcp/address.ts';
import { all, as, type ClaimsOf, isProgram, type Told, type Verdict } from './claim.ts';

type Words = Messages['events'];

/** Without a time, settimeout() amounts to setblocking(). */
const setsBlocking = (name: string): boolean => name === 'setblocking' || name === 'settimeout';

function entered(name: string | null, more: (event: EventOf<'call-entered'>, call: EnteredCall) => Verdict) {
  return (told: Told, call: EnteredCall): Verdict => {
    const event = as(told, 'call-entered');
    const its = isProgram(told, call.who, told.log.programOfThread(event.thread));
    return all(its, name === null || event.name === name, more(event, call));
  };
}

const isTime = (micros: number | undefined, seconds: number | null): boolean =>
  micros === undefined ? seconds === null : micros / 1_000_000 === seconds;

const fdOf = (event: EventOf<'call-entered'>, { fd }: EnteredCall): boolean => String(event.fd) === fd;

export const enteredClaims: ClaimsOf<Words['entered']> = {
  socket: entered('socket', () => true),
  setsockopt: entered('setsockopt', (event, call) =>
    all(
      fdOf(event, call),
      event.option === call.option,
      event.bytes === undefined ? String(event.value) === call.value : call.value === `0x${event.bytes.head}`,
    ),
  ),
  getsockopt: entered('getsockopt', (event, { option }) => event.option === option),
  bind: entered(
    'bind',
    ({ address }, call) => address !== undefined && formatAddress(address) === call.address,
  ),
  listen: entered('listen', ({ value }, call) => String(value) === call.value),
  accept: entered('accept', () => true),
  connect: entered(
    'connect',
    ({ address }, call) => address !== undefined && formatAddress(address) === call.address,
  ),
  send: entered('send', ({ bytes, sendall }, call) =>
    all(bytes?.length === call.bytes, (sendall === true) === call.sendall),
  ),
  recv: entered('recv', ({ max, flags }, call) =>
    all(max === call.bytes, (flags?.join(' ') ?? null) === call.flags),
  ),
  shutdown: entered('shutdown', (event, call) => all(fdOf(event, call), event.option === call.option)),
  // A line that closed the socket before would have taken its number from the program.
  close: entered('close', (event, call) =>
    all(
      fdOf(event, call),
      (event.atExit === true) === call.atExit,
      (event.unnamed === true) === call.unnamed,
    ),
  ),
  getpeername: entered('getpeername', () => true),
  getsockname: entered('getsockname', () => true),
  setblocking: entered(null, (event, call) =>
    all(setsBlocking(event.name), fdOf(event, call), (event.value !== 0) === call.blocking),
  ),
  settimeout: entered('settimeout', (event, { fd, seconds }) =>
    all(String(event.fd) === fd, isTime(event.waitMicros, seconds)),
  ),
  poll: entered('poll', (event, { within, seconds }) =>
    all(event.within === within, isTime(event.waitMicros, seconds)),
  ),
  select: entered('select', ({ files = [], waitMicros }, values) =>
    all(sameFiles(files, values.files), isTime(waitMicros, values.seconds)),
  ),
  input: entered('input', () => true),
  sleep: entered('sleep', ({ waitMicros }, { seconds }) => isTime(waitMicros, seconds)),
};

type Success = Extract<EventOf<'call-returned'>['result'], { ok: true }>;

function returned(
  name: string | null,
  more: (told: Told, call: EventOf<'call-entered'>, result: Success, values: ReturnedCall) => Verdict,
) {
  return (told: Told, values: ReturnedCall): Verdict => {
    const { call, result, cutOff } = as(told, 'call-returned');
    const event = told.log.entered.get(call);
    if (event === undefined || !result.ok || cutOff === true) return false;
    const its = isProgram(told, values.who, told.log.programOfCall(call));
    return all(its, name === null || event.name === name, more(told, event, result, values));
  };
}

/** The kernel's account of a socket when all is read next; null where the socket is gone by then. */
function kernelOf({ log, event }: Told, socket: string | undefined) {
  const state = log.restAfter(event.seq);
  const found = state?.sockets[socket ?? ''];
  return state === null || found === undefined || found.gone ? null : found;
}

/** Linux doubles what it is asked for, and keeps to its least and greatest values (socket(7)). */
function isWithinBounds(told: Told, call: EventOf<'call-entered'>): Verdict {
  const kernel = kernelOf(told, call.socket)?.kernel;
  const size = call.option === 'SO_SNDBUF' ? kernel?.sndbuf : kernel?.rcvbuf;
  if (size === undefined || call.value === undefined) return null;
  const again = told.log.events.some(
    (e) =>
      e.type === 'call-entered' &&
      e.seq > told.event.seq &&
      e.name === 'setsockopt' &&
      e.socket === call.socket &&
      e.option === call.option,
  );
  const least = call.option === 'SO_SNDBUF' ? 4608 : 2304;
  return again ? null : size === Math.max(2 * call.value, least) || size < 2 * call.value;
}

/** The bytes that the peer's FIN ends, if it has come; null if none has. */
function peerEnded({ log, event, before }: Told, socket: string | undefined): boolean {
  const own = before.sockets[socket ?? ''];
  return log.before(event.seq, 'segment-delivered').some(({ segment }) => {
    const sent = log.segments.get(segment);
    if (sent === undefined || !sent.headers.flags.includes('FIN') || own === undefined) return false;
    const { source, destination } = sent.headers;
    return sent.from !== own.host && destination.port === own.local?.port && source.port === own.remote?.port;
  });
}

/** The kernel of this socket has sent a reset on its connection, at any time. */
const hasReset = (told: Told, call: EventOf<'call-entered'>): boolean =>
  sentFrom(told, { ...call, seq: 0 }).some(({ headers }) => headers.flags.includes('RST'));

const BUFFERS = new Set(['SO_SNDBUF', 'SO_RCVBUF']);

export const returnedClaims: ClaimsOf<Words['returned']> = {
  socket: returned('socket', (_, __, { fd }, values) => String(fd) === values.fd),
  setsockopt: returned('setsockopt', (told, call, _, { option, asked }) =>
    all(
      call.option === option && (call.bytes ? asked.startsWith('0x') : asked === String(call.value ?? '?')),
      BUFFERS.has(option ?? '') ? isWithinBounds(told, call) : true,
    ),
  ),
  bind: returned('bind', (told, call, _, { address }) => {
    const local = kernelOf(told, call.socket)?.local;
    if (call.address === undefined) return false;
    const isAsked = formatAddress(call.address) === address;
    if (local === undefined || local === null) return all(isAsked, null);
    return all(isAsked, call.address.port === 0 ? local.port > 0 : local.port === call.address.port);
  }),
  listen: returned('listen', (told, call) => {
    const socket = kernelOf(told, call.socket);
    return socket === null || socket.closed ? null : socket.state === 'LISTEN';
  }),
  accept: returned('accept', (_, __, { fd, address }, values) =>
    all(String(fd) === values.fd, address !== undefined && formatAddress(address) === values.address),
  ),
  connect: returned('connect', (told, call) => {
    const isOpen = (state: TcpState | undefined): boolean =>
      state !== undefined && !['CLOSE', 'SYN_SENT', 'LISTEN'].includes(state);
    // By the next rest, the connection may be over, and at full speed nobody has read its counters before.
    if (isOpen(told.after.sockets[call.socket ?? '']?.kernel.state) || synCame(told, call)) return true;
    const state = kernelOf(told, call.socket)?.kernel.state;
    // One that lived for too short a time was never read.
    return state === undefined ? null : isOpen(state) || resetCame(told, call);
  }),
  send: returned('send', (_, { bytes, sendall }, { value }, values) =>
    all(
      value === values.value,
      (sendall === true) === values.sendall,
      (bytes?.length ?? 0) - value === values.left,
      // Only a call that is given no bytes takes none.
      value > 0 || (bytes?.length ?? 0) === 0,
    ),
  ),
  recv: returned('recv', (told, call, { value }, values) => {
    if (value !== values.value || (call.into === true) !== values.into) return false;
    if (value > 0) return values.peeked === (call.flags?.includes('MSG_PEEK') === true);
    switch (values.end) {
      case 'by-peer':
      case 'by-peer-again':
        return peerEnded(told, call.socket) || told.after.lab?.capture !== 'wire';
      case 'asked-none':
        return call.max === 0;
      case 'no-more':
        // A FIN that comes after a reset of its own kernel reaches a connection that is no more.
        return all(call.max !== 0, !peerEnded(told, call.socket) || (hasReset(told, call) ? null : false));
      default:
        return false;
    }
  }),
  shutdown: returned('shutdown', (_, call, __, { option }) => call.option === option),
  getsockopt: returned('getsockopt', (_, call, { value, bytes }, values) =>
    all(
      call.option === values.option,
      value === values.value,
      values.struct === (bytes === undefined ? null : `0x${bytes.head}`),
    ),
  ),
  getpeername: returned('getpeername', (told, call, { address }, values) => {
    const remote = told.before.sockets[call.socket ?? '']?.remote ?? null;
    const said = address !== undefined && formatAddress(address) === values.address;
    return all(said, remote === null ? null : remote.port === address?.port);
  }),
  getsockname: returned('getsockname', (told, call, { address }, values) => {
    const local = told.after.sockets[call.socket ?? '']?.local ?? null;
    const said = address !== undefined && formatAddress(address) === values.address;
    return all(said, local === null ? null : local.port === address?.port);
  }),
  setblocking: returned(null, (_, { name, value }, __, { blocking }) =>
    all(setsBlocking(name), (value !== 0) === blocking),
  ),
  settimeout: returned('settimeout', (_, { waitMicros }, __, { seconds }) => isTime(waitMicros, seconds)),
  poll: returned('poll', (told, call, { value }, values) => {
    if (value !== values.value || call.within !== values.within) return false;
    // The call that it waited for follows, unless its time is over.
    const next = told.log.events.find(
      (event) =>
        event.seq > told.event.seq &&
        'thread' in event &&
        event.thread === call.thread &&
        event.type !== 'output',
    );
    if (value === 0) return told.event.at - call.at >= (call.waitMicros ?? Infinity);
    const follows = call.within === 'connect' ? 'getsockopt' : call.within;
    return next === undefined ? null : next.type === 'call-entered' && next.name === follows;
  }),
  select: returned('select', (told, call, { value, files = [] }, values) => {
    if (value !== values.value || files.length !== value || !sameFiles(files, values.files)) return false;
    const asked = (call.files ?? []).map(({ fd, for: use }) => `${fd} ${use}`);
    if (value === 0) return told.event.at - call.at >= (call.waitMicros ?? Infinity);
    return files.every(({ fd, for: use }) => asked.includes(`${fd} ${use}`));
  }),
  // A terminal gives a line with its end, as it was typed.
  input: returned('input', (_told, _call, result, { text }) =>
    all(result.bytes?.length === result.value, text === (result.bytes ? readable(result.bytes) : null)),
  ),
  sleep: returned('sleep', (told, { at, waitMicros }) => told.event.at - at >= (waitMicros ?? Infinity)),
  unknown: returned(null, () => true),
};

/** The peer's SYN has come to this socket. */
function synCame({ log, event }: Told, { socket }: EventOf<'call-entered'>): boolean {
  const ends = log.endsOf(socket ?? '');
  return log.before(event.seq, 'segment-delivered').some(({ segment }) => {
    const headers = log.segments.get(segment)?.headers;
    if (headers === undefined || ends === null) return false;
    return headers.flags.includes('SYN') && isBetween(headers, ends.remote, ends.local);
  });
}

/** A reset has come to this socket's connection since. */
function resetCame({ log, event }: Told, call: EventOf<'call-entered'>): boolean {
  const port = log.stateAt(event.seq).sockets[call.socket ?? '']?.local?.port;
  return [...log.segments.values()].some(
    ({ headers }) =>
      headers.flags.includes('RST') && [headers.source.port, headers.destination.port].includes(port ?? -1),
  );
}

function asleep(
  name: string,
  is: (
    told: Told,
    call: EventOf<'call-entered'>,
    rest: NonNullable<ReturnType<Told['log']['restAfter']>>,
  ) => Verdict,
) {
  return (told: Told, who: EnteredCall['who']): Verdict => {
    const { call } = as(told, 'call-blocked');
    const event = told.log.entered.get(call);
    if (event === undefined) return false;
    const its = all(isProgram(told, who, told.log.programOfCall(call)), event.name === name);
    const rest = told.log.restAfter(told.event.seq);
    // The bytes that a call waits for may have come before the kernel was read.
    const sleepsOn = rest !== null && rest.calls[call]?.blockedAt !== null && rest.calls[call] !== undefined;
    return all(its, sleepsOn ? is(told, event, rest) : null);
  };
}

const full: Parameters<typeof asleep>[1] = (_, call, rest) => {
  const { wmemQueued, sndbuf } = rest.sockets[call.socket ?? '']?.kernel ?? {};
  // A sleeping writer is woken when a third of the buffer is free (sk_stream_is_writeable).
  return wmemQueued === undefined || sndbuf === undefined ? null : 3 * wmemQueued > 2 * sndbuf;
};

const emptyQueue: Parameters<typeof asleep>[1] = (_, call, rest) => {
  const waiting = rest.sockets[call.socket ?? '']?.kernel.rqueue;
  return waiting === undefined ? null : waiting === 0;
};

const unanswered: Parameters<typeof asleep>[1] = (_, call, rest) => {
  const socket = rest.sockets[call.socket ?? ''];
  return socket === undefined ? null : socket.kernel.state === 'SYN_SENT';
};

/** Each poll() says why it sleeps; the timeout is its own. */
export const pollsClaim: ClaimsOf<Words['polls']> = (told, who, within) => {
  const event = told.log.entered.get(as(told, 'call-blocked').call);
  const is = { accept: emptyQueue, connect: unanswered, recv: emptyQueue, send: full }[within];
  return all(event?.within === within, asleep('poll', is)(told, who));
};

/** A select() sleeps while none of its files is ready, and names each of them. */
export const selectsClaim: ClaimsOf<Words['selects']> = (told, who, files, seconds) => {
  const event = told.log.entered.get(as(told, 'call-blocked').call);
  const its = all(sameFiles(event?.files ?? [], files), isTime(event?.waitMicros, seconds));
  const sleeps = asleep('select', (_, call, rest) =>
    all(
      ...(call.files ?? []).map(({ socket, for: use }): Verdict => {
        const { rqueue, wmemQueued, sndbuf } = rest.sockets[socket]?.kernel ?? {};
        if (use === 'read') return rqueue === undefined ? null : rqueue === 0;
        if (use === 'urgent' || wmemQueued === undefined || sndbuf === undefined) return null;
        return 3 * wmemQueued > 2 * sndbuf;
      }),
    ),
  );
  return all(its, sleeps(told, who));
};

/** A sentence names the files of a call, each with what is waited for. */
const sameFiles = (files: readonly AwaitedFile[], said: readonly AwaitedFile[]): boolean =>
  JSON.stringify(files) === JSON.stringify(said);

export const blockedClaims: ClaimsOf<Words['blocked']> = {
  accept: asleep('accept', emptyQueue),
  connect: asleep('connect', unanswered),
  recv: asleep('recv', emptyQueue),
  send: asleep('send', full),
  sendall: asleep('send', full),
  // The line comes later than the rest at which the thread is found asleep.
  input: asleep('input', (told, call, rest) => {
    const back = told.log.returned.get(call.call);
    return back === undefined || back.seq > rest.seq;
  }),
  // Nothing but the time has ended it, unless the lab has.
  sleep: asleep('sleep', (told, { call, at, waitMicros }) => {
    const back = told.log.returned.get(call);
    if (back === undefined || back.cutOff === true) return null;
    return back.at - at >= (waitMicros ?? Infinity);
  }),
};

function closed(is: (told: Told, call: EventOf<'call-entered'>) => Verdict) {
  return (told: Told, who: EnteredCall['who']): Verdict => {
    const { call, result } = as(told, 'call-returned');
    const event = told.log.entered.get(call);
    if (event === undefined || event.name !== 'close' || !result.ok) return false;
    return all(isProgram(told, who, told.log.programOfCall(call)), is(told, event));
  };
}

/** The segments that a socket's kernel sends from the call on. */
function sentFrom({ log }: Told, call: EventOf<'call-entered'>) {
  const ends = log.endsOf(call.socket ?? '');
  const host = log.hosts.get(log.programOfThread(call.thread) ?? '');
  return [...log.segments.values()].filter(
    ({ seq, from, headers }) =>
      seq > call.seq &&
      from === host &&
      ends !== null &&
      headers.source.port === ends.local.port &&
      headers.destination.port === ends.remote.port,
  );
}

/** An ACK of what a segment carries has come back. */
function isAcked({ log, event }: Told, { headers }: LoggedSegment): boolean {
  const end = (headers.seq + sequenceLength(headers)) >>> 0;
  return [...log.segments].some(
    ([id, other]) =>
      isBetween(other.headers, headers.destination, headers.source) &&
      other.headers.flags.includes('ACK') &&
      ((other.headers.ack - end) | 0) >= 0 &&
      log.wasDelivered(id, event.seq),
  );
}

/** Another thread sleeps in a call on the socket that is closed. */
const isHeldByACall = (told: Told, call: EventOf<'call-entered'>): boolean =>
  callsHolding(told, call).length > 0;

/** Returns the calls other than close() that are in progress on a call's socket, also those that wait for several. */
const callsHolding = ({ after }: Told, { socket }: EventOf<'call-entered'>): CallState[] =>
  Object.values(after.calls).filter(
    ({ socket: on, files = [], name }) =>
      name !== 'close' && (on === socket || files.some((file) => file.socket === socket)),
  );

/**
 * The kernel's own count of what waits to be read, if nothing has come to the socket or was read from it between the
 * reading of its counters and the return of the call.
 */
function rqueueSince({ log, event, before }: Told, socket: SocketId): number | null {
  const own = before.sockets[socket];
  const ends = log.endsOf(socket);
  const seen = log.before(event.seq, 'socket-observed').findLast((one) => one.socket === socket);
  if (own === undefined || ends === null || seen === undefined) return null;
  const isTouched = log.events.slice(seen.seq, event.seq).some((e) => {
    if (e.type === 'segments-passed') return true;
    const headers = e.type === 'segment-delivered' ? log.segments.get(e.segment)?.headers : undefined;
    if (headers !== undefined) return isBetween(headers, ends.remote, ends.local);
    const call = e.type === 'call-returned' ? log.entered.get(e.call) : undefined;
    return call?.name === 'recv' && call.socket === socket;
  });
  return isTouched ? null : (own.kernel.rqueue ?? null);
}

const ENDING = new Set<TcpState>(['FIN_WAIT1', 'FIN_WAIT2', 'CLOSING', 'LAST_ACK', 'TIME_WAIT']);

const seesSegments = ({ after }: Told): boolean => after.lab?.capture === 'wire';

/** The kernel has told the peer of the close by a reset. The end of the lab closes its wire, too. */
function endsByReset(told: Told, call: EventOf<'call-entered'>): Verdict {
  const ends = sentFrom(told, call).some(({ headers }) => headers.flags.includes('RST'));
  const lasts = seesSegments(told) && told.log.restAfter(told.event.seq) !== null;
  return ends || lasts ? ends : null;
}

export const closedClaims: ClaimsOf<Words['closed']> = {
  unread: (told, who, unread) =>
    closed((_, call) => {
      const rqueue = rqueueSince(told, call.socket ?? '');
      // The FIN counts as one.
      const said = rqueue === null ? null : rqueue === unread || rqueue === unread + 1;
      return all(!isHeldByACall(told, call), said, endsByReset(told, call));
    })(told, who),
  lingers: closed((told, call) => {
    const isSet = [...told.log.entered.values()].some(
      ({ name, option, seq }) => name === 'setsockopt' && option === 'SO_LINGER' && seq < call.seq,
    );
    return all(isSet, endsByReset(told, call));
  }),
  listener: closed((told, call) => told.before.sockets[call.socket ?? '']?.kernel.state === 'LISTEN'),
  unconnected: closed((told, call) => {
    const fins = sentFrom(told, call).filter(({ headers }) => headers.flags.includes('FIN'));
    if (fins.length === 0) return seesSegments(told) ? true : null;
    // The peer, which had ended its direction, has acknowledged the FIN before the call came back.
    if (fins.every((fin) => isAcked(told, fin))) return peerEnded(told, call.socket);
    // A FIN that an earlier shutdown() asked for may be seen only now.
    const isLate = [...told.log.entered.values()].some(
      (e) => e.name === 'shutdown' && e.socket === call.socket && e.seq < call.seq,
    );
    return isLate ? null : false;
  }),
  inCall: closed((told, call) => {
    const others = callsHolding(told, call);
    const fins = sentFrom(told, call).filter(({ headers }) => headers.flags.includes('FIN'));
    // The kernel sends it while the last of the calls comes back, so that the log may have the two in either order; no
    // rest lies between them.
    const isHeld = ({ seq }: { readonly seq: number }): boolean =>
      others.every((other) => {
        const returns = told.log.returned.get(other.call)?.seq ?? Infinity;
        return returns < seq || (told.log.restAfter(seq)?.seq ?? Infinity) > returns;
      });
    return all(isHeldByACall(told, call), fins.every(isHeld));
  }),
  inCallAndShut: closed((told, call) =>
    all(
      isHeldByACall(told, call),
      [...told.log.entered.values()].some(
        (e) => e.name === 'shutdown' && e.socket === call.socket && e.seq < call.seq,
      ),
    ),
  ),
  connected: closed((told, call) => {
    if (isHeldByACall(told, call)) return false;
    // A socket without a peer has no conversation to finish.
    if (told.log.endsOf(call.socket ?? '') === null && seesSegments(told)) return false;
    const rest = told.log.restAfter(told.event.seq)?.sockets[call.socket ?? ''];
    // A reset may have come since.
    const { gone, kernel } = rest ?? { gone: false, kernel: {} };
    if (!gone && (kernel.state === undefined || kernel.state === 'CLOSE')) return null;
    return gone || ENDING.has(kernel.state ?? 'CLOSE');
  }),
};
