import { advertisedWindow } from '../../tcp/advertised-window.ts';
import { formatAddress } from '../../tcp/address.ts';
import type { EventOf, HostId } from '../../log/events.ts';
import type { ByteRange, FlowState, HostState, LabState, SegmentState } from '../lab-state.ts';
import { sequenceLength, type Segment } from '../../tcp/segment.ts';
import { offsetOf } from '../../tcp/stream-offset.ts';
import { findFlow, isHeldByCall, otherHost, refusesData } from '../queries.ts';
import { newFlow, receive, receiveFin, receiverGone, senderGone, withFlow } from './flows.ts';
import { forgetOldTries } from './forgetting.ts';
import { linkFlow } from './sockets.ts';
import { foldChip, leaveChip, pruneForgotten } from './wire.ts';

export function applySegmentSent(before: LabState, event: EventOf<'segment-sent'>): LabState {
  const { headers, from } = event;
  let state = countNic(before, from, 'sent');
  state = openFlow(state, from, headers);
  const flow = findFlow(state, headers.source, headers.destination);
  const placed = flow === null ? null : place(flow, headers);
  if (flow !== null && placed !== null) {
    const { payload, span } = placed;
    const fin = headers.flags.includes('FIN');
    state = withFlow(state, flow.flow, (f) => ({
      ...f,
      // A segment without payload may lie beyond the end of the stream, because the FIN has a sequence number
      // too.
      sent: payload.to > payload.from ? Math.max(f.sent, payload.to) : f.sent,
      fin: fin ? { ...f.fin, at: f.fin.at ?? span.to - 1, sent: true } : f.fin,
    }));
    state = headers.flags.includes('RST') ? endBoth(state, flow, headers) : grantWindow(state, flow, headers);
  }
  const segment: SegmentState = {
    segment: event.segment,
    from,
    headers,
    sentAt: event.at,
    flow: flow?.flow ?? null,
    range: placed?.payload ?? null,
    copy: flow !== null && placed !== null && isCopy(flow, headers, placed.payload),
    dueAt: null,
  };
  return foldChip(state, segment, placed?.span ?? { from: 0, to: 0 });
}

export function applySegmentDelivered(before: LabState, event: EventOf<'segment-delivered'>): LabState {
  const left = leaveChip(before, event.segment, 'delivered');
  if (left === null) return before;
  const { segment } = left;
  let state = countNic(left.state, otherHost(segment.from), 'received');
  const { headers } = segment;
  const forward = segment.flow === null ? undefined : state.flows[segment.flow];
  const backward = findFlow(state, headers.destination, headers.source);
  if (headers.flags.includes('RST')) return pruneForgotten(applyReset(state, backward, headers));
  if (forward !== undefined && isOldDuplicate(forward, headers)) return pruneForgotten(state);
  if (forward !== undefined) state = withFlow(state, forward.flow, (flow) => remembering(flow, headers));
  if (forward !== undefined && segment.range !== null && !forward.receiverGone)
    state = deliverPayload(state, forward, segment.range, headers);
  if (backward !== null && !backward.reset && headers.flags.includes('ACK'))
    state = withFlow(state, backward.flow, (flow) => acknowledged(flow, headers.ack));
  return pruneForgotten(state);
}

/**
 * Applies a run of segments that crossed in order. The first and the last of them say what all of them did.
 */
export function applySegmentsPassed(before: LabState, event: EventOf<'segments-passed'>): LabState {
  const { from, count, first, last, payloadBytes } = event;
  const state = countNic(countNic(before, from, 'sent', count), otherHost(from), 'received', count);
  const flow = findFlow(state, first.source, first.destination);
  if (flow === null) return state;
  const start = offsetOf(first.seq, flow.isn, flow.sent);
  const payload = { from: start, to: start + payloadBytes };
  // A run may have dozens of segments, so that each flow is put into the state only once.
  let own = payloadBytes > 0 ? { ...flow, sent: Math.max(flow.sent, payload.to) } : flow;
  let back = findFlow(state, first.destination, first.source);
  for (const headers of [first, last]) {
    if (back !== null) back = granted(back, own, headers);
    own = remembering(own, headers);
  }
  if (!own.receiverGone && keepsPayload(state, own, payload)) own = receive(own, payload);
  if (back !== null && !back.reset) back = acknowledged(back, last.ack);
  const flows = { ...state.flows, [own.flow]: own, ...(back !== null && { [back.flow]: back }) };
  return pruneForgotten({ ...state, flows });
}

