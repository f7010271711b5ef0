import type { Flag, Segment } from './segment.ts';

/** The kinds of segments that lessons and sentences distinguish. */
export type SegmentKind = 'SYN' | 'SYN-ACK' | 'ACK' | 'data' | 'FIN' | 'RST';

/** Returns a segment's kind. RST comes before SYN, SYN before payload, and payload before FIN. */
export function kindOf({ flags, payloadBytes }: Pick<Segment, 'flags' | 'payloadBytes'>): SegmentKind {
  if (flags.includes('RST')) return 'RST';
  if (flags.includes('SYN')) return flags.includes('ACK') ? 'SYN-ACK' : 'SYN';
  if (payloadBytes > 0) return 'data';
  return flags.includes('FIN') ? 'FIN' : 'ACK';
}

const ORDER: readonly Flag[] = ['SYN', 'FIN', 'RST', 'PSH', 'URG', 'ECE', 'CWR', 'ACK'];

/** Returns `SYN`, `SYN+ACK` or `PSH+ACK`, as chips, buttons and sentences name a segment in both languages. */
export function flagsText({ flags }: Pick<Segment, 'flags'>): string {
  return ORDER.filter((flag) => flags.includes(flag)).join('+');
}
