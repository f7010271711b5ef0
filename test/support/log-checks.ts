import { isDeepStrictEqual } from 'node:util';
import { AdvertisedWindows } from './advertised.ts';
import { firstBytes, fromHex, type Bytes } from '../../shared/bytes.ts';
import type { EventOf, LabEvent, SegmentId, TcpState } from '../../shared/log/events.ts';
import { conservationFaults } from '../../shared/model/conservation.ts';
import { EMPTY_LAB_STATE, type LabState, type SocketState } from '../../shared/model/lab-state.ts';
import { applyEvent } from '../../shared/model/reducer/apply-event.ts';
import { parseSegment } from '../../shared/tcp/segment.ts';
import { headersOf, packetLength } from '../../shared/tcp/raw-headers.ts';
import { Timeline } from '../../shared/log/timeline.ts';
import { disagreements, witnessOf } from '../../shared/model/witness.ts';

type Reducer = (state: LabState, event: LabEvent) => LabState;

/**
 * The faults that the rules find in a whole log, and how much was compared, because a check that compares
 * nothing shows nothing.
 */
export interface LogReport {
  readonly events: number;
  readonly rests: number;
  /** The number of pairs of one model figure and one kernel figure. */
  readonly compared: number;
  /** The number of bytes that recv() returned and that were compared with the bytes given to send(). */
  readonly received: number;
  readonly faults: readonly string[];
}

/** Folds a log event by event, checking conservation at each and the witness at each rest. */
export function checkLog(events: readonly LabEvent[], reduce: Reducer = applyEvent): LogReport {
  const faults: string[] = [];
  let state = EMPTY_LAB_STATE;
  const streams = new Streams();
  const onWire = new OnWire();
  const advertised = new AdvertisedWindows();
  let rests = 0;
  let compared = 0;
  for (const event of events) {
    if (event.seq !== state.seq + 1) faults.push(`event ${event.seq} follows ${state.seq}`);
    const before = state;
    state = reduce(state, event);
    streams.see(event, before);
    onWire.see(event);
    advertised.see(event);
    faults.push(...conservationFaults(state), ...disagreements(state));
    faults.push(
      ...wireFaults(before, state, onWire.kept),
      ...onWire.faults(state),
      ...forgottenCounters(before, state),
    );
    if (event.type === 'segments-passed') faults.push(...runFaults(event));
    if (!state.atRest) continue;
    faults.push(...endsTooEarly(state), ...windowFaults(state));
    faults.push(...advertised.faults(state, conversing(state)));
    rests += 1;
    for (const id of Object.keys(state.sockets)) compared += witnessOf(state, id).length;
  }
  faults.push(...streams.faults());
  return {
    events: events.length,
    rests,
    compared: compared + advertised.compared,
    received: streams.compared,
    faults,
  };
}

/**
 * Checks [WIRE2] and [WIRE4] of SPEC.md. Bytes that lie on a chip get no second one. A copy may be longer
 * than the segment it copies, and its chip then reaches over the next.
 */
function wireFaults(
  before: LabState,
  { seq, atRest, wire, flows }: LabState,
  kept: ReadonlySet<SegmentId>,
): string[] {
  const faults: string[] = [];
  const known = new Set(before.wire.chips.map(({ chip }) => chip));
  for (const chip of wire.chips) {
    if (known.has(chip.chip) || chip.flow === null || chip.span.to <= chip.span.from) continue;
    for (const { chip: other, flow, span } of before.wire.chips)
      if (flow === chip.flow && span.from < chip.span.to && chip.span.from < span.to)
        faults.push(`seq ${seq}: chip ${chip.chip} has bytes that lie on chip ${other}`);
  }
  if (!atRest) return faults;
  for (const chip of wire.chips) {
    const [top] = chip.held;
    if (top === undefined) continue;
    if (chip.held.some(({ dueAt }) => dueAt !== null))
      faults.push(`seq ${seq}: chip ${chip.chip} is to be delivered, and the wire carries nothing`);
    if (wire.settings.mode === 'auto' && top.dueAt === null && !kept.has(top.segment))
      faults.push(`seq ${seq}: chip ${chip.chip} lies on an automatic wire at rest`);
    const flow = flows[chip.flow ?? ''];
    const isNews = chip.seen === 1 && chip.delivered === 0;
    // A pure ACK has no bytes, so that two equal ones are not copies of bytes that somebody waits for.
    const carries = chip.span.to > Math.max(0, chip.span.from);
    if (flow !== undefined && !isNews && carries && flow.fin.at === null && flow.acked >= chip.span.to)
      faults.push(`seq ${seq}: chip ${chip.chip} holds copies of what is acknowledged`);
  }
  return faults;
}

