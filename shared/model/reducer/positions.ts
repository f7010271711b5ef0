import { formatAddress, type Address } from '../../tcp/address.ts';
import type { EventOf, HostId, SocketId } from '../../log/events.ts';
import type { FlowState, LabState } from '../lab-state.ts';
import { otherHost } from '../queries.ts';
import { newFlow, withFlow } from './flows.ts';
import { linkFlow } from './sockets.ts';

/**
 * Without a capture the kernel's counters are the only account of a flow (SPEC.md [MODEL4]). The two ends are
 * read one after the other, and bytes may cross in between, so that each end's counters also give a lower
 * bound for the other end.
 */
export function applyPositions(state: LabState, event: EventOf<'positions-counted'>): LabState {
  const socket = state.sockets[event.socket];
  if (socket === undefined) return state;
  const outward = withFlow(state, socket.out, (flow) => ({
    ...flow,
    synAcked: true,
    sent: Math.max(flow.sent, event.sent ?? 0, event.acked ?? 0),
    received: Math.max(flow.received, event.acked ?? 0),
    rightEdge: Math.max(flow.rightEdge, event.acked ?? 0),
    acked: Math.max(flow.acked, event.acked ?? 0),
    fin: { ...flow.fin, acked: flow.fin.acked || event.finAcked === true },
  }));
  return withFlow(outward, socket.in, (flow) => ({
    ...flow,
    sent: Math.max(flow.sent, event.received ?? 0),
    received: Math.max(flow.received, event.received ?? 0),
    rightEdge: Math.max(flow.rightEdge, event.received ?? 0),
    fin: { ...flow.fin, received: flow.fin.received || event.finReceived === true },
  }));
}

/**
 * Opens the flows of a connection if its SYNs cannot be seen. Their ISNs are unknown, and their offsets count
 * from 0.
 */
export function openUncaptured(state: LabState, id: SocketId | null): LabState {
  const socket = state.lab?.capture === 'counters' && id !== null ? state.sockets[id] : undefined;
  if (socket === undefined || socket.out !== null) return state;
  const { host, local, remote } = socket;
  if (local === null || remote === null) return state;
  const other = otherHost(host);
  const flow = (from: HostId, to: HostId, source: Address, destination: Address): FlowState => {
    const run = Object.keys(state.flows).length;
    const flow_ = `${from} ${formatAddress(source)} > ${formatAddress(destination)} #${run}`;
    return newFlow({ flow: flow_, from, to, source, destination, isn: 0 });
  };
  const pair = [flow(host, other, local, remote), flow(other, host, remote, local)] as const;
  const flows = { ...state.flows, [pair[0].flow]: pair[0], [pair[1].flow]: pair[1] };
  return linkFlow(linkFlow({ ...state, flows }, pair[0]), pair[1]);
}
