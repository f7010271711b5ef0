import type { TcpState } from '../../../shared/log/events.ts';

/** A place in the figure; GONE is its second CLOSED, where the kernel no longer lists the socket. */
export type DiagramNode = TcpState | 'GONE';

/** The event that causes a transition (RFC 9293 §3.3.2, figure 5). */
export type Trigger =
  | 'passive-open'
  | 'active-open'
  | 'close'
  | 'send'
  | 'rcv-syn'
  | 'rcv-syn-ack'
  | 'rcv-ack-of-syn'
  | 'rcv-fin'
  | 'rcv-ack-of-fin'
  | 'rcv-rst'
  | 'timeout';

/** The action of TCP during the transition. */
export type Action = 'create' | 'delete' | 'snd-syn' | 'snd-syn-ack' | 'snd-ack' | 'snd-fin' | 'none';

export interface Edge {
  readonly from: DiagramNode;
  readonly to: DiagramNode;
  readonly trigger: Trigger;
  readonly action: Action;
}

const edge = (from: DiagramNode, to: DiagramNode, trigger: Trigger, action: Action): Edge => ({
  from,
  to,
  trigger,
  action,
});

/** Every arrow of the figure. LISTEN → CLOSED and SYN-SENT → CLOSED lead back to the upper CLOSED. */
export const EDGES: readonly Edge[] = [
  edge('CLOSE', 'LISTEN', 'passive-open', 'create'),
  edge('CLOSE', 'SYN_SENT', 'active-open', 'snd-syn'),
  edge('LISTEN', 'CLOSE', 'close', 'delete'),
  edge('SYN_SENT', 'CLOSE', 'close', 'delete'),
  edge('LISTEN', 'SYN_RECV', 'rcv-syn', 'snd-syn-ack'),
  edge('LISTEN', 'SYN_SENT', 'send', 'snd-syn'),
  edge('SYN_RECV', 'LISTEN', 'rcv-rst', 'none'),
  edge('SYN_SENT', 'SYN_RECV', 'rcv-syn', 'snd-syn-ack'),
  edge('SYN_RECV', 'ESTABLISHED', 'rcv-ack-of-syn', 'none'),
  edge('SYN_SENT', 'ESTABLISHED', 'rcv-syn-ack', 'snd-ack'),
  edge('SYN_RECV', 'FIN_WAIT1', 'close', 'snd-fin'),
  edge('ESTABLISHED', 'FIN_WAIT1', 'close', 'snd-fin'),
  edge('ESTABLISHED', 'CLOSE_WAIT', 'rcv-fin', 'snd-ack'),
  edge('FIN_WAIT1', 'FIN_WAIT2', 'rcv-ack-of-fin', 'none'),
  edge('FIN_WAIT1', 'CLOSING', 'rcv-fin', 'snd-ack'),
  edge('FIN_WAIT2', 'TIME_WAIT', 'rcv-fin', 'snd-ack'),
  edge('CLOSING', 'TIME_WAIT', 'rcv-ack-of-fin', 'none'),
  edge('CLOSE_WAIT', 'LAST_ACK', 'close', 'snd-fin'),
  edge('LAST_ACK', 'GONE', 'rcv-ack-of-fin', 'none'),
  edge('TIME_WAIT', 'GONE', 'timeout', 'delete'),
];

/** An arrow that a connection may take without our having seen both its ends: never these. */
const UNLIKELY = new Set<Trigger>(['send', 'rcv-rst']);

/** At most this many states may have been passed between two readings. */
const MOST_EDGES = 5;

/** All ways through the figure without a loop, shortest first. */
export function ways(from: DiagramNode, to: DiagramNode): Edge[][] {
  const found: Edge[][] = [];
  const grow = (way: readonly Edge[], at: DiagramNode): void => {
    for (const next of EDGES) {
      if (next.from !== at || UNLIKELY.has(next.trigger)) continue;
      if (next.to === from || way.some((e) => e.from === next.to || e.to === next.to)) continue;
      const longer = [...way, next];
      if (next.to === to) found.push(longer);
      else if (longer.length < MOST_EDGES) grow(longer, next.to);
    }
  };
  grow([], from);
  return found.toSorted((a, b) => a.length - b.length);
}
