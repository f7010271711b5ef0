import type { ByteRange, FlowState, LabState, SocketState } from './lab-state.ts';

/*
 * The stream bytes that lie in a kernel's buffer. Gauge, cells, plots, rows of clients and sentences all take them
 * from here, so that one moment has one figure.
 */

type Sockets = Pick<LabState, 'sockets'>;

export const lengthOf = ({ from, to }: ByteRange): number => to - from;

/** The first offset that the sender has certainly not copied: bytes of returned calls, and those already sent, are. */
export function certainlyCopied({ written, sent }: FlowState): number {
  return Math.max(written.min, Math.min(sent, written.max));
}

/**
 * The bytes that were copied and are not acknowledged. Those of a send in progress may have been copied in part. All
 * of them count if they fit; otherwise as many as the kernel counted (idiag_wqueue) at the last reading.
 */
export function inSendBuffer(state: Sockets, flow: FlowState): ByteRange {
  const { acked, written, reset } = flow;
  if (reset) return { from: 0, to: 0 };
  const certain = certainlyCopied(flow);
  const kernel = certain === written.max ? undefined : socketOf(state, 'out', flow)?.kernel;
  const fits = written.max - certain <= (kernel?.sndbuf || Infinity);
  const counted = Math.min(written.max, acked + (kernel?.wqueue ?? 0));
  return { from: acked, to: Math.max(acked, fits ? written.max : Math.max(certain, counted)) };
}

/**
 * The bytes that are received in order and not read. A reset leaves them to be read; a close that discards them, and
 * the end of their socket, do not.
 */
export function inReceiveBuffer(state: Sockets, flow: FlowState): ByteRange {
  const { read, received, discarded, receiverGone } = flow;
  const isLost = discarded.unread > 0 || (receiverGone && !socketOf(state, 'in', flow));
  return { from: read, to: isLost ? read : Math.max(read, received) };
}

/** The socket at one end of a flow. A state keeps few sockets. */
function socketOf({ sockets }: Sockets, end: 'in' | 'out', { flow }: FlowState): SocketState | undefined {
  return Object.values(sockets).find((socket) => socket[end] === flow && !socket.gone);
}
