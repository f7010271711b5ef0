/**
 * A stream byte's identity is its offset: seq − ISN − 1 (RFC 9293 §3.4: the SYN occupies the first
 * sequence number). Sequence numbers wrap at 2^32, offsets do not: an offset is the one nearest to a
 * byte already known.
 */
const WRAP = 2 ** 32;

/** The offset of `seq`, nearest to `near` (an offset). The SYN itself is at −1. */
export function offsetOf(seq: number, isn: number, near: number): number {
  const low = (((seq - isn - 1) % WRAP) + WRAP) % WRAP;
  const turns = Math.round((near - low) / WRAP);
  const offset = low + turns * WRAP;
  return offset === WRAP - 1 && near <= 0
    ? -1
    : offset >= WRAP - 1 && near < WRAP / 2
      ? offset - WRAP
      : offset;
}

/** The sequence number of a stream offset. */
export function seqOf(offset: number, isn: number): number {
  return (((isn + 1 + offset) % WRAP) + WRAP) % WRAP;
}
