import { flagsText } from '../../../shared/tcp/segment-kind.ts';
import { stateName } from '../../../shared/log/state-name.ts';
import type { EventOf, HostId, LabEvent, LabEventType, TcpState } from '../../../shared/log/events.ts';
import { changedLines, lineText, listing } from '../../../shared/programs/listing.ts';
import { type Address, formatAddress } from '../../../shared/tcp/address.ts';
import type { SocketState } from '../../../shared/model/lab-state.ts';
import { isHeldByCall } from '../../../shared/model/queries.ts';
import { isBetween, sequenceLength, type Segment } from '../../../shared/tcp/segment.ts';
import {
  callOf,
  changedFigures,
  copiesBeneath,
  exceptionOf,
  freedBy,
  isCopy,
  isRefusal,
  lossOnTheWay,
  type NarrationContext,
  partiesOf,
  type Party,
  partyOfCall,
  partyOfProgram,
  partyOfSocket,
  partyOfThread,
  purposeOf,
  readable,
  resetEnds,
  sourceLine,
  unreadAtClose,
  unreadAtReset,
  valueText,
  waitsForHand,
} from '../../stage/model/event-facts.ts';
import type { Messages } from './messages.en.ts';
import { arrivalOf, isRefused, repeatedAfterLoss, sentPurpose, waitOf } from './segment-facts.ts';
import type { Contents, Hold, NamedSegment, StreamEnd } from './sentence-values.ts';

/** A language's words for sentences about events. */
export interface NarrationWords {
  readonly narration: Messages['events'];
  readonly tcpStates: Readonly<Record<TcpState, string>>;
}

type Sentences = {
  readonly [T in LabEventType]: (event: EventOf<T>, scene: NarrationContext, words: NarrationWords) => string;
};

/** The sentence for one event, with its light marks: `code` and *emphasis*. */
export function sentenceOf(event: LabEvent, scene: NarrationContext, words: NarrationWords): string {
  // Each event's type picks the function for that very type; the compiler cannot follow the pair.
  const sentence = SENTENCES[event.type] as (e: LabEvent, s: NarrationContext, w: NarrationWords) => string;
  return sentence(event, scene, words);
}

/** The characters of a value that a sentence quotes: an exception with its errno and its words. */
const MOST_CHARACTERS = 60;

