import {
  isHeld,
  PLAIN_DIRECTION,
  type Direction,
  type WireFigure,
} from '../../../shared/log/wire-settings.ts';
import { byteAt, type Bytes, fromHex, utf8Decode } from '../../../shared/bytes.ts';
import type {
  CallId,
  HostId,
  LabEvent,
  ProgramId,
  SocketId,
  ThreadId,
  ValueView,
} from '../../../shared/log/events.ts';
import { type Address, formatAddress, sameAddress } from '../../../shared/tcp/address.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import { findFlow, isHeldByCall, isRepeat, otherHost } from '../../../shared/model/queries.ts';
import { kindOf, type SegmentKind } from '../../../shared/tcp/segment-kind.ts';
import { lineText, listing } from '../../../shared/programs/listing.ts';
import { sequenceLength, type Segment } from '../../../shared/tcp/segment.ts';
import type { Departure, LogIndex } from '../../playback/projections/log-index.ts';
import { clientNumber, clientOfPort, hasSeveralClients } from './clients.ts';

/** The facts that a sentence about an event may use: the states around it and an index of earlier events. */
export interface NarrationContext {
  readonly before: LabState;
  readonly after: LabState;
  readonly index: LogIndex;
  /** The reader operates the lab: false in a recording, and for a viewer. */
  readonly inHand: boolean;
}

/** The subject of a sentence: a host and, if there are several clients, one of them. */
export interface Party {
  readonly host: HostId;
  /** Counted from 1; null if there is only one client. */
  readonly client: number | null;
}

export function partyOfProgram(scene: NarrationContext, program: ProgramId | null | undefined): Party {
  const host = scene.index.programs.get(program ?? '') ?? 'client';
  const isOneOfMany = typeof program === 'string' && host === 'client' && hasSeveralClients(scene.after);
  return { host, client: isOneOfMany ? clientNumber(program) : null };
}

export function partyOfThread(scene: NarrationContext, thread: ThreadId): Party {
  return partyOfProgram(scene, scene.index.threads.get(thread)?.program);
}

export function partyOfCall(scene: NarrationContext, call: CallId): Party {
  return partyOfThread(scene, callOf(scene, call)?.thread ?? '');
}

export function partyOfSocket(scene: NarrationContext, host: HostId, socket: SocketId): Party {
  const owner = scene.after.sockets[socket]?.owner ?? scene.before.sockets[socket]?.owner;
  return host === 'client' ? partyOfProgram(scene, owner) : { host, client: null };
}

/** The sender and the receiver of a segment. */
export function partiesOf(
  scene: NarrationContext,
  { from, headers }: Departure,
): { sender: Party; receiver: Party } {
  const at = (host: HostId, { port }: Address): Party => ({
    host,
    client: host === 'client' ? clientOfPort(scene.after, port) : null,
  });
  return { sender: at(from, headers.source), receiver: at(otherHost(from), headers.destination) };
}

/** A line as the listing prints it, `s.send('nihaoma'.encode())`. */
export function sourceLine(scene: NarrationContext, program: ProgramId | undefined, line: number): string {
  const tree = scene.after.programs[program ?? '']?.tree ?? scene.before.programs[program ?? '']?.tree;
  const found = tree && listing(tree)[line - 1];
  return found ? lineText(found) : '';
}

export function callOf(scene: NarrationContext, call: CallId) {
  return scene.index.calls.get(call);
}

/** Bytes as a person reads them: text where they are UTF-8, else hex; cut at about `max` characters. */
export function readable(bytes: Bytes, max = 24): string {
  const text = beginningText(bytes);
  if (text !== null) {
    const characters = Array.from(text);
    const cut = characters.length > max || bytes.head.length / 2 < bytes.length;
    return cut ? `${characters.slice(0, max).join('')}…` : text;
  }
  const shown = Math.min(bytes.length, 8);
  const hex = Array.from({ length: shown }, (_, i) => (byteAt(bytes, i) ?? 0).toString(16).padStart(2, '0'));
  return hex.join(' ') + (bytes.length > shown ? ' …' : '');
}

