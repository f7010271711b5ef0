import type { EventOf } from '../../../shared/log/events.ts';
import { findFlow } from '../../../shared/model/queries.ts';
import { sameAddress } from '../../../shared/tcp/address.ts';
import { type Segment, sequenceLength } from '../../../shared/tcp/segment.ts';
import type { NarrationContext } from '../../stage/model/event-facts.ts';
import type { Arrival, Repeated, Wait } from './sentence-values.ts';

/** The fate of the bytes, or of the FIN, of a segment that has just been delivered. */
export function arrivalOf(scene: NarrationContext, { source, destination, flags }: Segment): Arrival {
  const after = findFlow(scene.after, source, destination);
  const receiver = Object.values(scene.before.sockets).findLast(
    ({ local, remote, gone }) =>
      !gone &&
      local !== null &&
      remote !== null &&
      sameAddress(local, destination) &&
      sameAddress(remote, source),
  );
  if (receiver?.closed === true || after?.receiverGone === true) return 'closed';
  const before = after && scene.before.flows[after.flow];
  if (!after || !before) return 'in-order';
  const isNew =
    after.received > before.received || (flags.includes('FIN') && after.fin.received && !before.fin.received);
  if (isNew) return 'in-order';
  const isAhead = after.outOfOrder.length > 0 && after.outOfOrder !== before.outOfOrder;
  return isAhead || (flags.includes('FIN') && !after.fin.received) ? 'ahead' : 'known';
}

/** A kernel sends again what takes a sequence number; an ACK or an RST takes none (RFC 9293 §3.4). */
export function repeatedAfterLoss(headers: Segment): Repeated {
  if (headers.flags.includes('RST')) return 'never';
  return sequenceLength(headers) === 0 ? 'by-later-acks' : 'by-timer';
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
