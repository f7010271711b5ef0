import * as v from 'valibot';
import { countSchema } from '../schema.ts';

const count = v.exactOptional(countSchema);
const yes = v.exactOptional(v.boolean());

/** The congestion states have the names of the kernel's enum (include/uapi/linux/tcp.h, `tcp_ca_state`). */
export const CA_STATES = ['OPEN', 'DISORDER', 'CWR', 'RECOVERY', 'LOSS'] as const;

/** Fields of TCP_INFO that change only when something happens, not as time passes. */
export const tcpCounters = {
  caState: v.exactOptional(v.picklist(CA_STATES)),
  /**
   * Both ends agreed on these in the handshake. `wscale` is `[snd, rcv]`, and is absent if it was not agreed.
   */
  timestamps: yes,
  sackPermitted: yes,
  wscale: v.exactOptional(
    v.pipe(v.strictTuple([v.pipe(v.number(), v.integer()), v.pipe(v.number(), v.integer())]), v.readonly()),
  ),
  /** These fields count bytes. */
  rcvMss: count,
  advmss: count,
  pmtu: count,
  rcvSpace: count,
  rcvSsthresh: count,
  bytesSent: count,
  bytesRetrans: count,
  /** These fields count segments. `sndSsthresh` is absent until a loss has set it. */
  sndSsthresh: count,
  unacked: count,
  sacked: count,
  lost: count,
  retrans: count,
  reordering: count,
  reordSeen: count,
  dsackDups: count,
  rcvOoopack: count,
  dataSegsOut: count,
  dataSegsIn: count,
  delivered: count,
  /**
   * `retransmits` and `probes` count expirations without an answer; `backoff` counts how often the timer was
   * doubled.
   */
  retransmits: count,
  backoff: count,
  probes: count,
  /** These times are in µs. Those of a round trip are absent until one was measured. */
  rttvarMicros: count,
  minRttMicros: count,
  rcvRttMicros: count,
  /** The rate of the last sample, in bytes a second. */
  deliveryRate: count,
};

/**
 * Fields that change as time passes or by the kernel's housekeeping. They are reported only beside other
 * changes, so that reading an idle socket does not make an event.
 */
export const passingCounters = {
  atoMicros: count,
  busyMicros: count,
  rwndLimitedMicros: count,
  sndbufLimitedMicros: count,
  /** SK_MEMINFO counts bytes; `drops` counts packets. */
  wmemAlloc: count,
  fwdAlloc: count,
  optmem: count,
  backlogBytes: count,
  drops: count,
};

export const PASSING: ReadonlySet<string> = new Set(Object.keys(passingCounters));
