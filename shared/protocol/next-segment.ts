import type { LabEvent } from '../log/events.ts';
import { kindOf, type SegmentKind } from '../tcp/segment-kind.ts';

/* The question which segment leaves next has these options: each end, and for each of them each kind. */

export const SENDERS = ['client', 'server'] as const;
export const SEGMENT_KINDS: readonly SegmentKind[] = ['SYN', 'SYN-ACK', 'ACK', 'data', 'FIN', 'RST'];
export const NEXT_SEGMENTS = SENDERS.length * SEGMENT_KINDS.length;

export const senderOf = (option: number): (typeof SENDERS)[number] =>
  option < SEGMENT_KINDS.length ? 'client' : 'server';
export const kindOfOption = (option: number): SegmentKind =>
  SEGMENT_KINDS[option % SEGMENT_KINDS.length] ?? 'ACK';

/** The option that this event shows to be right; undefined if no segment leaves with it. */
export function optionShown(event: LabEvent): number | undefined {
  if (event.type !== 'segment-sent' && event.type !== 'segments-passed') return undefined;
  const headers = event.type === 'segment-sent' ? event.headers : event.first;
  return SENDERS.indexOf(event.from) * SEGMENT_KINDS.length + SEGMENT_KINDS.indexOf(kindOf(headers));
}
