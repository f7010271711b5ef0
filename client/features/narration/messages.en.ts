import type { AwaitedFile, EventOf, TcpState } from '../../../shared/log/events.ts';
import type { WireMode } from '../../../shared/log/wire-settings.ts';
import type { FigureWords, Party, SegmentPurpose } from '../../stage/model/event-facts.ts';
import type {
  AwaitedCall,
  CallError,
  Came,
  Contents,
  EnteredCall,
  Figures,
  Hold,
  NamedSegment,
  Repeated,
  ReturnedCall,
  SentPurpose,
  StreamEnd,
  Wait,
} from './sentence-values.ts';

type CallName = EventOf<'call-entered'>['name'];
type Sentences<Key extends string, Values extends readonly unknown[]> = Readonly<
  Record<Key, (...values: Values) => string>
>;

const The = ({ host, client }: Party): string => (client === null ? `The ${host}` : `Client ${client}`);
const the = ({ host, client }: Party): string => (client === null ? `the ${host}` : `client ${client}`);
const bytes = (count: number): string => (count === 1 ? '1 byte' : `${count} bytes`);
/** The words that go with so many bytes. */
const number = (count: number) =>
  count === 1
    ? { are: 'is', have: 'has', stay: 'stays', leave: 'leaves', they: 'it', them: 'it' }
    : { are: 'are', have: 'have', stay: 'stay', leave: 'leave', they: 'they', them: 'them' };
const quoted = (text: string | null): string => (text === null ? '' : ` (“${text}”)`);

/** `SYN`, `7 bytes` */
const contents = (segment: Contents): string => (segment.bytes > 0 ? bytes(segment.bytes) : segment.flags);

/** `the client's SYN`, `the client's segment of 7 bytes` */
function name(segment: NamedSegment): string {
  if (segment === null) return 'a segment';
  return `${the(segment.sender)}'s ${segment.bytes > 0 ? 'segment of ' : ''}${contents(segment)}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `200 ms`, `12 s` */
function span(micros: number): string {
  return micros < 2_000_000 ? `${Math.round(micros / 1000)} ms` : `${Math.round(micros / 1_000_000)} s`;
}

/** `0.21 s`, `1.7 s`, `27 s`: waits that double are compared in one unit. */
function seconds(micros: number): string {
  const s = micros / 1_000_000;
  return `${s < 1 ? s.toFixed(2) : s < 10 ? s.toFixed(1) : Math.round(s)} s`;
}

/** `, after 0.41 s (the wait before was 0.21 s)` */
function after({ micros, beforeMicros }: Wait): string {
  if (micros === null) return '';
  const before = beforeMicros === null ? '' : ` (the wait before was ${seconds(beforeMicros)})`;
  return `, after *${seconds(micros)}*${before}`;
}

const lost: Readonly<Record<Repeated, string>> = {
  'if-missed': 'its sender will only see that no acknowledgement comes',
  'copy-arrived': 'another copy of it has arrived',
  'copy-left': 'another copy of it is still on the wire',
  'by-later-acks':
    'an ACK is not sent again; the side that misses it repeats its own segment, or the next ACK says as much',
  never: 'it is not sent again',
};

const shutDown: Readonly<Record<string, string>> = {
  SHUT_WR: 'it sends nothing more, and can still receive',
  SHUT_RD: 'its `recv` takes what is there and waits for nothing more; it can still send',
  SHUT_RDWR: 'it sends nothing more, and its `recv` waits for nothing more',
};

const noBytes: Readonly<Record<StreamEnd, string>> = {
  'by-peer': 'the peer has closed its direction, and all it sent is read',
  'by-peer-again': 'nothing more will come: a loop has to end here (`if not data: break`)',
  'asked-none': 'it had asked for none',
  'no-more': 'nothing more is read from this socket, after a shutdown of its own or a reset',
};

const lacking: Readonly<Record<AwaitedCall, string>> = {
  accept: 'the accept queue is *empty*',
  connect: 'its SYN has no answer yet',
  recv: 'its receive buffer is *empty*',
  send: 'its send buffer is *full*',
};

const programEnded: Sentences<EventOf<'program-ended'>['cause'], [who: Party, exception: string]> = {
  finished: (who) => `${The(who)}'s program has ended.`,
  exception: (who, exception) =>
    `${The(who)}'s program died of \`${exception}\`; its kernel closes what it left open.`,
  stopped: (who) => `${The(who)}'s program was stopped.`,
};

