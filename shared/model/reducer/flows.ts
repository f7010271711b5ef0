import type { Bytes } from '../../bytes.ts';
import type { ByteRange, FlowState, LabState } from '../lab-state.ts';

/** A flow keeps this many write ranges and read ranges, which is more than the stage can draw. */
const RANGES = 1024;

export function withFlow(
  state: LabState,
  id: string | null,
  change: (flow: FlowState) => FlowState,
): LabState {
  const flow = id === null ? undefined : state.flows[id];
  return flow === undefined ? state : { ...state, flows: { ...state.flows, [flow.flow]: change(flow) } };
}

export function newFlow(
  identity: Pick<FlowState, 'flow' | 'from' | 'to' | 'source' | 'destination' | 'isn'>,
): FlowState {
  return {
    ...identity,
    written: { min: 0, max: 0 },
    writes: [],
    pending: null,
    sent: 0,
    received: 0,
    outOfOrder: [],
    acked: 0,
    read: 0,
    reads: [],
    fin: { at: null, sent: false, received: false, acked: false, read: false, arrived: false },
    synAcked: false,
    windowScale: null,
    rightEdge: 0,
    ackSent: 0,
    tsRecent: null,
    discarded: { unread: 0, unsent: 0 },
    reset: false,
    readShut: null,
    receiverGone: false,
  };
}

/** Enters a send(). Until it returns, between none and all of its bytes are copied. */
export function beginWrite(flow: FlowState, call: number, bytes: Bytes): FlowState {
  const from = flow.written.min;
  const last = flow.writes.at(-1);
  const ordinal = last === undefined ? 0 : last.ordinal + 1;
  return {
    ...flow,
    written: { min: from, max: from + bytes.length },
    pending: { from, to: from + bytes.length, call, ordinal, bytes },
  };
}

/** Returns from a send(): `count` of its bytes were copied, or none if it failed. */
export function endWrite(flow: FlowState, call: number, count: number, written: Bytes): FlowState {
  if (flow.pending?.call !== call) return flow;
  const { from, ordinal } = flow.pending;
  const to = from + count;
  const range = { from, to, call, ordinal, bytes: written };
  return {
    ...flow,
    written: { min: to, max: to },
    pending: null,
    writes: count === 0 ? flow.writes : [...flow.writes, range].slice(-RANGES),
  };
}

/**
 * Applies a recv() that took `count` of at most `max` bytes. Only a recv() that returned 0 has certainly read
 * the end of the stream. One that took the last bytes may have passed the FIN or not: that depends on whether
 * the FIN had arrived, and on whether it lay in the same buffer (net/ipv4/tcp.c, `tcp_recvmsg_locked`). After SHUT_RD a
 * recv() returns 0 also before the FIN, which may arrive while it comes back.
 */
export function read(flow: FlowState, call: number, count: number, max: number): FlowState {
  const to = flow.read + count;
  if (count === 0) {
    const ended = flow.fin.received && max > 0 && flow.readShut === null;
    return ended ? { ...flow, fin: { ...flow.fin, read: true } } : flow;
  }
  return { ...flow, read: to, reads: [...flow.reads, { from: flow.read, to, call }].slice(-RANGES) };
}

/**
 * Applies payload bytes that have reached the receiving kernel. Bytes in order extend `received`; bytes
 * beyond a hole wait out of order (RFC 9293 §3.10.7.4). Bytes beyond the permitted window are not kept.
 */
export function receive(flow: FlowState, range: ByteRange): FlowState {
  const from = Math.max(range.from, flow.received);
  const to = Math.min(range.to, flow.rightEdge);
  if (from >= to) return flow;
  const outOfOrder: ByteRange[] = [];
  let received = flow.received;
  for (const piece of merged([...flow.outOfOrder, { from, to }])) {
    if (piece.from <= received) received = Math.max(received, piece.to);
    else outOfOrder.push(piece);
  }
  return finish({ ...flow, received, outOfOrder });
}

/** Applies a FIN that has reached the receiving kernel. It counts once every byte before it has arrived. */
export function receiveFin(flow: FlowState): FlowState {
  return finish({ ...flow, fin: { ...flow.fin, arrived: true } });
}

/** A capture may hold bytes beyond a FIN, which no kernel sends: what is told of it must not depend on how they come. */
function finish(flow: FlowState): FlowState {
  const complete = flow.fin.arrived && flow.fin.at !== null && flow.received >= flow.fin.at;
  return complete && !flow.fin.received ? { ...flow, fin: { ...flow.fin, received: true } } : flow;
}

/** Applies the end of the sender. The bytes that it has not got acknowledged are discarded. */
export function senderGone(flow: FlowState): FlowState {
  if (flow.reset) return flow;
  const unsent = flow.written.min - flow.acked;
  return { ...flow, reset: true, discarded: { ...flow.discarded, unsent } };
}

export function receiverGone(flow: FlowState): FlowState {
  return { ...flow, receiverGone: true };
}

/** Returns the ranges sorted; ranges that overlap or touch are joined. */
export function merged(ranges: readonly ByteRange[]): ByteRange[] {
  const joined: ByteRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && range.from <= last.to)
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    else joined.push(range);
  }
  return joined;
}
