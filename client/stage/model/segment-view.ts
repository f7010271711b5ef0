import { advertisedWindow } from '../../../shared/tcp/advertised-window.ts';
import { flowsOfSegment } from '../../../shared/model/queries.ts';
import type { FlowState, LabState } from '../../../shared/model/lab-state.ts';
import { flagsText } from '../../../shared/tcp/segment-kind.ts';
import type { Segment } from '../../../shared/tcp/segment.ts';
import { writeAt } from './stream-text.ts';

/** A segment's numbers as people read them: relative to each direction's ISN, like a packet analyser. */
export interface SegmentView {
  readonly flags: string;
  readonly seq: number | null;
  readonly ack: number | null;
  readonly length: number;
  /** In bytes. */
  readonly window: number;
  /** The field as on the wire, and the window scale's shift in bits. */
  readonly rawWindow: number;
  readonly windowScale: number;
  readonly rawSeq: number;
  readonly rawAck: number;
  /** The sends whose bytes it carries. */
  readonly ordinals: readonly number[];
}

const WRAP = 2 ** 32;
const relative = (seq: number, isn: number): number => (((seq - isn) % WRAP) + WRAP) % WRAP;

export function segmentView(state: LabState, headers: Segment): SegmentView {
  const { own, peer } = flowsOfSegment(state, headers);
  const acks = headers.flags.includes('ACK');
  const seq = own === null ? null : relative(headers.seq, own.isn);
  const syn = headers.flags.includes('SYN');
  const window = advertisedWindow(headers, own?.windowScale, peer?.windowScale);
  const first = seq === null ? 0 : seq - (syn ? 0 : 1);
  return {
    flags: flagsText(headers),
    seq,
    ack: acks && peer !== null ? relative(headers.ack, peer.isn) : null,
    length: headers.payloadBytes,
    window: window.bytes,
    rawWindow: headers.window,
    windowScale: window.scale,
    rawSeq: headers.seq,
    rawAck: headers.ack,
    ordinals: own === null ? [] : ordinalsIn(own, first, first + headers.payloadBytes),
  };
}

/** The ordinals of the sends whose bytes lie in a range of a flow, in order. */
export function ordinalsIn(flow: FlowState, from: number, to: number): number[] {
  const found: number[] = [];
  for (let offset = from; offset < to;) {
    const write = writeAt(flow, offset);
    if (write === null) break;
    found.push(write.ordinal);
    offset = write.to;
  }
  return found;
}