const uses = { read: 'can be read', write: 'can be written', urgent: 'has urgent data' };
const ready = (files: readonly AwaitedFile[]): string[] =>
  files.map(({ fd, for: use }) => `*fd ${fd}* ${uses[use]}`);
const awaited = (files: readonly AwaitedFile[], time: number | null): string => {
  if (files.length === 0)
    return time === null ? 'for ever: it waits for nothing' : `until ${time} s are over`;
  return `until ${ready(files).join(' or ')}${time === null ? '' : `, for ${time} s at most`}`;
};
const notReady = ({ length }: readonly AwaitedFile[]): string =>
  length === 0 ? '' : length === 1 ? ': it is not ready yet' : ': none is ready now';
const looksAt = (files: readonly AwaitedFile[]): string =>
  files.length === 0 ? 'returns at once' : `only looks whether ${ready(files).join(' or ')}`;

const entered: Sentences<CallName, [call: EnteredCall]> = {
  socket: ({ who }) => `${The(who)} asks its kernel for a TCP socket: two buffers, and no connection yet.`,
  setsockopt: ({ who, option, value, fd }) =>
    `${The(who)} sets \`${option ?? 'an option'}\` to ${value} on fd ${fd}.`,
  getsockopt: ({ who, option }) => `${The(who)} asks its kernel for \`${option ?? 'an option'}\`.`,
  bind: ({ who, address }) => `${The(who)} asks for the address ${address}.`,
  listen: ({ who, value }) =>
    `${The(who)} asks its kernel to accept connections, with a backlog of ${value}.`,
  accept: ({ who }) => `${The(who)} asks its kernel for a completed connection.`,
  connect: ({ who, address }) => `${The(who)} asks its kernel to connect to ${address}.`,
  send: ({ who, bytes: count, text, sendall }) =>
    sendall
      ? `${The(who)}'s \`sendall()\` hands *${bytes(count)}*${quoted(text)} to its own kernel.`
      : `${The(who)} hands *${bytes(count)}*${quoted(text)} to its own kernel.`,
  recv: (call) =>
    `${The(call.who)} asks its own kernel for at most ${bytes(call.bytes)}${call.flags === null ? '' : ` (\`${call.flags}\`)`}.`,
  shutdown: ({ who, option, fd }) => `${The(who)} shuts down \`${option ?? 'SHUT_RDWR'}\` on fd ${fd}.`,
  close: ({ who, fd, atExit, unnamed }) =>
    atExit
      ? `${The(who)}'s exit gives fd ${fd} back to the kernel: no line had closed it.`
      : unnamed
        ? `Nothing in ${the(who)}'s program refers to fd ${fd} any more: *Python* gives it back to the kernel.`
        : `${The(who)} gives fd ${fd} back to its kernel.`,
  getpeername: ({ who }) => `${The(who)} asks its kernel for its peer's address.`,
  getsockname: ({ who }) => `${The(who)} asks its kernel for its own address.`,
  setblocking: ({ who, fd, blocking }) =>
    blocking
      ? `${The(who)} makes fd ${fd} blocking again.`
      : `${The(who)} makes fd ${fd} *non-blocking*: a call that would wait fails at once.`,
  settimeout: ({ who, fd, seconds: time }) =>
    `${The(who)} sets a timeout of ${time} s on fd ${fd}, which becomes *non-blocking*: Python itself does the waiting.`,
  poll: ({ who, within, seconds: time }) =>
    `${The(who)} waits in \`poll\` until \`${within ?? 'the call'}\` can be done, for ${time} s at most.`,
  sleep: ({ who, seconds: time }) => `${The(who)} asks its kernel to let it sleep for ${time} s.`,
  input: ({ who }) => `${The(who)}'s \`input()\` asks its kernel for a line that a person types.`,
  select: ({ who, files, seconds: time }) =>
    `${The(who)} calls \`select\`, which ${time === 0 ? looksAt(files) : `waits ${awaited(files, time)}`}.`,
};

