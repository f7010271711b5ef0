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
import { findFlow, isRepeat, otherHost } from '../../../shared/model/queries.ts';
import { kindOf, type SegmentKind } from '../../../shared/tcp/segment-kind.ts';
import { lineText, listing } from '../../../shared/programs/listing.ts';
import { sequenceLength, type Segment } from '../../../shared/tcp/segment.ts';
import { offsetOf } from '../../../shared/tcp/stream-offset.ts';
import type { Departure, LogIndex } from '../../playback/projections/log-index.ts';
import { clientNumber, clientOfPort, hasSeveralClients } from './clients.ts';

/** What a sentence about an event may draw on: the states around it, and what earlier events said. */
export interface NarrationContext {
  readonly before: LabState;
  readonly after: LabState;
  readonly index: LogIndex;
  /** Who reads it is who holds the wire: not in a recording, nor where somebody else steps. */
  readonly inHand: boolean;
}

/** Whom a sentence is about: one of the hosts, and which of its clients where there are several. */
export interface Party {
  readonly host: HostId;
  /** From 1; null where there is no need to tell. */
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

/** Who sends a segment, and whom it is for. */
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

/** The text that these bytes, or as many as are known of them, hold; null where they are no text. */
function beginningText(bytes: Bytes): string | null {
  const known = fromHex(bytes.head);
  // Only where more follows may the last character be cut: of bytes that are all there it is torn.
  const most = known.length < bytes.length ? 3 : 0;
  for (let less = 0; less <= most; less += 1) {
    const text = utf8Decode(known.subarray(0, known.length - less));
    if (text === null) continue;
    const shown = text.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
    return /[\u0000-\u001f\u007f]/.test(shown) ? null : shown;
  }
  return null;
}

export function valueText(value: ValueView): string {
  switch (value.is) {
    case 'none':
      return 'None';
    case 'number':
      return String(value.value);
    case 'flag':
      return value.value ? 'True' : 'False';
    case 'text':
      return `'${Array.from(value.text).slice(0, 24).join('')}${value.text.length > 24 ? '…' : ''}'`;
    case 'bytes':
      return value.bytes.length === 0 ? "b''" : `${value.bytes.length} B “${readable(value.bytes)}”`;
    case 'address':
      return formatAddress(value.address);
    case 'socket':
      return `fd ${value.fd}`;
    default:
      return value satisfies never;
  }
}

/** `SYN`, `SYN, ACK`, `PSH, ACK`: the flags as the stage prints them on a chip. */
export function flagsText(headers: Segment): string {
  return headers.flags.join(', ');
}

/** What a segment is for, which decides its sentence. */
export type SegmentPurpose = SegmentKind | 'data-FIN';

export function purposeOf(headers: Segment): SegmentPurpose {
  const kind = kindOf(headers);
  return kind === 'data' && headers.flags.includes('FIN') ? 'data-FIN' : kind;
}

/** How many bytes of the flow that it acknowledges this segment has freed in their sender's buffer. */
export function freedBy(scene: NarrationContext, { source, destination }: Segment): number {
  const after = findFlow(scene.after, destination, source);
  const before = after && scene.before.flows[after.flow];
  return after && before ? Math.max(0, after.acked - before.acked) : 0;
}

/** It carries nothing and repeats a number that is acknowledged already: is the window still 0? */
export function isProbe(scene: NarrationContext, headers: Segment): boolean {
  const { source, destination, seq } = headers;
  if (purposeOf(headers) !== 'ACK') return false;
  const flow = findFlow(scene.after, source, destination);
  return flow !== null && flow.acked > 0 && offsetOf(seq, flow.isn, flow.acked) === flow.acked - 1;
}

/** What has ended a program: the name of the exception that its thread did not catch. */
export function exceptionOf(scene: NarrationContext, program: ProgramId): string {
  const exception =
    Object.values(scene.after.threads).find((thread) => thread.program === program && thread.exception)
      ?.exception ?? null;
  if (exception === null) return 'Exception';
  const { name, errno } = exception;
  return errno === undefined ? name : `${name} (${errno.name})`;
}

/** A reset that answers a segment which no socket was there for (RFC 9293 §3.10.7.1). */
export function isRefusal({ flags, seq }: Segment): boolean {
  return flags.includes('RST') && flags.includes('ACK') && seq === 0;
}

/** What a reset has found where it has come: a connect under way, a connection, or nothing any more. */
export function resetEnds(
  scene: NarrationContext,
  { destination }: Segment,
): 'connect' | 'connection' | 'nothing' {
  const socket = Object.values(scene.before.sockets).findLast(
    ({ local, gone }) => !gone && local !== null && sameAddress(local, destination),
  );
  if (socket === undefined || socket.state === 'CLOSE') return 'nothing';
  return socket.state === 'SYN_SENT' ? 'connect' : 'connection';
}

/** A segment that repeats what was sent before: a SYN too, which carries no bytes. */
export function isCopy(scene: NarrationContext, segment: number): boolean {
  return isRepeat(scene.after, segment);
}

/** How many copies lie beneath the segment that this one lies beneath; 0 where it lies on top. */
export function copiesBeneath(scene: NarrationContext, segment: number): number {
  const chip = scene.after.wire.chips.find(({ held }) => held.some((s) => s.segment === segment));
  return chip === undefined || chip.held[0]?.segment === segment ? 0 : chip.held.length - 1;
}

/** The bytes that a close threw away unread. */
export function unreadAtClose(scene: NarrationContext, socket: SocketId | undefined): number {
  const flow = scene.after.sockets[socket ?? '']?.in ?? '';
  const discarded = scene.after.flows[flow]?.discarded.unread ?? 0;
  return discarded - (scene.before.flows[flow]?.discarded.unread ?? 0);
}

/** What the sender of a reset has left unread on its connection; the close may still be under way. */
export function unreadAtReset(scene: NarrationContext, { source, destination }: Segment): number {
  const flow = findFlow(scene.after, destination, source);
  if (flow === null) return 0;
  if (flow.discarded.unread > 0) return flow.discarded.unread;
  const closing = Object.values(scene.after.calls).some(
    (call) => call.name === 'close' && scene.after.sockets[call.socket ?? '']?.in === flow.flow,
  );
  return closing ? Math.max(0, flow.received - flow.read) : 0;
}

/** An event that changes what a person should look at; the others go with the one before them. */
export function isTelling(event: LabEvent): boolean {
  switch (event.type) {
    case 'thread-at':
    case 'thread-started':
    case 'variable-set':
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
    // Each of these is news.
    case 'lab-opened':
    case 'lab-closed':
    case 'notice':
    case 'program-edited':
    case 'program-ended':
    case 'program-removed':
    case 'frame-entered':
    case 'frame-left':
    case 'thread-joins':
    case 'exception-caught':
    case 'thread-step':
    case 'thread-ended':
    case 'output':
    case 'call-entered':
    case 'call-blocked':
    case 'call-returned':
    case 'socket-gone':
    case 'segment-sent':
    case 'segment-delivered':
    case 'segments-passed':
    case 'segment-duplicated':
    case 'segment-timed':
    case 'wire-set':
    case 'nic-overflow':
    case 'listen-overflow':
      return true;
    default:
      return event satisfies never;
  }
}

/** Whether somebody hands this segment over, as the wire is set. */
export function waitsForHand(scene: NarrationContext, headers: Segment): boolean {
  return isHeld(scene.after.wire.settings.mode, sequenceLength(headers));
}

export type FigureWords = Readonly<Record<WireFigure, (n: number) => string>>;

/** The figures of a direction that are not those of a plain wire, in words. */
export function changedFigures(figures: Direction, words: FigureWords): string[] {
  const names = Object.keys(words) as WireFigure[];
  return names
    .filter((name) => figures[name] !== PLAIN_DIRECTION[name])
    .map((name) => words[name](figures[name]));
}

/** The chance of loss on the way that a segment took. */
export function lossOnTheWay(scene: NarrationContext, from: HostId): number {
  const { toServer, toClient } = scene.after.wire.settings;
  return (from === 'client' ? toServer : toClient).lossPercent;
}
