import type { EventOf, HostId } from '../../../shared/log/events.ts';
import { ackPurpose, type AckPurpose } from '../../../shared/model/ack-purpose.ts';
import { findFlow, isHeldByCall, refusesData } from '../../../shared/model/queries.ts';
import { sameAddress } from '../../../shared/tcp/address.ts';
import { isOwnReset } from '../../../shared/tcp/own-reset.ts';
import { type Segment, sequenceLength } from '../../../shared/tcp/segment.ts';
import { offsetOf } from '../../../shared/tcp/stream-offset.ts';
import { isRefusal, type NarrationContext, purposeOf, unreadAtReset } from '../../stage/model/event-facts.ts';
import type { Arrival, Repeated, SentPurpose, Wait } from './sentence-values.ts';

/** The fate of the bytes, or of the FIN, of a segment that has just been delivered. */
export function arrivalOf(
  scene: NarrationContext,
  { source, destination, flags, seq, payloadBytes }: Segment,
): Arrival {
  const after = findFlow(scene.after, source, destination);
  const receiver = Object.values(scene.before.sockets).findLast(
    ({ local, remote, gone }) =>
      !gone &&
      local !== null &&
      remote !== null &&
      sameAddress(local, destination) &&
      sameAddress(remote, source),
  );
  const isClosed = receiver?.closed === true && !isHeldByCall(scene.before, receiver.socket);
  if (isClosed || after?.receiverGone === true) return 'closed';
  if (flags.includes('SYN')) {
    const outgoing = findFlow(scene.before, destination, source);
    if (outgoing === null || outgoing.reset) return 'closed';
    return outgoing.synAcked ? 'known' : 'in-order';
  }
  const before = after && scene.before.flows[after.flow];
  if (!after || !before) return 'in-order';
  const isNew =
    after.received > before.received || (flags.includes('FIN') && after.fin.received && !before.fin.received);
  if (isNew) return 'in-order';
  const isAhead = after.outOfOrder.length > 0 && after.outOfOrder !== before.outOfOrder;
  if (isAhead) return 'ahead';
  const end = offsetOf(seq, after.isn, after.received) + payloadBytes;
  if (flags.includes('FIN')) return after.fin.received ? 'known' : after.fin.arrived ? 'ahead' : 'discarded';
  return end <= after.received ? 'known' : 'discarded';
}

/** The receiver answers this data with a reset, because its program has shut both directions down. */
export function isRefused(scene: NarrationContext, headers: Segment): boolean {
  const flow = findFlow(scene.before, headers.source, headers.destination);
  const isNew = headers.payloadBytes > 0 && arrivalOf(scene, headers) === 'discarded';
  return flow !== null && isNew && refusesData(scene.before, flow);
}

/** A kernel sends again what takes a sequence number; an ACK or an RST takes none (RFC 9293 §3.4). */
export function repeatedAfterLoss(
  { before, index }: NarrationContext,
  { segment, seq }: EventOf<'segment-dropped'>,
  headers: Segment,
): Repeated {
  if (headers.flags.includes('RST')) return 'never';
  if (sequenceLength(headers) === 0) return 'by-later-acks';
  // A segment that has arrived and was acknowledged lies on no chip any more.
  if ((index.arrivals.get(index.copies.get(segment)?.first ?? segment) ?? Infinity) < seq)
    return 'copy-arrived';
  const chip = before.wire.chips.find(({ held }) => held.some((one) => one.segment === segment));
  if (chip === undefined) return 'if-missed';
  if (chip.delivered > 0) return 'copy-arrived';
  return chip.held.length > 1 ? 'copy-left' : 'if-missed';
}

/** A timer that was read a moment ago may expire a little before the time that was read. */
const TIMER_TOLERANCE_MICROS = 10_000;

/** How long a kernel has waited before it sent this segment again, and whether its timer had expired. */
export function waitOf(scene: NarrationContext, { segment, headers, at }: EventOf<'segment-sent'>): Wait {
  const copy = scene.index.copies.get(segment);
  const sender = Object.values(scene.before.sockets).findLast(
    ({ local, gone }) => !gone && local !== null && sameAddress(local, headers.source),
  );
  const dueAt = sender?.kernel.timer?.dueAt;
  return {
    micros: copy?.waitMicros ?? null,
    beforeMicros: copy?.waitBeforeMicros ?? null,
    byTimer: dueAt === undefined || dueAt <= at + TIMER_TOLERANCE_MICROS,
  };
}

const ACK_PURPOSES: Readonly<Record<AckPurpose, SentPurpose>> = {
  acknowledges: 'ACK',
  probes: 'probe',
  'keeps-alive': 'keep-alive',
  'updates-window': 'window-update',
};

/** The purpose of a departure, which decides its sentence. */
export function sentPurpose(scene: NarrationContext, from: HostId, headers: Segment): SentPurpose {
  const purpose = purposeOf(headers);
  if (purpose === 'ACK') {
    const found = ACK_PURPOSES[ackPurpose(scene.before, from, headers)];
    return found === 'ACK' && headers.window === 0 ? 'window-closed' : found;
  }
  if (purpose !== 'RST') return purpose;
  if (isRefusal(headers)) return 'refusal';
  if (!isOwnReset(headers)) return 'reset-answer';
  return unreadAtReset(scene, headers) > 0 ? 'reset-unread' : 'RST';
}