const SENTENCES: Sentences = {
  'lab-opened': ({ grade, hosts }, { inHand }, { narration }) =>
    grade === 'two-hosts'
      ? narration.twoHostsOpened(
          hosts.map(({ host, addresses }) => addresses[0] ?? host),
          inHand,
        )
      : narration.oneHostOpened,
  'lab-closed': ({ code }, _, { narration }) => noticeOf(code, narration) ?? narration.labClosed(code),
  notice: ({ code, detail }, _, { narration }) =>
    code === 'setting-refused'
      ? narration.settingRefused(detail ?? '?')
      : (noticeOf(code, narration) ?? narration.notice(detail ?? code)),
  'program-loaded': ({ run, program, tree }, scene, { narration }) =>
    run > 1
      ? narration.runBegins(run)
      : narration.programLoaded(partyOfProgram(scene, program), listing(tree).length),
  'program-edited': ({ program, tree }, scene, { narration }) => {
    const [changed] = changedLines(tree, scene.before.programs[program]?.tree ?? tree);
    const line = changed === undefined ? null : { line: changed.line, source: lineText(changed) };
    return narration.programEdited(partyOfProgram(scene, program), line);
  },
  'program-ended': ({ program, cause }, scene, { narration }) =>
    narration.programEnded[cause](partyOfProgram(scene, program), exceptionOf(scene, program)),
  'program-removed': ({ program }, scene, { narration }) =>
    narration.programRemoved(partyOfProgram(scene, program)),
  'thread-started': ({ program, name, by }, scene, { narration }) =>
    narration.threadStarted(partyOfProgram(scene, program), name, by !== undefined),
  'frame-entered': (event, scene, { narration }) =>
    narration.functionEntered(partyOfThread(scene, event.thread), event.function),
  'frame-left': ({ thread }, scene, { narration }) => narration.functionLeft(partyOfThread(scene, thread)),
  'thread-joins': ({ thread, other }, scene, { narration }) =>
    narration.threadJoins(partyOfThread(scene, thread), scene.index.threads.get(other)?.name ?? other),
  'exception-caught': ({ thread, line, exception }, scene, { narration }) =>
    narration.exceptionCaught(partyOfThread(scene, thread), line, exception.name, exception.message),
  'thread-at': ({ thread, line }, scene, { narration }) =>
    narration.threadAt(partyOfThread(scene, thread), line, lineOfThread(scene, thread, line)),
  'thread-step': ({ thread, line }, scene, { narration }) =>
    narration.lineBegins(partyOfThread(scene, thread), line, lineOfThread(scene, thread, line)),
  'thread-ended': ({ thread, line, exception, cutOff }, scene, { narration }) => {
    const who = partyOfThread(scene, thread);
    if (exception) return narration.exceptionRaised(who, line, exception.name, exception.message);
    const { name = 'main' } = scene.index.threads.get(thread) ?? {};
    return narration[cutOff === true ? 'threadCutOff' : 'threadEnded'](who, name === 'main' ? null : name);
  },
  'variable-set': ({ program, name, value }, scene, { narration }) =>
    narration.variableSet(partyOfProgram(scene, program), name, valueText(value, MOST_CHARACTERS)),
  'variable-deleted': ({ program, name }, scene, { narration }) =>
    narration.variableDeleted(partyOfProgram(scene, program), name),
  output: ({ program, text }, scene, { narration }) =>
    narration.output(partyOfProgram(scene, program), text.trimEnd().slice(0, 80)),
  'call-entered': callEntered,
  'call-blocked': callBlocked,
  'call-returned': callReturned,
  'socket-observed': ({ host, socket, changed }, scene, { narration, tcpStates }) => {
    // A socket that was only made stands in the state as CLOSE; the kernel lists it once it has an address.
    const known = scene.before.sockets[socket];
    const before = known?.kernel.state ?? null;
    const { state } = changed;
    const who = partyOfSocket(scene, host, socket);
    if (state === undefined || state === before)
      return narration.countersRead(hostItself(host), Object.keys(changed).length);
    if (state === 'CLOSE')
      return before === null ? narration.listed(who) : narration.connectionOver(who, before);
    return narration.stateChanged(who, before && stateName(before), stateName(state), tcpStates[state]);
  },
  'socket-gone': ({ host, socket }, scene, { narration }) =>
    narration.socketGone(partyOfSocket(scene, host, socket)),
  'at-rest': (_, _scene, { narration }) => narration.atRest,
  'segment-sent': segmentSent,
  'segments-passed': (event, scene, { narration }) => {
    const { sender, receiver } = partiesOf(scene, { from: event.from, headers: event.last });
    return event.payloadBytes > 0
      ? narration.dataPassed(sender, receiver, event.count, event.payloadBytes)
      : narration.acksPassed(receiver, event.count);
  },
  'segment-delivered': segmentDelivered,
  'segment-dropped': (event, scene, { narration }) => {
    const { segment, cause } = event;
    const departure = scene.index.segments.get(segment);
    const percent = departure ? lossOnTheWay(scene, departure.from) : 0;
    const repeated = departure ? repeatedAfterLoss(scene, event, departure.headers) : 'never';
    return narration.dropped[cause](nameOf(scene, segment), { inHand: scene.inHand, percent, repeated });
  },
  'segment-duplicated': (event, scene, { narration }) => narration.duplicated(nameOf(scene, event.of)),
  'segment-timed': ({ segment, dueAt, at }, scene, { narration }) =>
    dueAt === null
      ? narration.keptOnWire(nameOf(scene, segment), scene.inHand)
      : narration.deliveredIn(nameOf(scene, segment), Math.max(0, dueAt - at)),
  'wire-set': ({ settings }, { inHand }, { narration }) => {
    const { mode, toServer, toClient } = settings;
    const figures = {
      toServer: changedFigures(toServer, narration.figures),
      toClient: changedFigures(toClient, narration.figures),
    };
    return (inHand ? narration.wireInHand : narration.wireWatched)[mode] + narration.figuresOf(figures);
  },
  'listen-overflow': ({ host, dropped }, _, { narration }) =>
    narration.acceptQueueFull(hostItself(host), dropped),
  'nic-overflow': ({ host, dropped }, _, { narration }) => narration.nicOverflowed(hostItself(host), dropped),
  'positions-counted': ({ sent, acked, received }, _, { narration }) => {
    const counted = narration.counted;
    const parts = [
      sent === undefined ? null : counted.sent(sent),
      acked === undefined ? null : counted.acked(acked),
      received === undefined ? null : counted.received(received),
    ];
    return narration.positionsCounted(parts.filter((part) => part !== null));
  },
};