const returned: Sentences<Exclude<CallName, 'close'> | 'unknown', [call: ReturnedCall]> = {
  socket: ({ who, fd }) =>
    `${The(who)} has a socket, fd ${fd}, connected to nothing. What is in its two buffers can be read once it has an address.`,
  setsockopt: ({ who, option, asked }) =>
    option === 'SO_SNDBUF' || option === 'SO_RCVBUF'
      ? `${The(who)}'s kernel has set \`${option}\` to twice what was asked, within its own bounds.`
      : `${The(who)}'s kernel has set \`${option ?? 'the option'}\` to ${asked}.`,
  bind: ({ who, address }) =>
    address.endsWith(':0')
      ? `${The(who)}'s kernel has given the socket a free port: nobody had asked for a certain one.`
      : `The address ${address} now belongs to ${the(who)}'s socket.`,
  listen: ({ who }) =>
    `${The(who)}'s socket now listens: its kernel will shake hands even before \`accept\` is called.`,
  accept: ({ fd, address }) =>
    `\`accept()\` returned *fd ${fd}*, a new socket for the client at ${address}; the listener stays.`,
  connect: ({ who }) =>
    `${The(who)}'s \`connect()\` returned: its kernel has finished its side of the handshake.`,
  send({ who, value, sendall, left }) {
    if (value === 0)
      return `${The(who)}'s ${sendall ? '`sendall()` is done' : '`send()` returned *0*'}: there were no bytes to copy, so nothing is sent, and the peer's \`recv()\` does not return for it.`;
    if (!sendall)
      return `${The(who)}'s \`send()\` returned *${value}*: its kernel has copied ${bytes(value)}; nothing says that they arrived.`;
    return left > 0
      ? `${The(who)}'s kernel has copied *${bytes(value)}*; ${bytes(left)} ${number(left).are} left, so that \`sendall()\` goes on.`
      : `${The(who)}'s \`sendall()\` is done: its kernel has copied the last *${bytes(value)}*; nothing says that they arrived.`;
  },
  recv({ who, value, text, end, peeked, into }) {
    const call = `${The(who)}'s \`${into ? 'recv_into' : 'recv'}()\``;
    if (end !== null) return `${call} returned ${into ? 0 : '0 bytes'}: ${noBytes[end]}.`;
    const taken = `*${bytes(value)}*${quoted(text)}`;
    if (peeked) return `${call} looked at ${taken}, which ${number(value).stay} in its receive buffer.`;
    return into
      ? `${call} took ${taken} from its own kernel and wrote ${number(value).them} into its bytearray.`
      : `${call} returned ${taken}, taken from its own kernel.`;
  },
  shutdown: ({ who, option }) =>
    `${The(who)} has shut down its socket (\`${option ?? 'SHUT_RDWR'}\`): ${shutDown[option ?? 'SHUT_RDWR'] ?? 'one direction has ended'}.`,
  getsockopt: ({ who, option, value, struct }) =>
    `${The(who)}'s kernel says: \`${option ?? 'the option'}\` is *${struct ?? value}*.`,
  getpeername: ({ who, address }) => `${The(who)}'s kernel says: its peer's address is ${address}.`,
  getsockname: ({ who, address }) => `${The(who)}'s kernel says: its own address is ${address}.`,
  setblocking: ({ who, blocking }) =>
    blocking
      ? `${The(who)}'s socket is blocking: a call waits until it can be done.`
      : `${The(who)}'s socket is *non-blocking*: a call that would have to wait fails at once.`,
  settimeout: ({ who, seconds: time }) =>
    `${The(who)}'s calls on this socket wait for ${time} s at most: Python waits in \`poll\` before each.`,
  poll: ({ who, within, value }) =>
    value > 0
      ? `${The(who)}'s \`poll()\` says that \`${within ?? 'the call'}\` can be done now.`
      : `${The(who)}'s \`poll()\` returned 0: the *timeout* is over, and Python raises \`TimeoutError\`.`,
  sleep: ({ who }) => `${The(who)}'s \`sleep()\` is over: its time has passed.`,
  input: ({ who, text }) => `${The(who)}'s \`input()\` has a line${quoted(text)}: somebody has typed it.`,
  select: ({ who, value, files }) =>
    value > 0
      ? `${The(who)}'s \`select()\` says: ${ready(files).join(', ')}.`
      : `${The(who)}'s \`select()\` returned three *empty* lists: its time is over.`,
  unknown: ({ who }) => `A call of ${the(who)}'s has returned.`,
};

