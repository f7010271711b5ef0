/** Each figure has these bounds, both in wire-settings-schema.ts and on the page's sliders. */
export const WIRE_BOUNDS = {
  /**
   * The one-way delay in ms. Above 450 ms a round trip exceeds the SYN's timer of 1 s, and that is worth
   * seeing.
   */
  delayMs: [0, 2000],
  /** The rate in kbit/s; 0 means no limit. */
  kbitPerSecond: [0, 1_000_000],
  /** The number of segments that may wait on a limited wire. The next one is dropped (tail drop). */
  queueSegments: [1, 1000],
  lossPercent: [0, 100],
  duplicatePercent: [0, 100],
  /** The share of segments that later segments overtake. */
  reorderPercent: [0, 100],
  /**
   * The MTU of the NIC that sends in this direction, in bytes with the IP header. IPv6 needs 1280 (RFC 8200
   * §5).
   */
  mtu: [576, 1500],
  seed: [0, 4_294_967_295],
} as const;