function callEntered(
  event: EventOf<'call-entered'>,
  scene: NarrationContext,
  { narration }: NarrationWords,
): string {
  return narration.entered[wordOf(event.name, event.waitMicros)]({
    who: partyOfThread(scene, event.thread),
    fd: known(event.fd),
    address: addressText(event.address),
    value: askedOf(event),
    option: event.option ?? null,
    flags: event.flags?.join(' ') ?? null,
    bytes: event.bytes?.length ?? event.max ?? 0,
    text: event.bytes ? readable(event.bytes) : null,
    atExit: event.atExit === true,
    unnamed: event.unnamed === true,
    blocking: event.value === 1,
    sendall: event.sendall === true,
    seconds: secondsOf(event),
    within: event.within ?? null,
    files: event.files ?? [],
  });
}

/** The value that a call asks for; that of an option may be a struct, of which the bytes are told. */
function askedOf({ option, bytes, value }: Partial<EventOf<'call-entered'>>): string {
  return option !== undefined && bytes ? `0x${bytes.head}` : known(value);
}

function callBlocked(
  event: EventOf<'call-blocked'>,
  scene: NarrationContext,
  { narration }: NarrationWords,
): string {
  const who = partyOfCall(scene, event.call);
  const call = callOf(scene, event.call);
  const name = call?.sendall === true ? 'sendall' : call?.name;
  switch (name) {
    case 'accept':
    case 'connect':
    case 'recv':
    case 'send':
    case 'sendall':
    case 'sleep':
    case 'input':
      return narration.blocked[name](who);
    case 'poll':
      return narration.polls(who, call?.within ?? 'recv');
    case 'select':
      return narration.selects(who, call?.files ?? [], secondsOf(call));
    default:
      return narration.blockedElsewhere(who, event.kernelCall);
  }
}

function callReturned(
  event: EventOf<'call-returned'>,
  scene: NarrationContext,
  { narration }: NarrationWords,
): string {
  const who = partyOfCall(scene, event.call);
  const call = callOf(scene, event.call);
  const { result } = event;
  if (event.cutOff === true) return narration.cutOff(who, call?.name ?? null);
  if (!result.ok)
    return narration[result.exception === undefined ? 'goesOn' : 'failed'](who, call?.name ?? null, result);
  if (call?.name === 'close') return closed(event, scene, narration);
  return narration.returned[wordOf(call?.name ?? 'unknown', call?.waitMicros)]({
    who,
    call: call?.name ?? null,
    fd: known(result.fd),
    address: addressText(call?.name === 'bind' ? call.address : result.address),
    option: call?.option ?? null,
    value: result.value,
    struct: call?.name === 'getsockopt' && result.bytes ? `0x${result.bytes.head}` : null,
    asked: askedOf(call ?? {}),
    text: result.bytes ? readable(result.bytes) : null,
    sendall: call?.sendall === true,
    left: Math.max(0, (call?.bytes?.length ?? 0) - result.value),
    blocking: call?.value === 1,
    peeked: call?.flags?.includes('MSG_PEEK') === true,
    into: call?.into === true,
    seconds: secondsOf(call),
    within: call?.within ?? null,
    files: result.files ?? [],
    end: call?.name === 'recv' && result.value === 0 ? streamEnd(scene, call) : null,
  });
}

/**
 * A reset that is not one of the close() entered at `closing`, or both FINs, have ended the connection, or its kernel
 * says so: it tells the peer nothing more.
 */
function isOver(
  { before: { flows }, index }: NarrationContext,
  socket: SocketState | undefined,
  closing: number,
): boolean {
  const out = flows[socket?.out ?? ''];
  if (out === undefined) return false;
  if (out.fin.acked && flows[socket?.in ?? '']?.fin.received === true) return true;
  if (out.synAcked && socket?.kernel.state === 'CLOSE') return true;
  // The reset that a close() itself sends may have left before the call returned. One that refused an earlier SYN
  // from the same port belongs to no connection.
  const isOwn = [...index.segments.values()].some(
    ({ seq, headers }) =>
      seq > closing &&
      headers.flags.includes('RST') &&
      !isRefusal(headers) &&
      isBetween(headers, out.source, out.destination),
  );
  return out.reset && !isOwn;
}

/** Why a recv() found nothing to return, and did not wait. */
function streamEnd(
  scene: NarrationContext,
  { socket, max, thread = '', line = 0 }: Partial<EventOf<'call-entered'>>,
): StreamEnd {
  if (max === 0) return 'asked-none';
  const incoming = scene.before.flows[scene.before.sockets[socket ?? '']?.in ?? ''];
  if (incoming?.fin.received !== true) return 'no-more';
  const last = scene.before.programs[scene.before.threads[thread]?.program ?? '']?.results[line];
  const hasRead = last?.is === 'call' && last.name === 'recv' && last.result.ok;
  return hasRead && last.result.value === 0 ? 'by-peer-again' : 'by-peer';
}