const sent: Sentences<SentPurpose, [sender: Party, counts: { bytes: number; unread: number }]> = {
  SYN: (who) => `${The(who)}'s kernel sends a *SYN*: it wants to connect.`,
  'SYN-ACK': (who) =>
    `${The(who)}'s kernel answers *SYN+ACK*: it acknowledges the SYN, and sends a SYN of its own.`,
  data: (who, count) =>
    `*${bytes(count.bytes)}* ${number(count.bytes).leave} ${the(who)}'s NIC; a copy stays in the send buffer until acknowledged.`,
  'data-FIN': (who, count) =>
    `${The(who)}'s kernel sends its last ${bytes(count.bytes)} together with a *FIN*.`,
  FIN: (who) => `${The(who)}'s kernel sends a *FIN*: no more bytes will come from this side.`,
  refusal: (who) => `${The(who)}'s kernel answers with an *RST*: nobody listened at that port.`,
  'reset-unread': (who, { unread }) =>
    `${The(who)}'s kernel sends an *RST*: its program has left ${bytes(unread)} unread, and the peer must know.`,
  'reset-answer': (who) => `${The(who)}'s kernel answers with an *RST*: nobody there takes what has come.`,
  RST: (who) => `${The(who)}'s kernel sends an *RST*: it throws the connection away.`,
  probe: (who) => `${The(who)}'s kernel sends a *zero-window probe*, without new data: is there room now?`,
  'keep-alive': (who) =>
    `${The(who)}'s kernel sends a *keep-alive probe*, without new data: is the peer still there?`,
  'window-update': (who) =>
    `${The(who)}'s kernel sends a *window update*: it has room for more, and acknowledges nothing new.`,
  'window-closed': (who) =>
    `${The(who)}'s kernel sends an *ACK* with *window 0*: it has everything up to here, and nothing more may come for now.`,
  ACK: (who) => `${The(who)}'s kernel sends an *ACK*: it has everything up to here.`,
};

function arrived(to: Party, { bytes: count, arrival }: Came): string {
  const which = `*${bytes(count)}*`;
  const { are, have, they, them } = number(count);
  return {
    'in-order': `${which} ${are} now in ${the(to)}'s receive buffer; no program has seen ${them} yet.`,
    ahead: `${which} ${have} reached ${the(to)}'s kernel, which keeps ${them} aside: something before ${them} is missing.`,
    known: `${which} ${have} reached ${the(to)}'s kernel once more: it has ${them} already, and throws this copy away.`,
    closed: `${which} ${have} reached ${the(to)}'s kernel, but no program has the socket any more: nobody will read ${them}.`,
    discarded: `${which} ${have} reached ${the(to)}'s kernel, which throws ${them} away: ${they} ${are} too old, or beyond its window.`,
  }[arrival];
}