/**
 * Checks that a segment which has left a NIC and has neither arrived nor been dropped lies on exactly one
 * chip.
 */
class OnWire {
  readonly #segments = new Set<SegmentId>();
  /** A hand holds these, whatever the wire's mode. */
  readonly kept = new Set<SegmentId>();

  see(event: LabEvent): void {
    if (event.type === 'wire-set') this.kept.clear();
    else if (event.type === 'segment-timed')
      this.kept[event.dueAt === null ? 'add' : 'delete'](event.segment);
    if (event.type === 'segment-sent' || event.type === 'segment-duplicated')
      this.#segments.add(event.segment);
    else if (event.type === 'segment-delivered' || event.type === 'segment-dropped')
      this.#segments.delete(event.segment);
  }

  faults({ seq, wire }: LabState): string[] {
    const held = wire.chips.flatMap((chip) => chip.held.map(({ segment }) => segment));
    const stray = held.filter((segment) => !this.#segments.has(segment));
    return held.length === this.#segments.size && stray.length === 0
      ? []
      : [`seq ${seq}: on the wire are ${[...this.#segments].join()}, the chips hold ${held.join()}`];
  }
}

/** Checks that a run's own figures are those of its segments one by one. */
function runFaults(run: EventOf<'segments-passed'>): string[] {
  const { seq, raw, count, first, last, payloadBytes, rawBytes } = run;
  const packets = headersOf(fromHex(raw));
  const segments = packets.map(parseSegment);
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  const rules: [string, boolean][] = [
    [`${count} segments`, segments.length === count],
    [`${payloadBytes} bytes`, sum(segments.map((one) => one?.payloadBytes ?? 0)) === payloadBytes],
    [`${rawBytes} bytes of packets`, sum(packets.map(packetLength)) === rawBytes],
    ['the first', isDeepStrictEqual(segments[0], first)],
    ['the last', isDeepStrictEqual(segments.at(-1), last)],
  ];
  return rules.filter(([, holds]) => !holds).map(([what]) => `seq ${seq}: its headers do not say ${what}`);
}

/** In these states a connection's kernel sends and receives. */
const CONVERSES = new Set<TcpState>([
  'ESTABLISHED',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'CLOSE_WAIT',
  'CLOSING',
  'LAST_ACK',
]);

function conversing({ sockets, lab }: LabState): SocketState[] {
  if (lab?.capture === 'counters') return [];
  return Object.values(sockets).filter(
    ({ gone, state, kernel }) => !gone && CONVERSES.has(state) && kernel.timer?.kind !== 'time-wait',
  );
}

/** A connection that the kernel still keeps cannot have been reset, nor given up by its own end. */
function endsTooEarly(state: LabState): string[] {
  return conversing(state).flatMap(({ socket, out, in: into, state: is }) => {
    const ended = state.flows[out ?? '']?.reset === true || state.flows[into ?? '']?.receiverGone === true;
    return ended ? [`seq ${state.seq}: socket ${socket} is ${is}, the model has ended it`] : [];
  });
}

/**
 * No kernel believes that it may send more than its peer has granted. A grant may have been lost on the way.
 */
function windowFaults(state: LabState): string[] {
  return conversing(state).flatMap(({ socket, out, kernel }) => {
    const flow = state.flows[out ?? ''];
    if (flow === undefined || kernel.sndWnd === undefined) return [];
    const granted = flow.rightEdge - flow.acked - (flow.fin.acked ? 1 : 0);
    return kernel.sndWnd <= granted
      ? []
      : [`seq ${state.seq}: socket ${socket} may send ${kernel.sndWnd}, the model has granted ${granted}`];
  });
}

/** A counter that was read once must have a value from then on. */
function forgottenCounters(before: LabState, state: LabState): string[] {
  if (before.sockets === state.sockets) return [];
  return Object.values(state.sockets).flatMap(({ socket, kernel }) => {
    const known = before.sockets[socket]?.kernel ?? {};
    const lost = Object.keys(known).filter((field) => !(field in kernel));
    return lost.length === 0 ? [] : [`seq ${state.seq}: socket ${socket} has forgotten ${lost.join()}`];
  });
}

interface Stream {
  /** The bytes that send() took, in order. The log has only the ends of long ones. */
  readonly written: { readonly at: number; readonly bytes: Bytes }[];
  readonly read: { readonly at: number; readonly bytes: Bytes }[];
  writtenBytes: number;
  readBytes: number;
}

/** Checks that the bytes read from a stream are those written to it, as far as the log has both. */
class Streams {
  readonly #streams = new Map<string, Stream>();
  compared = 0;

