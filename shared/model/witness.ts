import { isMiniSocket } from './queries.ts';
import type { FlowState, LabState, SocketState } from './lab-state.ts';

/**
 * One quantity in two accounts: the model's (from system calls and segments) and the kernel's own counter.
 */
export interface Witness {
  readonly field: 'rqueue' | 'wqueue' | 'bytesReceived';
  /** The model's account: the single value `model`, or from `least` to `model` if it cannot know more. */
  readonly least: number;
  readonly model: number;
  readonly kernel: number;
  readonly agrees: boolean;
}

/** In these states the queues of sock_diag count stream bytes (net/ipv4/tcp_diag.c, `tcp_diag_get_info`). */
const COUNTED = new Set<SocketState['state']>([
  'ESTABLISHED',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'CLOSE_WAIT',
  'CLOSING',
  'LAST_ACK',
]);

/**
 * Returns the number of unread bytes. The peer's FIN counts as one until a recv() has passed it. It cannot be
 * seen from outside which recv() of the last bytes did that, so that from then until recv() returns b'' the
 * FIN may count or not.
 */
function receiveQueue(flow: FlowState | null): { readonly least: number; readonly most: number } {
  if (flow === null) return { least: 0, most: 0 };
  const unread = flow.received - flow.read;
  if (!flow.fin.received || flow.fin.read) return { least: unread, most: unread };
  return { least: unread === 0 ? 0 : unread + 1, most: unread + 1 };
}

/**
 * Returns the number of unsent and unacknowledged bytes. An own FIN counts as one from close() or shutdown()
 * to its ACK.
 */
function sendQueue(flow: FlowState | null): number {
  if (flow === null) return 0;
  return flow.written.min - flow.acked + (flow.fin.at !== null && !flow.fin.acked ? 1 : 0);
}

/**
 * Returns what can be compared for a socket. Compare only while `state.atRest`: between two rests the
 * counters may be older than the model, and a send() in progress leaves the written bytes uncertain.
 */
export function witnessOf(state: LabState, socketId: string): Witness[] {
  const socket = state.sockets[socketId];
  // If the model takes its positions from the counters, they are no second witness.
  if (state.lab?.capture === 'counters') return [];
  if (socket === undefined || socket.gone || !COUNTED.has(socket.state)) return [];
  if (isMiniSocket(socket)) return [];
  const { rqueue, wqueue, bytesReceived } = socket.kernel;
  const found: Witness[] = [];
  const add = (field: Witness['field'], least: number, most: number, kernel: number): void => {
    const agrees = kernel >= least && kernel <= most;
    found.push({ field, least, model: most, kernel, agrees });
  };
  // If the model has no flow for a connection, it expects empty queues.
  const incoming = state.flows[socket.in ?? ''] ?? null;
  const outgoing = state.flows[socket.out ?? ''] ?? null;
  if (rqueue !== undefined) {
    const { least, most } = receiveQueue(incoming);
    add('rqueue', least, most, rqueue);
  }
  if (wqueue !== undefined && (outgoing?.pending ?? null) === null) {
    const queued = sendQueue(outgoing);
    add('wqueue', queued, queued, wqueue);
  }
  if (bytesReceived !== undefined && incoming !== null) {
    const received = incoming.received + (incoming.fin.received ? 1 : 0);
    add('bytesReceived', received, received, bytesReceived);
  }
  return found;
}

/** Returns a description of every disagreement in a state at rest, for the message of a failing test. */
export function disagreements(state: LabState): string[] {
  if (!state.atRest) return [];
  return Object.keys(state.sockets).flatMap((id) =>
    witnessOf(state, id)
      .filter((w) => !w.agrees)
      .map((w) => `seq ${state.seq}: socket ${id} ${w.field}: model ${w.model}, kernel ${w.kernel}`),
  );
}
