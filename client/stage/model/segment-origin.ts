import type { Address } from '../../../shared/tcp/address.ts';
import type { EventOf, LabEvent } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import type { SegmentOrigin } from '../../../shared/tcp/segment-field.ts';
import { isBetween, type Segment } from '../../../shared/tcp/segment.ts';
import { flowsOfSegment } from '../../../shared/model/queries.ts';

/**
 * The numbers from which a segment's numbers count: those of the newest SYN of each direction before it or, if
 * the log no longer has them, those that the flows keep.
 */
export function segmentOrigin(
  events: readonly LabEvent[],
  sent: EventOf<'segment-sent'>,
  state: Pick<LabState, 'flows'>,
): SegmentOrigin {
  const { source, destination } = sent.headers;
  const own = newestSyn(events, sent.seq, source, destination);
  const peer = newestSyn(events, sent.seq, destination, source);
  const known = flowsOfSegment(state, sent.headers);
  const scale = own === null ? known.own?.windowScale : own.options.windowScale;
  const peerScale = peer === null ? known.peer?.windowScale : peer.options.windowScale;
  return {
    isn: own?.seq ?? known.own?.isn ?? null,
    peerIsn: peer?.seq ?? known.peer?.isn ?? null,
    windowShift: typeof scale === 'number' && typeof peerScale === 'number' ? scale : null,
    timestamp: own?.options.timestamps?.value ?? null,
    peerTimestamp: peer?.options.timestamps?.value ?? null,
  };
}

function newestSyn(events: readonly LabEvent[], seq: number, from: Address, to: Address): Segment | null {
  const found = events.findLast(
    (event) =>
      event.seq <= seq &&
      event.type === 'segment-sent' &&
      event.headers.flags.includes('SYN') &&
      isBetween(event.headers, from, to),
  );
  return found?.type === 'segment-sent' ? found.headers : null;
}