  see(event: LabEvent, before: LabState): void {
    if (event.type !== 'call-returned' || !event.result.ok) return;
    const call = before.calls[event.call];
    const socket = before.sockets[call?.socket ?? ''];
    const { value, bytes } = event.result;
    if (call?.name === 'send' && call.bytes !== undefined) {
      const stream = this.#stream(socket?.out);
      stream.written.push({ at: stream.writtenBytes, bytes: firstBytes(call.bytes, value) });
      stream.writtenBytes += value;
    } else if (call?.name === 'recv' && bytes !== undefined && call.flags?.includes('MSG_PEEK') !== true) {
      const stream = this.#stream(socket?.in);
      stream.read.push({ at: stream.readBytes, bytes });
      stream.readBytes += value;
    }
  }

  faults(): string[] {
    return [...this.#streams].flatMap(([flow, { written, read, writtenBytes, readBytes }]) => {
      const content = new Map<number, number>();
      for (const { at, bytes } of written) for (const [i, byte] of known(bytes)) content.set(at + i, byte);
      const wrong = read.flatMap(({ at, bytes }) =>
        known(bytes).flatMap(([i, byte]) => {
          const sent = content.get(at + i);
          if (sent === undefined) return [];
          this.compared += 1;
          return sent === byte ? [] : [`${flow}: byte ${at + i} was written as ${sent}, read as ${byte}`];
        }),
      );
      const more = readBytes > writtenBytes ? [`${flow}: ${readBytes} read of ${writtenBytes} written`] : [];
      return [...more, ...wrong.slice(0, 3)];
    });
  }

  #stream(flow: string | null | undefined): Stream {
    const id = flow ?? 'no flow';
    const stream = this.#streams.get(id) ?? { written: [], read: [], writtenBytes: 0, readBytes: 0 };
    this.#streams.set(id, stream);
    return stream;
  }
}

/** Returns the bytes of a value that the log has, with their offsets in it. */
function known(bytes: Bytes): [number, number][] {
  const head = [...fromHex(bytes.head)].map((byte, i): [number, number] => [i, byte]);
  const tail = [...fromHex(bytes.tail ?? '')];
  return [...head, ...tail.map((byte, i): [number, number] => [bytes.length - tail.length + i, byte])];
}

export function timelineOf(events: readonly LabEvent[]): Timeline {
  const timeline = new Timeline();
  timeline.append(events);
  return timeline;
}
