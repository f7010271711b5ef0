import type { HostId } from '../../../shared/log/events.ts';
import type { EventLog } from '../event-log.ts';
import { openSockDiag, type SocketRow } from '../kernel/sock-diag.ts';
import { SocketAttribution } from './socket-attribution.ts';
import { knownSockets, type LabNetwork } from './network.ts';

const ADDRESSES = 250;
/** The last bytes of the addresses in use. */
const inUse = new Set<number>();
let lastTaken = 0;

/**
 * Takes the last byte of an address that no other lab has. It goes round, so that an address rests before it
 * is used again: connections in TIME_WAIT would keep a program from binding its port. Throws RangeError if
 * there is none.
 */
function takeNumber(): number {
  for (let tried = 0; tried < ADDRESSES; tried += 1) {
    lastTaken = 1 + (lastTaken % ADDRESSES);
    if (inUse.has(lastTaken)) continue;
    inUse.add(lastTaken);
    return lastTaken;
  }
  throw new RangeError('every address of the shared loopback is in use');
}

/** Returns 127.x.y.z. x and y come from the pid, so that two servers on one machine do not collide. */
function addressOf(number: number): string {
  const high = 1 + (Math.floor(process.pid / 250) % 250);
  return `127.${high}.${process.pid % 250}.${number}`;
}

/**
 * Opens a lab on the machine's own `lo`, if no namespace can be made. Each lab has its own address in 127/8.
 * Segments cannot be seen, so that stream positions come from the kernel's counters. A program may use the
 * lab's address only: bind("") on the machine would open a port to its network. It connects to no port that
 * another program of the machine listens on, because a service bound to 0.0.0.0 answers at every address.
 */
export function openSharedLoopback(log: EventLog): LabNetwork {
  const number = takeNumber();
  const address = addressOf(number);
  const sockets = openSockDiag(null);
  const attribution = new SocketAttribution();
  const ids: readonly HostId[] = ['client', 'server'];
  const drain = (): void => count(log, attribution.assign(sockets.dump(knownSockets(log.state))));
  /** A listener of the lab goes first: the kernel prefers the more specific address. */
  const isStrangers = (port: number): boolean => {
    const rows = sockets.dump().filter(({ state, local }) => state === 'LISTEN' && local.port === port);
    const own = new Set(attribution.assign(rows).map(({ row }) => row.cookie));
    const covering = rows.filter(({ local }) => covers(local.host, address));
    return own.size === 0 && covering.length > 0;
  };
  return {
    opened: {
      grade: 'loopback',
      capture: 'counters',
      isolated: false,
      timers: 'kernel',
      hosts: ids.map((id) => ({ host: id, addresses: [address], nic: null })),
    },
    shortcomings: [],
    wire: null,
    enter: (_id, fn) => fn(),
    permit: ({ host, port }, family, use) => {
      const wanted = host === '0.0.0.0' || host === address || host === '::' || host === `::ffff:${address}`;
      if (!wanted || (use === 'connect' && isStrangers(port))) return null;
      return family === 'AF_INET' ? address : `::ffff:${address}`;
    },
    own: (id, cookie) => attribution.own(id, cookie),
    rows: () => attribution.assign(sockets.dump(knownSockets(log.state))),
    isCarrying: () => false,
    drain,
    reportOverflow: () => {},
    close: async () => {
      sockets.close();
      inUse.delete(number);
    },
  };
}

function covers(listening: string, address: string): boolean {
  return ['0.0.0.0', '::', address, `::ffff:${address}`].includes(listening);
}

interface Position {
  readonly socket: string;
  /** The counters of a connection that is over are bounded by what was written. */
  readonly source: 'kernel' | 'derived';
  readonly sent?: number;
  readonly acked?: number;
  readonly received?: number;
  readonly finReceived?: boolean;
  readonly finAcked?: boolean;
}

/**
 * Appends the positions that have moved: first everything sent, then everything received, then everything
 * acknowledged.
 */
function count(log: EventLog, rows: readonly { host: HostId; row: SocketRow }[]): void {
  const positions = rows.flatMap(({ row }) => positionOf(log, row) ?? []);
  for (const { socket, source, sent } of positions)
    if (sent !== undefined) report(log, { socket, source, sent });
  for (const { socket, source, received, finReceived } of positions)
    if (received !== undefined)
      report(log, { socket, source, received, ...(finReceived === true && { finReceived }) });
  for (const { socket, source, acked, finAcked } of positions)
    if (acked !== undefined) report(log, { socket, source, acked, ...(finAcked === true && { finAcked }) });
}

/**
 * The states in which the peer's FIN has arrived, and those in which the own FIN is acknowledged (RFC 9293
 * §3.3.2).
 */
const FIN_RECEIVED = new Set(['CLOSE_WAIT', 'CLOSING', 'LAST_ACK', 'TIME_WAIT']);
const FIN_ACKED = new Set(['FIN_WAIT2', 'TIME_WAIT']);

/**
 * tcp_info counts the active opener's SYN as acknowledged and a FIN as a received byte. Without tcp_info
 * (TIME_WAIT) only the FINs are known.
 */
function positionOf(log: EventLog, row: SocketRow): Position | null {
  const socket = log.state.sockets[row.cookie];
  if (socket === undefined || row.remote.port === 0 || row.state === 'LISTEN' || row.state === 'SYN_SENT')
    return null;
  const finReceived = FIN_RECEIVED.has(row.state);
  const finAcked = FIN_ACKED.has(row.state);
  const { tcpInfo } = row;
  // A socket in TIME_WAIT has no buffers to count, so that only a connection known before is counted.
  if (row.state === 'TIME_WAIT' && socket.out === null) return null;
  if (tcpInfo?.bytesReceived === undefined || tcpInfo.bytesAcked === undefined)
    return { socket: row.cookie, source: 'kernel', received: 0, finReceived, acked: 0, finAcked };
  const activeOpener = socket.host === 'client' ? 1 : 0;
  const acked = Math.max(0, tcpInfo.bytesAcked - activeOpener - (finAcked ? 1 : 0));
  const sent =
    tcpInfo.bytesSent === undefined
      ? acked
      : Math.max(acked, tcpInfo.bytesSent - (tcpInfo.bytesRetrans ?? 0));
  const received = Math.max(0, tcpInfo.bytesReceived - (finReceived ? 1 : 0));
  // Nobody can say any more whether a FIN is among the counts of a closed connection, so that what was written
  // bounds it.
  const isOver = row.state === 'CLOSE';
  const most = (flow: string | null): number =>
    isOver ? (log.state.flows[flow ?? '']?.written.min ?? 0) : Infinity;
  return {
    socket: row.cookie,
    source: isOver ? 'derived' : 'kernel',
    sent: Math.min(sent, most(socket.out)),
    acked: Math.min(acked, most(socket.out)),
    received: Math.min(received, most(socket.in)),
    finReceived,
    finAcked,
  };
}

function report(log: EventLog, position: Position): void {
  const socket = log.state.sockets[position.socket];
  const out = log.state.flows[socket?.out ?? ''];
  const incoming = log.state.flows[socket?.in ?? ''];
  const moved =
    out === undefined ||
    (position.sent ?? 0) > out.sent ||
    (position.acked ?? 0) > out.acked ||
    (incoming !== undefined && (position.received ?? 0) > incoming.received) ||
    (position.finReceived === true && incoming?.fin.received === false) ||
    (position.finAcked === true && !out.fin.acked);
  if (moved) log.append({ type: 'positions-counted', ...position });
}
