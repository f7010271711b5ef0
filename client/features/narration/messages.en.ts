const ordinal = (n: number): string => `${n} ${n === 1 ? 'event' : 'events'}`;
import { messages as stage } from '../../stage/messages.en.ts';
import { listing } from '../../../shared/programs/listing.ts';
import { formatAddress } from '../../../shared/tcp/address.ts';
import type { EventOf, HostId, LabEventType, TcpState } from '../../../shared/log/events.ts';
import type { Segment } from '../../../shared/tcp/segment.ts';
import type { WireSettings } from '../../../shared/log/wire-settings.ts';
import {
  callOf,
  changedFigures,
  copiesBeneath,
  type FigureWords,
  flagsText,
  freedBy,
  exceptionOf,
  isCopy,
  isProbe,
  isRefusal,
  lossOnTheWay,
  partiesOf,
  type Party,
  partyOfCall,
  partyOfProgram,
  partyOfSocket,
  partyOfThread,
  purposeOf,
  readable,
  resetEnds,
  type NarrationContext,
  sourceLine,
  unreadAtClose,
  unreadAtReset,
  valueText,
  waitsForHand,
} from '../../stage/model/event-facts.ts';

/** One sentence an event. `backticks` mark code, *stars* what to look at. */
export type Narration = {
  readonly [T in LabEventType]: (event: EventOf<T>, scene: NarrationContext) => string;
};

const The = ({ host, client }: Party): string => (client === null ? `The ${host}` : `Client ${client}`);
const the = ({ host, client }: Party): string => (client === null ? `the ${host}` : `client ${client}`);
const host = (id: HostId): Party => ({ host: id, client: null });
const bytes = (count: number): string => (count === 1 ? '1 byte' : `${count} bytes`);

/** What it means to be in a state; nothing of CLOSE, which stands for before a connection and for after it. */
function meaning(state: TcpState): string {
  return state === 'CLOSE' ? '' : ` (${stage.state(state)})`;
}

function entered(event: EventOf<'call-entered'>, scene: NarrationContext): string {
  const who = The(partyOfThread(scene, event.thread));
  switch (event.name) {
    case 'socket':
      return `${who} asks its kernel for a TCP socket: two buffers, and no connection yet.`;
    case 'setsockopt':
      return `${who} sets \`${event.option ?? 'an option'}\` to ${event.value ?? '?'} on fd ${event.fd ?? '?'}.`;
    case 'getsockopt':
      return `${who} asks its kernel for \`${event.option ?? 'an option'}\`.`;
    case 'bind':
      return `${who} asks for the address ${event.address ? formatAddress(event.address) : '?'}.`;
    case 'listen':
      return `${who} asks its kernel to accept connections, with a backlog of ${event.value ?? '?'}.`;
    case 'accept':
      return `${who} asks its kernel for a finished connection.`;
    case 'connect':
      return `${who} asks its kernel to connect to ${event.address ? formatAddress(event.address) : '?'}.`;
    case 'send':
      return `${who} hands *${bytes(event.bytes?.length ?? 0)}*${event.bytes ? ` (“${readable(event.bytes)}”)` : ''} to its own kernel.`;
    case 'recv':
      return `${who} asks its own kernel for at most ${bytes(event.max ?? 0)}.`;
    case 'shutdown':
      return `${who} shuts down \`${event.option ?? 'SHUT_RDWR'}\` on fd ${event.fd ?? '?'}.`;
    case 'close':
      return event.atExit === true
        ? `${who}'s exit gives fd ${event.fd ?? '?'} back to the kernel: no line had closed it.`
        : `${who} gives fd ${event.fd ?? '?'} back to its kernel.`;
    case 'getpeername':
      return `${who} asks its kernel for its peer's address.`;
    case 'setblocking':
      return event.value === 1
        ? `${who} makes fd ${event.fd ?? '?'} blocking again.`
        : `${who} makes fd ${event.fd ?? '?'} *non-blocking*: a call that would wait fails at once.`;
    case 'getsockname':
      return `${who} asks its kernel for its own address.`;
    default:
      return event.name satisfies never;
  }
}

function blocked(event: EventOf<'call-blocked'>, scene: NarrationContext): string {
  const who = The(partyOfCall(scene, event.call));
  switch (callOf(scene, event.call)?.name) {
    case 'accept':
      return `${who} sleeps in \`accept\`: no connection is waiting in the accept queue.`;
    case 'connect':
      return `${who} sleeps in \`connect\` until a SYN, ACK comes back.`;
    case 'recv':
      return `${who} sleeps in \`recv\`: its receive buffer is *empty*.`;
    case 'send':
      return `${who} sleeps in \`send\`: its send buffer is *full*.`;
    default:
      return `${who} sleeps in the kernel, in \`${event.kernelCall}\`.`;
  }
}

