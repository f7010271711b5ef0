import type { Observation, TcpState } from '../../../shared/log/events.ts';
import type { ByteRange, FlowState, LabState, SocketState } from '../../../shared/model/lab-state.ts';
import { inReceiveBuffer, inSendBuffer } from '../../../shared/model/buffers.ts';
import { allAwaitedBy, isMiniSocket } from '../../../shared/model/queries.ts';
import { witnessOf } from '../../../shared/model/witness.ts';
import type { CellMarks } from './cells.ts';

export type BufferKind = 'send' | 'recv';

/** One stretch of the gauge, in bytes of kernel memory. */
export interface GaugePart {
  readonly is: 'unacked' | 'unsent' | 'unread' | 'out-of-order' | 'overhead';
  readonly bytes: number;
}

/** One of a socket's two buffers. Null figures were not observed. */
export interface BufferScene {
  readonly kind: BufferKind;
  readonly flow: FlowState | null;
  /** The stream bytes in it, by the model. */
  readonly range: ByteRange;
  readonly outOfOrder: readonly ByteRange[];
  readonly marks: CellMarks;
  readonly parts: readonly GaugePart[];
  readonly length: number;
  /** SO_SNDBUF or SO_RCVBUF as the kernel doubled it: payload and its overhead together. */
  readonly capacity: number | null;
  readonly charged: number | null;
  /** For a send buffer, the bytes that the peer still permits; for a receive buffer, the advertised window. */
  readonly window: number | null;
  /** The kernel's count beside the model's. Both count an unacknowledged or unread FIN as a byte. */
  readonly witness: {
    readonly model: number;
    readonly kernel: number;
    readonly agree: boolean | null;
  } | null;
  /** The end of the stream stands behind the last byte. */
  readonly end: boolean;
  readonly discarded: number;
}

const NO_BYTES: ByteRange = { from: 0, to: 0 };

/** A connection that waits in an accept queue has buffers too: its bytes are shown before any fd exists. */
export function bufferScene(state: LabState, socket: SocketState, kind: BufferKind): BufferScene {
  const flow = state.flows[(kind === 'send' ? socket.out : socket.in) ?? ''] ?? null;
  // The kernel has freed the buffers of what is a time-wait socket now.
  const kernel: Observation = isMiniSocket(socket) ? {} : socket.kernel;
  const capacity = (kind === 'send' ? kernel.sndbuf : kernel.rcvbuf) || null;
  const range =
    flow === null ? NO_BYTES : kind === 'send' ? inSendBuffer(state, flow) : inReceiveBuffer(state, flow);
  const length = range.to - range.from;
  const outOfOrder = kind === 'recv' && flow !== null ? flow.outOfOrder : [];
  const apart = outOfOrder.reduce((sum, piece) => sum + piece.to - piece.from, 0);
  const charged = (kind === 'send' ? kernel.wmemQueued : kernel.rmemAlloc) ?? null;
  const unacked = kind === 'send' && flow !== null ? Math.max(0, flow.sent - flow.acked) : 0;
  const parts: GaugePart[] =
    kind === 'send'
      ? [
          { is: 'unacked', bytes: Math.min(unacked, length) },
          { is: 'unsent', bytes: Math.max(0, length - unacked) },
        ]
      : [
          { is: 'unread', bytes: length },
          { is: 'out-of-order', bytes: apart },
        ];
  parts.push({ is: 'overhead', bytes: Math.max(0, (charged ?? 0) - length - apart) });
  const field = kind === 'send' ? 'wqueue' : 'rqueue';
  const seen = witnessOf(state, socket.socket).find((witness) => witness.field === field);
  return {
    kind,
    flow,
    range,
    outOfOrder,
    marks: marksOf(flow, kind, range),
    parts: parts.filter((part) => part.bytes > 0),
    length,
    capacity,
    charged,
    window: windowOf(socket.state, kernel, kind),
    // Between two rests the counter may be older than the model, so the two are not compared.
    witness: seen === undefined ? null : { ...seen, agree: seen.agrees ? true : state.atRest ? false : null },
    end: flow !== null && endStands(flow, kind),
    discarded: flow === null ? 0 : kind === 'send' ? flow.discarded.unsent : flow.discarded.unread,
  };
}

/** Before a SYN has arrived, the kernel's 0 means that no window was advertised yet. */
function windowOf(state: TcpState, kernel: Observation, kind: BufferKind): number | null {
  const unknown = state === 'CLOSE' || (kind === 'send' && state === 'SYN_SENT');
  return unknown ? null : ((kind === 'send' ? kernel.sndWnd : kernel.rcvWnd) ?? null);
}

/**
 * Says whether a stream has carried nothing: no byte was written, no end, and no thread waits for it. Its two buffers are
 * of no account so far, one at each host.
 */
export function isUnused(state: LabState, flow: FlowState | null): boolean {
  if (flow === null) return true;
  if (flow.written.max > 0 || flow.pending !== null || flow.fin.at !== null) return false;
  return !Object.values(state.calls).some((call) => {
    if (call.blockedAt === null) return false;
    return allAwaitedBy(state, call).some(({ socket, call: name }) => {
      const { out, in: from } = state.sockets[socket] ?? {};
      return (name === 'send' && out === flow.flow) || (name === 'recv' && from === flow.flow);
    });
  });
}

function marksOf(flow: FlowState | null, kind: BufferKind, range: ByteRange): CellMarks {
  if (flow === null) return { sentTo: 0, copiedTo: 0, cuts: new Set() };
  if (kind === 'send') return { sentTo: flow.sent, copiedTo: flow.written.min, cuts: new Set() };
  const cuts = new Set(flow.reads.map((read) => read.to));
  return { sentTo: range.from, copiedTo: range.to, cuts };
}

function endStands(flow: FlowState, kind: BufferKind): boolean {
  const { fin } = flow;
  return kind === 'send' ? fin.at !== null && !fin.acked && !flow.reset : fin.received && !fin.read;
}