/** The text of these bytes, or of those that are known; null if they are not UTF-8 text. */
function beginningText(bytes: Bytes): string | null {
  const known = fromHex(bytes.head);
  // The last character may be incomplete only if not all of the bytes are known.
  const most = known.length < bytes.length ? 3 : 0;
  for (let less = 0; less <= most; less += 1) {
    const text = utf8Decode(known.subarray(0, known.length - less));
    if (text === null) continue;
    const shown = text.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
    return /[\u0000-\u001f\u007f]/.test(shown) ? null : shown;
  }
  return null;
}

export function valueText(value: ValueView, most = 24): string {
  switch (value.is) {
    case 'none':
      return 'None';
    case 'number':
      return String(value.value);
    case 'flag':
      return value.value ? 'True' : 'False';
    case 'text':
      return `'${Array.from(value.text).slice(0, most).join('')}${value.text.length > most ? '…' : ''}'`;
    case 'bytes':
      return value.bytes.length === 0 ? "b''" : `${value.bytes.length} B “${readable(value.bytes)}”`;
    case 'address':
      return formatAddress(value.address);
    case 'socket':
      return `fd ${value.fd}`;
    case 'other':
      return value.repr.length > most ? `${value.repr.slice(0, most)}…` : value.repr;
    default:
      return value satisfies never;
  }
}

/** The purpose of a segment, which decides its sentence. */
export type SegmentPurpose = SegmentKind | 'data-FIN';

export function purposeOf(headers: Segment): SegmentPurpose {
  const kind = kindOf(headers);
  return kind === 'data' && headers.flags.includes('FIN') ? 'data-FIN' : kind;
}

/** The number of bytes that this acknowledgement has freed in the send buffer of its receiver. */
export function freedBy(scene: NarrationContext, { source, destination }: Segment): number {
  const after = findFlow(scene.after, destination, source);
  const before = after && scene.before.flows[after.flow];
  return after && before ? Math.max(0, after.acked - before.acked) : 0;
}

/** The name of the exception that has ended a program. */
export function exceptionOf(scene: NarrationContext, program: ProgramId): string {
  const exception =
    Object.values(scene.after.threads).find((thread) => thread.program === program && thread.exception)
      ?.exception ?? null;
  if (exception === null) return 'Exception';
  const { name, errno } = exception;
  return errno === undefined ? name : `${name} (${errno.name})`;
}

/** A reset in answer to a segment for which there is no socket (RFC 9293 §3.10.7.1). */
export function isRefusal({ flags, seq }: Segment): boolean {
  return flags.includes('RST') && flags.includes('ACK') && seq === 0;
}

/** The thing that a delivered reset ends: a connect in progress, a connection, one that nobody has, or nothing. */
export function resetEnds(
  scene: NarrationContext,
  { source, destination }: Segment,
): 'connect' | 'connection' | 'closed' | 'ignored' | 'nothing' {
  const socket = Object.values(scene.before.sockets).findLast(
    ({ local, remote, gone }) =>
      !gone &&
      local !== null &&
      remote !== null &&
      sameAddress(local, destination) &&
      sameAddress(remote, source),
  );
  if (socket === undefined || socket.state === 'CLOSE') return 'nothing';
  if (scene.after.flows[socket.out ?? '']?.reset === false) return 'ignored';
  // The state was read before a handshake may have ended.
  const isOpen = scene.before.flows[socket.out ?? '']?.synAcked ?? socket.state !== 'SYN_SENT';
  if (!isOpen) return 'connect';
  const isLeft = socket.closed && !isHeldByCall(scene.before, socket.socket);
  return isLeft ? 'closed' : 'connection';
}

