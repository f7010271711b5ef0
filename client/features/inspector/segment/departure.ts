import type { EventOf, LabEvent, SegmentId } from '../../../../shared/log/events.ts';

/** Returns the departure of a segment, or null. A duplicate that the wire made has that of its original. */
export function departureOf(events: readonly LabEvent[], id: SegmentId): EventOf<'segment-sent'> | null {
  const at = events.findIndex(
    (e) => (e.type === 'segment-sent' || e.type === 'segment-duplicated') && e.segment === id,
  );
  const event = events[at];
  // An original left before its duplicate. A damaged recording may say otherwise.
  if (event?.type === 'segment-duplicated') return departureOf(events.slice(0, at), event.of);
  return event?.type === 'segment-sent' ? event : null;
}
