import { type Address, formatAddress } from '../../../shared/tcp/address.ts';
import type { EventOf, HostId, LabEvent, SegmentId, SocketId } from '../../../shared/log/events.ts';
import { otherHost } from '../../../shared/model/queries.ts';

type Sent = EventOf<'segment-sent'>;

/** These say nothing of an accept queue. A new kind of event does not compile until it is decided here. */
type Other =
  | 'lab-opened'
  | 'lab-closed'
  | 'notice'
  | 'program-loaded'
  | 'program-edited'
  | 'program-ended'
  | 'program-removed'
  | 'thread-started'
  | 'frame-entered'
  | 'frame-left'
  | 'thread-joins'
  | 'exception-caught'
  | 'thread-at'
  | 'thread-step'
  | 'thread-ended'
  | 'variable-set'
  | 'variable-deleted'
  | 'output'
  | 'call-entered'
  | 'call-blocked'
  | 'call-returned'
  | 'segments-passed'
  | 'segment-timed'
  | 'wire-set'
  | 'nic-overflow'
  | 'positions-counted';

/**
 * Finds the segments that the kernel dropped after their delivery because an accept queue was full. This is
 * derived: the kernel only counts them (ListenOverflows: tcp_conn_request() in net/ipv4/tcp_input.c,
 * tcp_v4_syn_recv_sock() in net/ipv4/tcp_ipv4.c). They are those that arrived since the last count and changed nothing:
 * a SYN without an answer, or a segment for a handshake that stays in SYN_RECV. If more of these arrived than were
 * counted, it is not known which of them were dropped, and none is named.
 */
export class QueueDrops {
  readonly #onWire = new Map<SegmentId, Sent>();
  /** Handshakes that wait for their last ACK, with the addresses of the segments that reach their host. */
  readonly #half = new Map<SocketId, string>();
  /** The delivered segments that have changed nothing so far. */
  readonly #idle = new Map<
    SegmentId,
    { readonly at: HostId; readonly connection: string; readonly sent: Sent }
  >();

  /** Takes a log's events in order; returns the segments that this event shows to have been dropped. */
  see(event: LabEvent): readonly SegmentId[] {
    switch (event.type) {
      case 'segment-sent':
        this.#onWire.set(event.segment, event);
        this.#answered(event);
        return [];
      case 'segment-duplicated': {
        const original = this.#onWire.get(event.of);
        if (original !== undefined) this.#onWire.set(event.segment, original);
        return [];
      }
      case 'segment-dropped':
        this.#onWire.delete(event.segment);
        return [];
      case 'segment-delivered':
        this.#arrived(event.segment);
        return [];
      case 'socket-observed':
        this.#observed(event);
        return [];
      case 'socket-gone':
        this.#moved(event.socket);
        return [];
      case 'listen-overflow': {
        const found = [...this.#idle].filter(([, { at }]) => at === event.host).map(([segment]) => segment);
        for (const segment of found) this.#idle.delete(segment);
        return found.length <= event.dropped ? found : [];
      }
      case 'at-rest':
        // The counter was read before this event, so these segments were not dropped by an accept queue.
        this.#idle.clear();
        return [];
      default:
        event.type satisfies Other;
        return [];
    }
  }

  #arrived(segment: SegmentId): void {
    const sent = this.#onWire.get(segment);
    this.#onWire.delete(segment);
    if (sent === undefined || sent.headers.flags.includes('RST')) return;
    const at = otherHost(sent.from);
    const connection = between(at, sent.headers.source, sent.headers.destination);
    const isHalfOpen = [...this.#half.values()].includes(connection);
    const asks = sent.headers.flags.includes('SYN');
    if (asks ? !isHalfOpen && !sent.headers.flags.includes('ACK') : isHalfOpen)
      this.#idle.set(segment, { at, connection, sent });
  }

  /** A SYN+ACK or a reset has answered the segment. */
  #answered({ from, headers }: Sent): void {
    const connection = between(from, headers.destination, headers.source);
    for (const [segment, idle] of this.#idle)
      if (idle.connection === connection && headers.ack === (idle.sent.headers.seq + 1) % 2 ** 32)
        this.#idle.delete(segment);
  }

  #observed({ socket, host, changed: { state, local, remote } }: EventOf<'socket-observed'>): void {
    if (state === undefined) return;
    this.#moved(socket);
    if (state === 'SYN_RECV' && local !== undefined && remote !== undefined)
      this.#half.set(socket, between(host, remote, local));
  }

  /** The handshake of the socket has ended. */
  #moved(socket: SocketId): void {
    const connection = this.#half.get(socket);
    if (!this.#half.delete(socket)) return;
    for (const [segment, idle] of this.#idle) if (idle.connection === connection) this.#idle.delete(segment);
  }
}

/** A connection by its host and by the addresses of the segments that arrive there from `peer`. */
function between(at: HostId, peer: Address, own: Address): string {
  return `${at} ${formatAddress(peer)} ${formatAddress(own)}`;
}
