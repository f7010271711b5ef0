/**
 * Scrubber and plot share one axis: every event gets the same width. The thumb of a native range input
 * keeps half its width away from both ends, so the ticks and the plot do too.
 */
export const AXIS_INSET_PX = 9;

export function axisX(seq: number, base: number, head: number, widthPx: number): number {
  const share = head === base ? 0 : (seq - base) / (head - base);
  return AXIS_INSET_PX + share * (widthPx - 2 * AXIS_INSET_PX);
}
