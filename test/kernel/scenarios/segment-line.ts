import type { Segment } from '../../../shared/tcp/segment.ts';

/** Returns a segment in one line with raw numbers, to compare two accounts of it. */
export function segmentLine({ source, destination, seq, ack, flags, window, payloadBytes }: Segment): string {
  return `${source.port}>${destination.port} ${flags.join()} seq ${seq} ack ${ack} win ${window} len ${payloadBytes}`;
}