export function applySegmentDropped(before: LabState, event: EventOf<'segment-dropped'>): LabState {
  const left = leaveChip(before, event.segment, 'dropped');
  if (left === null) return before;
  const { state } = left;
  const thrownAway = state.wire.thrownAway + (event.cause === 'learner' ? 1 : 0);
  return pruneForgotten({ ...state, wire: { ...state.wire, thrownAway } });
}

function countNic(state: LabState, id: HostId, way: 'sent' | 'received', count = 1): LabState {
  const host: HostState | undefined = state.hosts[id];
  if (host === undefined || host.nic === null) return state;
  const nic = { ...host.nic, [way]: host.nic[way] + count };
  return { ...state, hosts: { ...state.hosts, [id]: { ...host, nic } } };
}

/** Opens a flow for a SYN with a new sequence number. A copy of the SYN opens none. */
function openFlow(state: LabState, from: HostId, headers: Segment): LabState {
  if (!headers.flags.includes('SYN')) return state;
  const { source, destination, seq: isn } = headers;
  if (findFlow(state, source, destination)?.isn === isn) return state;
  const id = `${from} ${formatAddress(source)} > ${formatAddress(destination)} #${isn}`;
  const flow: FlowState = {
    ...newFlow({ flow: id, from, to: otherHost(from), source, destination, isn }),
    windowScale: headers.options.windowScale ?? null,
  };
  return forgetOldTries(linkFlow({ ...state, flows: { ...state.flows, [id]: flow } }, flow));
}

/**
 * Returns the stream offsets of a segment: those of its payload, and those of all sequence numbers it
 * occupies.
 */
function place(flow: FlowState, headers: Segment): { payload: ByteRange; span: ByteRange } {
  const syn = headers.flags.includes('SYN');
  const start = offsetOf(headers.seq, flow.isn, flow.sent);
  const payloadFrom = syn ? start + 1 : start;
  return {
    payload: { from: payloadFrom, to: payloadFrom + headers.payloadBytes },
    span: { from: start, to: start + sequenceLength(headers) },
  };
}

function isCopy(flow: FlowState, headers: Segment, payload: ByteRange): boolean {
  if (headers.flags.includes('SYN')) return false;
  return payload.to > payload.from && payload.from < flow.sent;
}

function grantWindow(state: LabState, own: FlowState, headers: Segment): LabState {
  const peer = findFlow(state, headers.destination, headers.source);
  return withFlow(state, peer?.flow ?? null, (flow) => granted(flow, own, headers));
}

/**
 * Applies the window that a segment grants its peer: ack + window. The right edge never moves back.
 */
function granted(peer: FlowState, own: FlowState, headers: Segment): FlowState {
  if (!headers.flags.includes('ACK')) return peer;
  const window = advertisedWindow(headers, own.windowScale, peer.windowScale).bytes;
  const acked = offsetOf(headers.ack, peer.isn, peer.received);
  const rightEdge = Math.max(peer.rightEdge, acked + window);
  const wider = { ...peer, rightEdge, ackSent: Math.max(peer.ackSent, acked) };
  // A kernel decides by the ACKs that it had sent whether a late segment is too old, and those ACKs are seen
  // only when they have left its NIC. If the model has discarded the segment, the ACK proves that the kernel
  // kept it.
  return receive(wider, { from: peer.received, to: Math.min(acked, peer.sent) });
}

/**
 * The sender of a reset has no connection any more. In SYN_SENT, however, a reset only refuses a stray
 * answer.
 */
function endBoth(state: LabState, own: FlowState, headers: Segment): LabState {
  const peer = findFlow(state, headers.destination, headers.source);
  if (!own.synAcked && peer === null) return state;
  const ended = withFlow(state, own.flow, senderGone);
  return withFlow(ended, peer?.flow ?? null, receiverGone);
}

