import type { Segment } from './segment.ts';

/** The kinds of segments that lessons and sentences distinguish. */
export type SegmentKind = 'SYN' | 'SYN-ACK' | 'ACK' | 'data' | 'FIN' | 'RST';

/** Returns a segment's kind. RST comes before SYN, SYN before payload, and payload before FIN. */
export function kindOf({ flags, payloadBytes }: Pick<Segment, 'flags' | 'payloadBytes'>): SegmentKind {
  if (flags.includes('RST')) return 'RST';
  if (flags.includes('SYN')) return flags.includes('ACK') ? 'SYN-ACK' : 'SYN';
  if (payloadBytes > 0) return 'data';
  return flags.includes('FIN') ? 'FIN' : 'ACK';
}

/** Returns `SYN`, `SYN, ACK` or `PSH, ACK`: the flags as the stage prints them on a chip. */
export function flagsText({ flags }: Pick<Segment, 'flags'>): string {
  return flags.join(', ');
}