const delivered: Sentences<Exclude<SegmentPurpose, 'RST'>, [receiver: Party, came: Came]> = {
  SYN: (to) => `The SYN has reached ${the(to)}'s kernel; its program knows nothing of it.`,
  'SYN-ACK': (to, { arrival }) =>
    ({
      'in-order': `The SYN+ACK has reached ${the(to)}'s kernel: for it the connection stands.`,
      ahead: `The SYN+ACK has reached ${the(to)}'s kernel.`,
      known: `The SYN+ACK has reached ${the(to)}'s kernel, for which the connection stood already.`,
      closed: `The SYN+ACK has reached ${the(to)}'s kernel, which has no connect for it any more.`,
      discarded: `The SYN+ACK has reached ${the(to)}'s kernel, which throws it away.`,
    })[arrival],
  data: arrived,
  'data-FIN': arrived,
  FIN: (to, { arrival }) =>
    ({
      'in-order': `The FIN has reached ${the(to)}: its peer sends no more bytes. It stands behind what is unread.`,
      ahead: `The FIN has reached ${the(to)}'s kernel, but something before it is missing.`,
      known: `The FIN has reached ${the(to)}'s kernel once more: it has had it already.`,
      closed: `The FIN has reached ${the(to)}'s kernel; no program has the socket any more to read the end.`,
      discarded: `The FIN has reached ${the(to)}'s kernel, which throws it away: it is too old.`,
    })[arrival],
  ACK: (to, { freed }) =>
    freed > 0
      ? `The ACK has reached ${the(to)}: *${bytes(freed)}* may now leave its send buffer.`
      : `The ACK has reached ${the(to)}'s kernel.`,
};

const dropped: Sentences<
  EventOf<'segment-dropped'>['cause'],
  [segment: NamedSegment, how: { inHand: boolean; percent: number; repeated: Repeated }]
> = {
  learner: (segment, { inHand, repeated }) =>
    `${inHand ? `You dropped ${name(segment)}` : `${capital(name(segment))} is dropped by hand`}: nobody is told, and ${lost[repeated]}.`,
  obsolete: (segment) =>
    `The lab takes a copy of ${name(segment)} off the wire: what it carries has arrived already.`,
  loss: (segment, { percent, repeated }) =>
    `The wire *lost* ${name(segment)}${percent > 0 ? `, as it loses ${percent}%` : ''}: ${lost[repeated]}.`,
  queue: (segment) =>
    `The wire's queue was full: ${name(segment)} was *dropped* at its end, as a router does.`,
  nic: (segment) => `The receiving NIC did not take ${name(segment)}: it is lost.`,
};

const CARRIES = 'The wire carries segments by itself.';

const wireInHand: Readonly<Record<WireMode, string>> = {
  hold: 'You are the wire: each segment waits for your hand.',
  'hold-data': 'Segments with data wait for your hand; pure ACKs cross by themselves.',
  'hold-acks': 'Pure ACKs wait for your hand; segments with data cross by themselves.',
  auto: CARRIES,
};

const wireWatched: Readonly<Record<WireMode, string>> = {
  hold: 'From here each segment is held on the wire until a hand delivers it.',
  'hold-data': 'Segments with data are held until a hand delivers them; pure ACKs cross by themselves.',
  'hold-acks': 'Pure ACKs are held until a hand delivers them; segments with data cross by themselves.',
  auto: CARRIES,
};

const figures: FigureWords = {
  delayMs: (n) => `${n} ms late`,
  kbitPerSecond: (n) => `${n} kbit/s`,
  queueSegments: (n) => `queue of ${n}`,
  lossPercent: (n) => `${n}% lost`,
  duplicatePercent: (n) => `${n}% doubled`,
  reorderPercent: (n) => `${n}% overtaken`,
  mtu: (n) => `MTU ${n}`,
};