function closed(
  event: EventOf<'call-returned'>,
  scene: NarrationContext,
  narration: Messages['events'],
): string {
  const who = partyOfCall(scene, event.call);
  const { socket, seq: closing = 0 } = callOf(scene, event.call) ?? {};
  const known = scene.before.sockets[socket ?? ''];
  if (isHeldByCall(scene.after, socket ?? '')) {
    const isShut = (scene.before.flows[known?.out ?? '']?.fin.at ?? null) !== null;
    return narration.closed[isShut ? 'inCallAndShut' : 'inCall'](who);
  }
  if (isOver(scene, known, closing)) return narration.closed.unconnected(who);
  const unread = unreadAtClose(scene, socket);
  if (unread > 0) return narration.closed.unread(who, unread);
  if (known?.state === 'LISTEN') return narration.closed.listener(who);
  if (known?.lingers === true && scene.after.flows[known.out ?? '']?.reset === true)
    return narration.closed.lingers(who);
  // The state was read before the handshake may have ended.
  const out = scene.after.flows[known?.out ?? ''];
  return narration.closed[out?.synAcked === true && !out.reset ? 'connected' : 'unconnected'](who);
}

function segmentSent(
  event: EventOf<'segment-sent'>,
  scene: NarrationContext,
  { narration }: NarrationWords,
): string {
  const { headers, segment } = event;
  const { sender } = partiesOf(scene, event);
  const hold = holdOf(scene, headers);
  const copies = copiesBeneath(scene, segment);
  const wait = waitOf(scene, event);
  // Equal ACKs or resets may lie on one another: each is a new one to its kernel.
  if (copies > 0 && sequenceLength(headers) > 0)
    return purposeOf(headers) === 'SYN'
      ? narration.synCopies(sender, copies, hold, wait)
      : narration.copies(sender, contentsOf(headers), copies, wait);
  const sentence = isCopy(scene, segment)
    ? narration.sentAgain(sender, contentsOf(headers), wait)
    : narration.sent[sentPurpose(scene, event.from, headers)](sender, {
        bytes: headers.payloadBytes,
        unread: unreadAtReset(scene, headers),
      });
  return sentence + narration.held[hold];
}

function segmentDelivered(
  event: EventOf<'segment-delivered'>,
  scene: NarrationContext,
  { narration }: NarrationWords,
): string {
  const departure = scene.index.segments.get(event.segment);
  if (departure === undefined) return narration.deliveredUnseen;
  const { headers } = departure;
  const { receiver } = partiesOf(scene, departure);
  const purpose = purposeOf(headers);
  if (purpose === 'RST') return narration.resetDelivered[resetEnds(scene, headers)](receiver);
  if (isRefused(scene, headers)) return narration.dataRefused(receiver, headers.payloadBytes);
  return narration.delivered[purpose](receiver, {
    bytes: headers.payloadBytes,
    freed: purpose === 'ACK' ? freedBy(scene, headers) : 0,
    arrival: arrivalOf(scene, headers),
  });
}

/** The notices that have a sentence of their own; another code may come from a newer server. */
function noticeOf(code: string, { notices }: Messages['events']): string | undefined {
  return Object.hasOwn(notices, code) ? notices[code as keyof typeof notices] : undefined;
}

function hostItself(host: HostId): Party {
  return { host, client: null };
}

function lineOfThread(scene: NarrationContext, thread: string, line: number): string {
  return sourceLine(scene, scene.index.threads.get(thread)?.program, line);
}

/** Without a time, settimeout() is told as the setblocking() that it amounts to. */
function wordOf<Name extends string>(name: Name, waitMicros: number | undefined): Name | 'setblocking' {
  return name === 'settimeout' && waitMicros === undefined ? 'setblocking' : name;
}

function secondsOf(call: Partial<EventOf<'call-entered'>> | undefined): number | null {
  return call?.waitMicros === undefined ? null : call.waitMicros / 1_000_000;
}

function known(value: number | undefined): string {
  return value === undefined ? '?' : String(value);
}

function addressText(address: Address | undefined): string {
  return address ? formatAddress(address) : '?';
}

function holdOf(scene: NarrationContext, headers: Segment): Hold {
  if (!waitsForHand(scene, headers)) return 'none';
  return scene.inHand ? 'yours' : 'watched';
}

function contentsOf(headers: Segment): Contents {
  return { bytes: headers.payloadBytes, flags: flagsText(headers) };
}

function nameOf(scene: NarrationContext, segment: number): NamedSegment {
  const departure = scene.index.segments.get(segment);
  return departure === undefined
    ? null
    : { ...contentsOf(departure.headers), sender: partiesOf(scene, departure).sender };
}
