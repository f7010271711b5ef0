/**
 * A stream byte is identified by its offset, seq − ISN − 1: the SYN occupies the first sequence number (RFC
 * 9293 §3.4). Sequence numbers wrap at 2^32 and offsets do not, so that of all possible offsets the one
 * nearest to a known byte is taken.
 */
const WRAP = 2 ** 32;

/** Returns the offset of `seq` that is nearest to the offset `near`. The SYN has offset −1. */
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

/** Returns the sequence number of a stream offset. */
export function seqOf(offset: number, isn: number): number {
  return (((isn + 1 + offset) % WRAP) + WRAP) % WRAP;
}