/**
 * Applies a reset that has arrived. It ends the connection only if its sequence number is exactly the next
 * one expected, or the end of what waits out of order. Any other draws a challenge ACK or is ignored (RFC 5961
 * §3.2; net/ipv4/tcp_input.c, `tcp_validate_incoming`). The reset that refuses a SYN has no such number: it must
 * acknowledge the SYN, and one that comes when a later copy of the SYN has been answered is too late.
 */
function applyReset(state: LabState, outgoing: FlowState | null, headers: Segment): LabState {
  const incoming = findFlow(state, headers.source, headers.destination);
  if (outgoing?.synAcked === false) {
    if (headers.flags.includes('ACK') && offsetOf(headers.ack, outgoing.isn, 0) !== 0) return state;
    return withFlow(state, outgoing.flow, senderGone);
  }
  if (incoming !== null && outgoing !== null) {
    const { received, fin, outOfOrder } = incoming;
    const next = received + (fin.received ? 1 : 0);
    const offset = offsetOf(headers.seq, incoming.isn, received);
    // After a FIN, Linux also accepts the sequence number of the FIN itself (`tcp_reset_check`).
    const expected = [next, outOfOrder.at(-1)?.to ?? next, ...(fin.received ? [next - 1] : [])];
    if (!expected.includes(offset)) return state;
  }
  const ended = withFlow(state, outgoing?.flow ?? null, senderGone);
  return withFlow(ended, incoming?.flow ?? null, receiverGone);
}

/** Linux tolerates this much of a step back of the timestamp clock, in ms (`TCP_PAWS_WINDOW`). */
const PAWS_WINDOW = 1;

/**
 * Says whether the receiver discards a segment because its timestamp is older than that of the data
 * acknowledged last, even if its bytes are new (PAWS, RFC 7323 §5; `tcp_paws_discard`). This happens to a
 * segment that was held while a copy of an earlier one was delivered.
 */
function isOldDuplicate(flow: FlowState, headers: Segment): boolean {
  const { timestamps } = headers.options;
  // A segment that ends before the last ACK fails the test of its sequence numbers before that of its
  // timestamp (`tcp_sequence`).
  if (place(flow, headers).span.to < flow.ackSent) return true;
  if (flow.tsRecent === null || timestamps === undefined) return false;
  return ((flow.tsRecent - timestamps.value) | 0) > PAWS_WINDOW;
}

/** Only a segment that begins at the last ACK or before it renews the timestamp (RFC 7323 §4.3). */
function remembering(flow: FlowState, headers: Segment): FlowState {
  const { timestamps } = headers.options;
  if (timestamps === undefined) return flow;
  const from = offsetOf(headers.seq, flow.isn, flow.received);
  const newer = flow.tsRecent === null || ((timestamps.value - flow.tsRecent) | 0) >= 0;
  return from > flow.ackSent || !newer ? flow : { ...flow, tsRecent: timestamps.value };
}

/**
 * A socket whose program has closed it reads no more, and its kernel answers data with a reset. A call that still
 * sleeps on it keeps it open.
 */
function keepsPayload(state: LabState, flow: FlowState, payload: ByteRange): boolean {
  if (payload.to <= payload.from) return true;
  if (refusesData(state, flow)) return false;
  const { sockets } = state;
  for (const id in sockets)
    if (sockets[id]?.in === flow.flow) return !sockets[id].closed || isHeldByCall(state, id);
  return true;
}

function deliverPayload(state: LabState, flow: FlowState, payload: ByteRange, headers: Segment): LabState {
  if (!keepsPayload(state, flow, payload)) return state;
  const fin = headers.flags.includes('FIN');
  return withFlow(state, flow.flow, (before) => {
    const after = receive(before, payload);
    return fin ? receiveFin(after) : after;
  });
}

function acknowledged(flow: FlowState, ack: number): FlowState {
  const offset = offsetOf(ack, flow.isn, flow.acked);
  const finAcked = flow.fin.sent && flow.fin.at !== null && offset > flow.fin.at;
  return {
    ...flow,
    synAcked: flow.synAcked || offset >= 0,
    acked: Math.max(flow.acked, Math.min(offset, flow.sent)),
    fin: finAcked && !flow.fin.acked ? { ...flow.fin, acked: true } : flow.fin,
  };
}