/** The segment repeats sequence numbers that were sent before. A SYN, which carries no bytes, counts too. */
export function isCopy(scene: NarrationContext, segment: number): boolean {
  return isRepeat(scene.after, segment) || scene.index.copies.has(segment);
}

/** The number of copies on the chip under whose top this segment lies; 0 if it is the top itself. */
export function copiesBeneath(scene: NarrationContext, segment: number): number {
  const chip = scene.after.wire.chips.find(({ held }) => held.some((s) => s.segment === segment));
  return chip === undefined || chip.held[0]?.segment === segment ? 0 : chip.held.length - 1;
}

/** The number of unread bytes that a close() discarded. */
export function unreadAtClose(scene: NarrationContext, socket: SocketId | undefined): number {
  const flow = scene.after.sockets[socket ?? '']?.in ?? '';
  const discarded = scene.after.flows[flow]?.discarded.unread ?? 0;
  return discarded - (scene.before.flows[flow]?.discarded.unread ?? 0);
}

/** The number of bytes that the sender of a reset has left unread. Its close() may still be in progress. */
export function unreadAtReset(scene: NarrationContext, { source, destination }: Segment): number {
  const flow = findFlow(scene.after, destination, source);
  if (flow === null) return 0;
  if (flow.discarded.unread > 0) return flow.discarded.unread;
  const closing = Object.values(scene.after.calls).some(
    (call) => call.name === 'close' && scene.after.sockets[call.socket ?? '']?.in === flow.flow,
  );
  return closing ? Math.max(0, flow.received - flow.read) : 0;
}

/** These always tell something. A new kind of event does not compile until it is said to be one of them, or when it tells. */
type Telling =
  | 'lab-opened'
  | 'lab-closed'
  | 'notice'
  | 'program-edited'
  | 'program-ended'
  | 'program-removed'
  | 'frame-entered'
  | 'frame-left'
  | 'thread-joins'
  | 'exception-caught'
  | 'thread-step'
  | 'thread-ended'
  | 'output'
  | 'call-entered'
  | 'call-blocked'
  | 'call-returned'
  | 'socket-gone'
  | 'segment-sent'
  | 'segment-delivered'
  | 'segments-passed'
  | 'segment-duplicated'
  | 'segment-timed'
  | 'wire-set'
  | 'nic-overflow'
  | 'listen-overflow';

/** The event is news by itself; any other is told with the event before it. */
export function isTelling(event: LabEvent): boolean {
  switch (event.type) {
    case 'thread-at':
    case 'thread-started':
    case 'variable-set':
    case 'variable-deleted':
    case 'positions-counted':
    case 'at-rest':
      return false;
    case 'program-loaded':
      // The first run begins with the lab; a later one is news.
      return event.run > 1;
    case 'segment-dropped':
      return event.cause !== 'obsolete';
    case 'socket-observed':
      return event.changed.state !== undefined && event.changed.state !== 'CLOSE';
    default:
      event.type satisfies Telling;
      return true;
  }
}

/** True if the wire's mode holds this segment until the learner delivers it. */
export function waitsForHand(scene: NarrationContext, headers: Segment): boolean {
  return isHeld(scene.after.wire.settings.mode, sequenceLength(headers));
}

export type FigureWords = Readonly<Record<WireFigure, (n: number) => string>>;

/** The settings of a direction that differ from those of a plain wire, in words. */
export function changedFigures(figures: Direction, words: FigureWords): string[] {
  const names = Object.keys(words) as WireFigure[];
  return names
    .filter((name) => figures[name] !== PLAIN_DIRECTION[name])
    .map((name) => words[name](figures[name]));
}

/** The chance of loss, in percent, in the direction of a segment. */
export function lossOnTheWay(scene: NarrationContext, from: HostId): number {
  const { toServer, toClient } = scene.after.wire.settings;
  return (from === 'client' ? toServer : toClient).lossPercent;
}