/** The sentences for events. `backticks` mark code, *stars* what to look at. */
const events = {
  twoHostsOpened: (addresses: readonly string[], inHand: boolean) =>
    `Two hosts are ready, ${addresses.join(' and ')}; ${inHand ? '*you can be the wire*' : 'a wire that can be *held* is'} between them.`,
  oneHostOpened: 'One host is ready; all programs run on it, over its own loopback.',
  labClosed: (code: string) => `The lab has ended (${code}); its log is kept.`,
  notice: (what: string) => `The lab says: ${what}.`,
  settingRefused: (what: string) =>
    `This kernel refused a setting (${what}): held segments may be sent again sooner.`,
  notices: {
    idle: 'Nobody operated the lab for a long time: it was closed, and its log is kept.',
    'lab-host-died': 'The lab host died; everything up to here is kept.',
    'server-ended': 'The server ended, and the lab with it; everything up to here is kept.',
    'program-stopped': 'The lab ends the program: its calls in progress are cut off, its sockets closed.',
    'segments-folded':
      'Segments go by too fast to be told one by one: runs of them are told as one, with their number.',
    'counters-sampled': 'It goes so fast that the kernel counters are read only now and then.',
    'run-unwatched':
      'Nobody was watching, so the threads that were to run on are paused. Run them on to continue.',
    'run-paused':
      'A thread ran on for a long time without a system call: it is paused, so that you can look.',
    'event-unreadable':
      'An event could not be read and is left out: from here on the page may lack what it told.',
    'other-packet': 'An IP datagram that is not TCP crossed the wire at once.',
  },

  runBegins: (run: number) =>
    `*Run ${run}* begins on the same hosts: all programs from line 1; what the last run left in the kernels stays.`,
  programLoaded: (who: Party, lines: number) =>
    `${The(who)}'s program is loaded: ${lines === 1 ? '1 line' : `${lines} lines`}.`,
  programEdited: (who: Party, changed: { line: number; source: string } | null) =>
    changed === null
      ? `${The(who)}'s program was edited.`
      : `${The(who)}'s line ${changed.line} is now \`${changed.source}\`.`,
  programEnded,
  programRemoved: (who: Party) => `${The(who)}'s program was removed.`,
  /** `another`: the program had a thread already. */
  threadStarted: (who: Party, thread: string, another: boolean) =>
    another
      ? `${The(who)} has started *another thread*, \`${thread}\`: its calls block nobody but itself.`
      : `${The(who)}'s thread \`${thread}\` has started.`,
  threadJoins: (who: Party, thread: string) =>
    `${The(who)} waits in \`join\` for the thread \`${thread}\` to end.`,
  threadAt: (who: Party, line: number, source: string) =>
    `${The(who)} stands before line ${line}: \`${source}\``,
  /** `thread` is null for a program's first thread. */
  threadEnded: (who: Party, thread: string | null) =>
    thread === null
      ? `${The(who)} has executed its last line.`
      : `${The(who)}'s thread \`${thread}\` has ended.`,
  threadCutOff: (who: Party, thread: string | null) =>
    `${The(who)}'s ${thread === null ? 'program' : `thread \`${thread}\``} was ended before its last line.`,
  lineBegins: (who: Party, line: number, source: string) => `${The(who)} begins line ${line}: \`${source}\``,
  functionEntered: (who: Party, called: string) => `${The(who)} enters the function \`${called}\`.`,
  functionLeft: (who: Party) => `${The(who)} comes back from the function.`,
  exceptionCaught: (who: Party, line: number, exception: string, message: string) =>
    `Line ${line} of ${the(who)} raised \`${exception}\` (${message}), and the program catches it.`,
  exceptionRaised: (who: Party, line: number, exception: string, message: string) =>
    `Line ${line} of ${the(who)} raised \`${exception}\`: ${message}`,
  variableSet: (who: Party, variable: string, value: string) =>
    `${The(who)}'s \`${variable}\` is now ${value}.`,
  variableDeleted: (who: Party, variable: string) => `${The(who)}'s name \`${variable}\` is deleted.`,
  output: (who: Party, text: string) => `${The(who)} prints: ${text}`,

  entered,
  blocked: {
    accept: (who: Party) => `${The(who)} sleeps in \`accept\`: no connection is waiting in the accept queue.`,
    connect: (who: Party) => `${The(who)} sleeps in \`connect\`: its SYN has no answer yet.`,
    recv: (who: Party) => `${The(who)} sleeps in \`recv\`: its receive buffer is *empty*.`,
    send: (who: Party) => `${The(who)} sleeps in \`send\`: its send buffer is *full*.`,
    sendall: (who: Party) => `${The(who)} sleeps in \`sendall\`: its send buffer is *full*.`,
    input: (who: Party) =>
      `${The(who)} sleeps in \`read\`, for its \`input()\`: nobody has typed the *line* yet.`,
    sleep: (who: Party) => `${The(who)} sleeps in \`sleep\`: only the *time* wakes it, whatever arrives.`,
  },
  polls: (who: Party, within: AwaitedCall) =>
    `${The(who)} sleeps in \`poll\`, for its \`${within}\`: ${lacking[within]}. Its timeout wakes it, too.`,
  selects: (who: Party, files: readonly AwaitedFile[], time: number | null) =>
    `${The(who)} sleeps in \`select\` ${awaited(files, time)}${notReady(files)}.`,
  blockedElsewhere: (who: Party, kernelCall: string) =>
    `${The(who)} sleeps in the kernel, in \`${kernelCall}\`.`,
  failed: (who: Party, call: string | null, error: CallError) =>
    `${The(who)}'s \`${call ?? 'call'}()\` failed with ${error.errnoName} (${error.errno}): Python raises \`${error.exception}\`.`,
  goesOn: (who: Party, call: string | null, error: CallError) =>
    `${The(who)}'s \`${call ?? 'call'}()\` returned ${error.errnoName} (${error.errno}), which Python does not raise: with a timeout it waits in \`poll\`.`,
  returned,
  cutOff: (who: Party, call: string | null) =>
    `The lab ends the program, and so cuts off ${the(who)}'s \`${call ?? 'call'}()\`: its result says nothing of the peer.`,
  closed: {
    unread: (who: Party, unread: number) =>
      `${The(who)} has closed the socket with *${bytes(unread)}* unread: its kernel throws ${number(unread).them} away and tells the peer by RST, not FIN.`,
    lingers: (who: Party) =>
      `${The(who)} has closed the socket with \`SO_LINGER\` 0: its kernel throws the connection away at once and tells the peer by *RST*, not FIN.`,
    listener: (who: Party) =>
      `${The(who)} has closed its listening socket: nobody new can connect; accepted connections live on.`,
    unconnected: (who: Party) =>
      `${The(who)} no longer holds the socket; its kernel has no connection left to finish.`,
    inCall: (who: Party) =>
      `${The(who)} no longer holds the socket, but a call still sleeps on it: no FIN leaves before that returns.`,
    /** A shutdown() has asked for the FIN already. */
    inCallAndShut: (who: Party) =>
      `${The(who)} no longer holds the socket, but a call still sleeps on it: its kernel keeps it until that returns.`,
    connected: (who: Party) =>
      `${The(who)} no longer holds the socket; its kernel still finishes the conversation.`,
  },

  stateChanged: (who: Party, before: string | null, after: string, meaning: string | null) =>
    `${The(who)}'s kernel: ${before ? `${before} → ` : ''}*${after}*${meaning === null ? '' : ` (${meaning})`}.`,
  /** TCP_CLOSE of a socket that the kernel lists for the first time: ss(8) calls it UNCONN. */
  listed: (who: Party) => `${The(who)}'s kernel now lists the socket; it has no connection.`,
  connectionOver: (who: Party, before: TcpState) =>
    `${The(who)}'s kernel: ${before} → *UNCONN*: the connection is over.`,
  countersRead: (who: Party, changed: number) =>
    `${The(who)}'s kernel counters were read: ${changed} ${changed === 1 ? 'has' : 'have'} changed.`,
  socketGone: (who: Party) => `${The(who)}'s kernel has forgotten the socket.`,
  atRest: 'Nothing moves now: no thread runs, and every counter has been read.',

  sent,
  sentAgain: (who: Party, segment: Contents, wait: Wait) =>
    `${The(who)}'s kernel sends its ${contents(segment)} *again*${after(wait)}${wait.byTimer ? ': no acknowledgement came in time' : ''}.`,
  /** What follows the sentence of a segment that waits on the wire. */
  held: {
    none: '',
    yours: ' It waits on the wire for you.',
    watched: ' It is held on the wire.',
  } satisfies Record<Hold, string>,
  synCopies: (who: Party, copies: number, hold: Hold, wait: Wait) =>
    `${The(who)} wants to connect: its SYN ${{ none: 'is on the wire', yours: 'waits for you', watched: 'is held' }[hold]}. Sent again${after(wait)}: *${copies === 1 ? '1 copy' : `${copies} copies`}* beneath it.`,
  copies: (who: Party, segment: Contents, copies: number, wait: Wait) =>
    `${The(who)}'s kernel has sent its ${contents(segment)} again${after(wait)}; *${copies === 1 ? '1 copy' : `${copies} copies`}* now ${copies === 1 ? 'waits' : 'wait'} beneath the first.`,
  dataPassed: (sender: Party, receiver: Party, segments: number, payload: number) =>
    `*${segments} segments* with ${bytes(payload)} rush from ${the(sender)} to ${the(receiver)}, one after another.`,
  acksPassed: (receiver: Party, segments: number) =>
    `*${segments} ACKs* reach ${the(receiver)} one after another; each acknowledges more than the one before.`,
  delivered,
  dataRefused: (to: Party, count: number) =>
    `*${bytes(count)}* ${number(count).have} reached ${the(to)}'s kernel, which throws ${number(count).them} away and answers with a reset: both directions of the socket are shut down.`,
  deliveredUnseen: 'A segment was handed over.',
  resetDelivered: {
    connect: (to: Party) => `The RST has reached ${the(to)}: its \`connect\` is refused.`,
    connection: (to: Party) =>
      `The RST has reached ${the(to)}: its connection is broken; what had arrived before can still be read.`,
    closed: (to: Party) =>
      `The RST has reached ${the(to)}: its kernel gives up the connection, whose socket no program has any more.`,
    nothing: (to: Party) => `The RST has reached ${the(to)}: nothing is there any more that it could end.`,
    ignored: (to: Party) =>
      `The RST has reached ${the(to)}, which ignores it: its number does not fit the connection, which lives on.`,
  },
  dropped,
  duplicated: (segment: NamedSegment) => `The wire now carries ${name(segment)} *twice*.`,
  keptOnWire: (segment: NamedSegment, inHand: boolean) =>
    `The wire keeps ${name(segment)}${inHand ? ' for your hand' : ' until a hand delivers it'}.`,
  deliveredIn: (segment: NamedSegment, micros: number) =>
    `The wire will deliver ${name(segment)} by itself, in ${span(micros)}.`,
  wireInHand,
  wireWatched,
  figures,
  figuresOf({ toServer, toClient }: Figures): string {
    const [there, back] = [toServer.join(', '), toClient.join(', ')];
    if (there === back) return there ? ` Both ways: ${there}.` : '';
    const ways = [there && `to the server ${there}`, back && `to the client ${back}`].filter(Boolean);
    return ` ${capital(ways.join('; '))}.`;
  },
  acceptQueueFull: (who: Party, syns: number) =>
    `The accept queue of ${the(who)} was full: its kernel threw away ${syns === 1 ? 'a segment of a handshake' : `${syns} segments of handshakes`}.`,
  nicOverflowed: (who: Party, segments: number) =>
    `${The(who)}'s NIC overflowed and lost ${segments} ${segments === 1 ? 'segment' : 'segments'} that nobody saw.`,
  counted: {
    sent: (n: number) => `${bytes(n)} sent`,
    acked: (n: number) => `${bytes(n)} acknowledged`,
    received: (n: number) => `${bytes(n)} received`,
  },
  positionsCounted: (parts: readonly string[]) =>
    `By the kernel's counters: ${parts.join(', ') || 'the stream has ended'}.`,
};

export const messages = {
  events,
  begin: 'Programs, a real kernel, and the wire between them.',
  setUp: 'The scene is set: the lesson begins here.',
  basis: {
    observed: 'observed',
    derived: 'derived',
    hints: {
      observed: 'Observed in a call, a segment, a counter or the program',
      derived: 'Derived from what was observed, or done by the lab',
    },
  },
  trail: {
    title: 'The last sentences',
    open: 'Show the last sentences',
    close: 'Hide the last sentences',
    /** Before the first press. */
    empty: 'Nothing has been told yet.',
    /** The time of the event that a sentence tells. */
    at: (time: string) => `at ${time}`,
  },
};
export type Messages = typeof messages;
