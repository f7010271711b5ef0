import type { Segment } from './segment.ts';

/**
 * A kernel that ends a connection of its own accord says in the reset what it has received (`tcp_send_active_reset`).
 * One that answers a segment takes the number from there and acknowledges nothing, or has the number 0 (RFC 9293
 * §3.10.7.1).
 */
export function isOwnReset({ flags, seq }: Pick<Segment, 'flags' | 'seq'>): boolean {
  return flags.includes('RST') && flags.includes('ACK') && seq !== 0;
}