function returned(event: EventOf<'call-returned'>, scene: NarrationContext): string {
  const who = partyOfCall(scene, event.call);
  const call = callOf(scene, event.call);
  const name = call?.name ?? 'call';
  const { result } = event;
  if (!result.ok)
    return `${The(who)}'s \`${name}()\` failed with ${result.errnoName} (${result.errno}): Python raises \`${result.exception}\`.`;
  switch (name) {
    case 'socket':
      return `${The(who)} has a socket, fd ${result.fd ?? '?'}, connected to nothing. Its two buffers exist; the kernel lists them once it has an address.`;
    case 'setsockopt':
      return `${The(who)}'s kernel has set \`${call?.option ?? 'the option'}\` as asked.`;
    case 'bind':
      return `The address ${call?.address ? formatAddress(call.address) : ''} now belongs to ${the(who)}'s socket.`;
    case 'listen':
      return `${The(who)}'s socket now listens: its kernel will shake hands even before \`accept\` is called.`;
    case 'accept':
      return `\`accept()\` returned *fd ${result.fd ?? '?'}*, a new socket for the client at ${result.address ? formatAddress(result.address) : '?'}; the listener stays.`;
    case 'connect':
      return `${The(who)}'s \`connect()\` returned: its kernel has finished its side of the handshake.`;
    case 'send':
      return `${The(who)}'s \`send()\` returned *${result.value}*: its kernel has copied ${bytes(result.value)}; nothing says that they arrived.`;
    case 'recv':
      return result.value === 0
        ? `${The(who)}'s \`recv()\` returned 0 bytes: the peer has closed its direction, and all it sent is read.`
        : `${The(who)}'s \`recv()\` returned *${bytes(result.value)}*${result.bytes ? ` (“${readable(result.bytes)}”)` : ''}, taken from its own kernel.`;
    case 'close':
      return closed(event, scene, who);
    default:
      return `${The(who)}'s \`${name}()\` returned ${result.value}.`;
  }
}

function closed(event: EventOf<'call-returned'>, scene: NarrationContext, who: Party): string {
  const socket = callOf(scene, event.call)?.socket;
  const unread = unreadAtClose(scene, socket);
  if (unread > 0)
    return `${The(who)} has closed the socket with *${bytes(unread)}* unread: its kernel throws them away and tells the peer by RST, not FIN.`;
  switch (scene.before.sockets[socket ?? '']?.state) {
    case 'LISTEN':
      return `${The(who)} has closed its listening socket: nobody new can connect; accepted connections live on.`;
    case 'CLOSE':
      return `${The(who)} no longer holds the socket; there is no connection that its kernel had to finish.`;
    default:
      return `${The(who)} no longer holds the socket; its kernel still finishes the conversation.`;
  }
}

/** `SYN`, `7 bytes`, `ACK`: a segment by what it is for. */
function contents(headers: Segment): string {
  return headers.payloadBytes > 0 ? bytes(headers.payloadBytes) : flagsText(headers);
}

function sent(event: EventOf<'segment-sent'>, scene: NarrationContext): string {
  const { headers } = event;
  const { sender } = partiesOf(scene, event);
  const who = `${The(sender)}'s kernel`;
  const held = waitsForHand(scene, headers)
    ? scene.inHand
      ? ' It waits on the wire for you.'
      : ' It is held on the wire.'
    : '';
  const copies = copiesBeneath(scene, event.segment);
  if (copies > 0 && purposeOf(headers) === 'SYN')
    return `${The(sender)} wants to connect: its SYN ${held === '' ? 'is on the wire' : scene.inHand ? 'waits for you' : 'is held'}. Sent again meanwhile: *${copies === 1 ? '1 copy' : `${copies} copies`}* beneath it.`;
  if (copies > 0)
    return `${who} has sent its ${contents(headers)} again; *${copies === 1 ? '1 copy' : `${copies} copies`}* now ${copies === 1 ? 'waits' : 'wait'} beneath the first.`;
  if (isCopy(scene, event.segment))
    return `${who} sends its ${contents(headers)} *again*: no acknowledgement came in time.${held}`;
  switch (purposeOf(headers)) {
    case 'SYN':
      return `${who} sends a *SYN*: it wants to connect.${held}`;
    case 'SYN-ACK':
      return `${who} answers *SYN, ACK*: it agrees, and asks back.${held}`;
    case 'data':
      return `*${bytes(headers.payloadBytes)}* leave ${the(sender)}'s NIC; a copy stays in the send buffer until acknowledged.${held}`;
    case 'data-FIN':
      return `${who} sends its last ${bytes(headers.payloadBytes)} together with a *FIN*.${held}`;
    case 'FIN':
      return `${who} sends a *FIN*: no more bytes will come from this side.${held}`;
    case 'RST': {
      if (isRefusal(headers)) return `${who} answers with an *RST*: nobody listens at that port.${held}`;
      const unread = unreadAtReset(scene, headers);
      return unread > 0
        ? `${who} sends an *RST*: its program has left ${bytes(unread)} unread, and the peer must know.${held}`
        : `${who} sends an *RST*: it throws the connection away.${held}`;
    }
    case 'ACK':
      return isProbe(scene, headers)
        ? `${who} sends a *zero-window probe*, without new data: is there room now?${held}`
        : `${who} sends an *ACK*: it has everything up to here.${held}`;
    default:
      return purposeOf(headers) satisfies string;
  }
}

