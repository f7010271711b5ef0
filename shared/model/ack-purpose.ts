import { advertisedWindow } from '../tcp/advertised-window.ts';
import type { HostId } from '../log/events.ts';
import { sequenceLength, type Segment } from '../tcp/segment.ts';
import { offsetOf } from '../tcp/stream-offset.ts';
import type { LabState } from './lab-state.ts';
import { findFlow, socketAt } from './queries.ts';

/** The purpose of a segment that takes no sequence number. */
export type AckPurpose = 'acknowledges' | 'probes' | 'keeps-alive' | 'updates-window';

/**
 * Tells the purpose of a segment without payload, SYN, FIN or RST. A probe repeats the last sequence number that
 * is acknowledged, so that its receiver has to answer (RFC 9293 §3.8.4, §3.8.6.1; `tcp_xmit_probe_skb`): the timer
 * that ran says which of the two it is. A window update acknowledges what the last segment did, and grants more.
 */
export function ackPurpose(before: LabState, from: HostId, headers: Segment): AckPurpose {
  if (sequenceLength(headers) > 0 || headers.flags.includes('RST')) return 'acknowledges';
  const { source, destination, seq, ack } = headers;
  const own = findFlow(before, source, destination);
  const peer = findFlow(before, destination, source);
  if (own === null) return 'acknowledges';
  const unacked = own.acked + (own.fin.acked ? 1 : 0);
  if (own.synAcked && offsetOf(seq, own.isn, own.acked) === unacked - 1) {
    const timer = socketAt(before, from, source, destination)?.kernel.timer?.kind;
    return timer === 'keepalive' ? 'keeps-alive' : 'probes';
  }
  // The ACK that ends a handshake grants the first window.
  if (peer === null || peer.rightEdge === 0) return 'acknowledges';
  const acked = offsetOf(ack, peer.isn, peer.ackSent);
  const edge = acked + advertisedWindow(headers, own.windowScale, peer.windowScale).bytes;
  return acked === peer.ackSent && edge > peer.rightEdge ? 'updates-window' : 'acknowledges';
}
