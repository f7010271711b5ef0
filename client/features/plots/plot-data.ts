import { formatAddress } from '../../../shared/tcp/address.ts';
import type { EventOf, HostId, LabEvent, SegmentId } from '../../../shared/log/events.ts';
import { inReceiveBuffer, inSendBuffer, lengthOf } from '../../../shared/model/buffers.ts';
import type { FlowId, FlowState, LabState } from '../../../shared/model/lab-state.ts';
import { asOne, type Segment } from '../../../shared/tcp/segment.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';
import { findFlow, segmentOnWire } from '../../../shared/model/queries.ts';
import { offsetOf } from '../../../shared/tcp/stream-offset.ts';

/** A flow's positions from one event on, until the next that moves any of them: stream offsets, bytes. */
export interface FlowPoint {
  readonly seq: number;
  readonly at: number;
  /** In the send buffer: written and not acknowledged. In the receive buffer: received and not read. */
  readonly sending: number;
  readonly receiving: number;
  /** The bytes that the receiver permits beyond those it has acknowledged. */
  readonly window: number;
  readonly acked: number;
  readonly rightEdge: number;
}

export interface PlotSegment {
  readonly segment: SegmentId;
  readonly seq: number;
  readonly at: number;
  /** Stream offsets; a SYN and a FIN have the place of one byte. */
  readonly from: number;
  readonly to: number;
  readonly is: 'data' | 'copy' | 'syn' | 'fin' | 'rst';
  readonly dropped: boolean;
  /** More than 1 for a coalesced run. */
  readonly count: number;
}

/** One direction of one connection over a log. */
export interface PlotFlow {
  readonly flow: FlowId;
  readonly from: HostId;
  /** `192.168.127.2:48358 → 192.168.127.1:8080` */
  readonly name: string;
  readonly points: readonly FlowPoint[];
  readonly segments: readonly PlotSegment[];
}

interface Growing extends PlotFlow {
  readonly points: FlowPoint[];
  readonly segments: PlotSegment[];
}

/** Every flow of the log, in the order in which they began. `base` is the state before its first event. */
export function plotFlows(base: LabState, events: readonly LabEvent[]): PlotFlow[] {
  const flows = new Map<FlowId, Growing>();
  const places = new Map<SegmentId, { readonly of: Growing; readonly index: number }>();
  let state = base;
  const plot = (
    { segment, seq, at }: EventOf<'segment-sent' | 'segments-passed'>,
    headers: Segment,
    count: number,
  ): void => {
    const flow = findFlow(state, headers.source, headers.destination);
    const isCopy = segmentOnWire(state, segment)?.copy === true;
    const plotted = flow === null ? null : segmentOf(headers, flow, isCopy);
    if (flow === null || plotted === null) return;
    const of = growing(flows, flow);
    places.set(segment, { of, index: of.segments.length });
    of.segments.push({ ...plotted, segment, seq, at, dropped: false, count });
  };
  for (const event of events) {
    const before = state;
    state = applyEvent(state, event);
    if (state.flows !== before.flows || state.sockets !== before.sockets)
      for (const flow of Object.values(state.flows))
        if (before.flows[flow.flow] !== flow || dependsOnSockets(flow))
          addPoint(growing(flows, flow), flow, state);
    switch (event.type) {
      case 'segment-sent':
        plot(event, event.headers, 1);
        break;
      case 'segments-passed':
        plot(event, asOne(event), event.count);
        break;
      case 'segment-dropped': {
        const place = places.get(event.segment);
        const plotted = place?.of.segments[place.index];
        if (event.cause !== 'obsolete' && place !== undefined && plotted !== undefined)
          place.of.segments[place.index] = { ...plotted, dropped: true };
        break;
      }
      // These are no segments; what they change of a flow is plotted above.
      case 'lab-opened':
      case 'lab-closed':
      case 'notice':
      case 'program-loaded':
      case 'program-edited':
      case 'program-ended':
      case 'program-removed':
      case 'thread-started':
      case 'frame-entered':
      case 'frame-left':
      case 'thread-joins':
      case 'exception-caught':
      case 'thread-at':
      case 'thread-step':
      case 'thread-ended':
      case 'variable-set':
      case 'variable-deleted':
      case 'output':
      case 'call-entered':
      case 'call-blocked':
      case 'call-returned':
      case 'socket-observed':
      case 'socket-gone':
      case 'at-rest':
      case 'segment-delivered':
      case 'segment-duplicated':
      case 'segment-timed':
      case 'wire-set':
      case 'nic-overflow':
      case 'listen-overflow':
      case 'positions-counted':
        break;
      default:
        event satisfies never;
    }
  }
  return [...flows.values()];
}

function growing(flows: Map<FlowId, Growing>, flow: FlowState): Growing {
  let found = flows.get(flow.flow);
  if (found === undefined) {
    const name = `${formatAddress(flow.source)} → ${formatAddress(flow.destination)}`;
    found = { flow: flow.flow, from: flow.from, name, points: [], segments: [] };
    flows.set(flow.flow, found);
  }
  return found;
}

/** The kernel's own count says how much of a send in progress was copied; unread bytes go with their socket. */
const dependsOnSockets = ({ pending, receiverGone }: FlowState): boolean => pending !== null || receiverGone;

function addPoint({ points }: Growing, flow: FlowState, state: LabState): void {
  const { acked, rightEdge, ackSent } = flow;
  const { seq, at } = state;
  const point: FlowPoint = {
    seq,
    at,
    sending: lengthOf(inSendBuffer(state, flow)),
    receiving: lengthOf(inReceiveBuffer(state, flow)),
    window: Math.max(0, rightEdge - ackSent),
    acked,
    rightEdge,
  };
  points.push(point);
}

/** Null for a pure ACK, which takes no place in its own stream. */
function segmentOf(
  headers: Segment,
  flow: FlowState,
  isCopy: boolean,
): Pick<PlotSegment, 'from' | 'to' | 'is'> | null {
  const from = offsetOf(headers.seq, flow.isn, flow.sent);
  const { flags, payloadBytes } = headers;
  if (flags.includes('SYN')) return { from: -1, to: 0, is: 'syn' };
  if (flags.includes('RST')) return { from, to: from + 1, is: 'rst' };
  if (payloadBytes === 0) return flags.includes('FIN') ? { from, to: from + 1, is: 'fin' } : null;
  return { from, to: from + payloadBytes, is: isCopy ? 'copy' : flags.includes('FIN') ? 'fin' : 'data' };
}

/** The last point at or before `x`; null before the first. `of` reads the axis in use. */
export function pointAt<P>(points: readonly P[], x: number, of: (point: P) => number): P | null {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(points[middle]!) <= x) low = middle + 1;
    else high = middle;
  }
  return points[low - 1] ?? null;
}

/** Round values for an axis, at most `most` of them, within the range: bytes are round in powers of two. */
export function ticks(from: number, to: number, most: number, unit: 'bytes' | 'decimal'): number[] {
  const rough = Math.max(1, (to - from) / most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const decimal = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough);
  const step = unit === 'bytes' ? 2 ** Math.ceil(Math.log2(rough)) : (decimal ?? power);
  const found: number[] = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) found.push(tick);
  return found;
}