function passed(event: EventOf<'segments-passed'>, scene: NarrationContext): string {
  const { count, payloadBytes } = event;
  const { sender, receiver } = partiesOf(scene, { from: event.from, headers: event.last });
  const far = the(receiver);
  if (payloadBytes > 0)
    return `*${count} segments* with ${bytes(payloadBytes)} rush from ${the(sender)} to ${far}, one after another.`;
  return `*${count} ACKs* reach ${far} one after another; each acknowledges more than the one before.`;
}

const RESET_ENDS = {
  connect: 'its `connect` is refused.',
  connection: 'its connection is broken; what had arrived before can still be read.',
  nothing: 'nothing is there any more that it could end.',
} as const;

function delivered(event: EventOf<'segment-delivered'>, scene: NarrationContext): string {
  const departure = scene.index.segments.get(event.segment);
  if (departure === undefined) return 'A segment was handed over.';
  const { headers } = departure;
  const { receiver: to } = partiesOf(scene, departure);
  switch (purposeOf(headers)) {
    case 'SYN':
      return `The SYN has reached ${the(to)}'s kernel; its program knows nothing of it.`;
    case 'SYN-ACK':
      return `The SYN, ACK has reached ${the(to)}'s kernel: for it the connection stands.`;
    case 'data':
    case 'data-FIN':
      return `*${bytes(headers.payloadBytes)}* are now in ${the(to)}'s receive buffer; no program has seen them yet.`;
    case 'FIN':
      return `The FIN has reached ${the(to)}: once all is read, its \`recv\` will return 0 bytes.`;
    case 'RST':
      return `The RST has reached ${the(to)}: ${RESET_ENDS[resetEnds(scene, headers)]}`;
    case 'ACK': {
      const freed = freedBy(scene, headers);
      return freed > 0
        ? `The ACK has reached ${the(to)}: *${bytes(freed)}* may now leave its send buffer.`
        : `The ACK has reached ${the(to)}'s kernel.`;
    }
    default:
      return '';
  }
}

function dropped(event: EventOf<'segment-dropped'>, scene: NarrationContext): string {
  const departure = scene.index.segments.get(event.segment);
  const what = segmentName(scene, event.segment);
  const percent = departure ? lossOnTheWay(scene, departure.from) : 0;
  switch (event.cause) {
    case 'learner':
      return `${scene.inHand ? `You dropped ${what}` : `${capital(what)} is dropped by hand`}: nobody is told, and only its sender's timer will notice.`;
    case 'obsolete':
      return `The lab takes a copy of ${what} off the wire: what it carries has arrived already.`;
    case 'loss':
      return `The wire *lost* ${what}${percent > 0 ? `, by the ${percent} % chance that it has` : ''}: only its sender's timer will notice.`;
    case 'queue':
      return `The wire's queue was full: ${what} was *dropped* at its end, as a router does.`;
    case 'nic':
      return `The receiving NIC did not take ${what}: it is lost.`;
    default:
      return event.cause satisfies never;
  }
}

type WireModes = Readonly<Record<WireSettings['mode'], string>>;

const WIRE_IN_HAND: WireModes = {
  hold: 'You are the wire: each segment waits for your hand.',
  'hold-data': 'Segments with data wait for your hand; pure ACKs cross by themselves.',
  'hold-acks': 'Pure ACKs wait for your hand; segments with data cross by themselves.',
  auto: 'The wire carries segments by itself.',
};

const WIRE_WATCHED: WireModes = {
  hold: 'From here each segment is held on the wire until a hand delivers it.',
  'hold-data': 'Segments with data are held until a hand delivers them; pure ACKs cross by themselves.',
  'hold-acks': 'Pure ACKs are held until a hand delivers them; segments with data cross by themselves.',
  auto: WIRE_IN_HAND.auto,
};

const FIGURES: FigureWords = {
  delayMs: (n) => `${n} ms late`,
  kbitPerSecond: (n) => `${n} kbit/s`,
  queueSegments: (n) => `queue of ${n}`,
  lossPercent: (n) => `${n} % lost`,
  duplicatePercent: (n) => `${n} % doubled`,
  reorderPercent: (n) => `${n} % overtaken`,
  mtu: (n) => `MTU ${n}`,
};

function figures({ toServer, toClient }: WireSettings): string {
  const [there, back] = [toServer, toClient].map((way) => changedFigures(way, FIGURES).join(', '));
  if (there === back) return there ? ` Both ways: ${there}.` : '';
  const ways = [there && `to the server ${there}`, back && `to the client ${back}`].filter(Boolean);
  return ` ${ways.join('; ').replace('to', 'To')}.`;
}

/** `the client's SYN`, `the client's segment of 7 bytes`. */
function segmentName(scene: NarrationContext, segment: number): string {
  const departure = scene.index.segments.get(segment);
  if (departure === undefined) return 'a segment';
  const { headers } = departure;
  return `${the(partiesOf(scene, departure).sender)}'s ${headers.payloadBytes > 0 ? 'segment of ' : ''}${contents(headers)}`;
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** `200 ms`, `12 s`. */
function span(micros: number): string {
  return micros < 2_000_000 ? `${Math.round(micros / 1000)} ms` : `${Math.round(micros / 1_000_000)} s`;
}

const NOTICES: Readonly<Record<string, string>> = {
  idle: 'Nobody operated the lab for long: it was closed, and its log is kept.',
  'lab-host-died': 'The lab host died; everything up to here is kept.',
  'program-stopped': 'The lab ends the program: its calls in progress are cut off, its sockets closed.',
  'segments-folded':
    'Segments go by too fast to be told one by one: runs of them are told as one, with their number.',
  'counters-sampled': 'It goes so fast that the kernel counters are read only now and then.',
  'run-paused': 'A thread ran on for long without a system call: it is paused, so that you can look.',
  'other-packet': 'A packet that is not TCP crossed the wire at once.',
};

const events: Narration = {
  'lab-opened': (event, scene) =>
    event.grade === 'two-hosts'
      ? `Two hosts are ready, ${event.hosts.map((h) => h.addresses[0] ?? h.host).join(' and ')}; ${scene.inHand ? '*you are the wire*' : 'a wire that can be *held* is'} between them.`
      : 'One host is ready; both programs run on it, over its own loopback.',
  'lab-closed': (event) => NOTICES[event.code] ?? `The lab has ended (${event.code}); its log is kept.`,
  notice: (event) =>
    event.code === 'setting-refused'
      ? `This kernel refused a setting (${event.detail ?? '?'}): held segments may be sent again sooner.`
      : (NOTICES[event.code] ?? `The lab says: ${event.detail ?? event.code}.`),
  'program-loaded': (event, scene) =>
    event.run > 1
      ? `*Run ${event.run}* begins on the same hosts: both programs from line 1; what the last run left in the kernels stays.`
      : `${The(partyOfProgram(scene, event.program))}'s program is loaded: ${listing(event.tree).length} lines.`,
  'program-edited': (event, scene) => `${The(partyOfProgram(scene, event.program))}'s program was edited.`,
  'program-ended': (event, scene) => {
    const who = The(partyOfProgram(scene, event.program));
    switch (event.cause) {
      case 'finished':
        return `${who}'s program has ended.`;
      case 'exception':
        return `${who}'s program died of \`${exceptionOf(scene, event.program)}\`; its kernel closes what it left open.`;
      case 'stopped':
        return `${who}'s program was stopped.`;
      default:
        return event.cause satisfies never;
    }
  },
  'thread-started': (event, scene) =>
    `${The(partyOfProgram(scene, event.program))}'s thread \`${event.name}\` has started.`,
  'program-removed': (event, scene) => `${The(partyOfProgram(scene, event.program))}'s program was removed.`,
  'frame-entered': (event, scene) =>
    `${The(partyOfThread(scene, event.thread))} enters the function \`${event.function}\`.`,
  'frame-left': (event, scene) => `${The(partyOfThread(scene, event.thread))} comes back from the function.`,
  'thread-joins': (event, scene) =>
    `${The(partyOfThread(scene, event.thread))} waits in \`join\` for the thread \`${scene.index.threads.get(event.other)?.name ?? event.other}\` to end.`,
  'exception-caught': (event, scene) =>
    `Line ${event.line} of ${the(partyOfThread(scene, event.thread))} raised \`${event.exception.name}\` (${event.exception.message}), and the program catches it.`,
  'thread-at': (event, scene) =>
    `${The(partyOfThread(scene, event.thread))} stands before line ${event.line}: \`${sourceLine(scene, scene.index.threads.get(event.thread)?.program, event.line)}\``,
  'thread-step': (event, scene) =>
    `${The(partyOfThread(scene, event.thread))} begins line ${event.line}: \`${sourceLine(scene, scene.index.threads.get(event.thread)?.program, event.line)}\``,
  'thread-ended': (event, scene) =>
    event.exception
      ? `Line ${event.line} of ${the(partyOfThread(scene, event.thread))} raised \`${event.exception.name}\`: ${event.exception.message}`
      : `${The(partyOfThread(scene, event.thread))} has executed its last line.`,
  'variable-set': (event, scene) =>
    `${The(partyOfProgram(scene, event.program))}'s \`${event.name}\` is now ${valueText(event.value)}.`,
  output: (event, scene) =>
    `${The(partyOfProgram(scene, event.program))} prints: ${event.text.trimEnd().slice(0, 80)}`,
  'call-entered': entered,
  'call-blocked': blocked,
  'call-returned': returned,
  'socket-observed': (event, scene) => {
    const before = scene.before.sockets[event.socket]?.state;
    const { state } = event.changed;
    if (state !== undefined && state !== before)
      return `${The(partyOfSocket(scene, event.host, event.socket))}'s kernel: ${before ? `${before} → ` : ''}*${state}*${meaning(state)}.`;
    const fields = Object.keys(event.changed).length;
    return `${The(host(event.host))}'s kernel counters were read: ${fields} ${fields === 1 ? 'has' : 'have'} changed.`;
  },
  'socket-gone': (event, scene) =>
    `${The(partyOfSocket(scene, event.host, event.socket))}'s kernel has forgotten the socket.`,
  'at-rest': () => 'Nothing moves now: no thread runs, and every counter has been read.',
  'segment-sent': sent,
  'segments-passed': passed,
  'segment-delivered': delivered,
  'segment-dropped': dropped,
  'wire-set': ({ settings }, { inHand }) =>
    `${(inHand ? WIRE_IN_HAND : WIRE_WATCHED)[settings.mode]}${figures(settings)}`,
  'segment-duplicated': (event, scene) =>
    `The wire now carries ${segmentName(scene, event.of)} *twice*: the kernel that gets both has to notice.`,
  'segment-timed': (event, scene) =>
    event.dueAt === null
      ? `The wire keeps ${segmentName(scene, event.segment)}${scene.inHand ? ' for your hand' : ' until a hand delivers it'}.`
      : `The wire will deliver ${segmentName(scene, event.segment)} by itself, in ${span(Math.max(0, event.dueAt - event.at))}.`,
  'listen-overflow': (event) =>
    `The accept queue of ${the(host(event.host))} is full: its kernel threw away ${event.dropped === 1 ? 'a SYN' : `${event.dropped} SYNs`}, and will be asked again.`,
  'nic-overflow': (event) =>
    `${The(host(event.host))}'s NIC overflowed and lost ${event.dropped} ${event.dropped === 1 ? 'segment' : 'segments'} that nobody saw.`,
  'positions-counted': (event) => {
    const said = [
      event.sent === undefined ? '' : `${bytes(event.sent)} sent`,
      event.acked === undefined ? '' : `${bytes(event.acked)} acknowledged`,
      event.received === undefined ? '' : `${bytes(event.received)} received`,
    ].filter((part) => part !== '');
    return `By the kernel's counters: ${said.join(', ') || 'the stream has ended'}.`;
  },
};

export const messages = {
  /** A sentence for each kind of event. */
  events,
  begin: 'Two programs, a real kernel, and you are the wire.',
  beginWatched: 'Two programs, a real kernel, and the wire between them.',
  aggregated: (n: number, last: string) => `${ordinal(n)} too fast to tell, shown at once. Last: ${last}`,
};
export type Messages = typeof messages;
