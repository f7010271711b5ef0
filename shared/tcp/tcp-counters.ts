import * as v from 'valibot';
import { countSchema } from '../schema.ts';

const count = v.exactOptional(countSchema);
const yes = v.exactOptional(v.boolean());

/** The congestion states, by the names of the kernel's enum (include/uapi/linux/tcp.h, `tcp_ca_state`). */
export const CA_STATES = ['OPEN', 'DISORDER', 'CWR', 'RECOVERY', 'LOSS'] as const;

/** Of TCP_INFO, what counts or says something: it changes when something happens, not by time passing. */
export const tcpCounters = {
  caState: v.exactOptional(v.picklist(CA_STATES)),
  /** Agreed at the handshake. `wscale` is `[snd, rcv]`, absent where not agreed. */
  timestamps: yes,
  sackPermitted: yes,
  wscale: v.exactOptional(
    v.pipe(v.strictTuple([v.pipe(v.number(), v.integer()), v.pipe(v.number(), v.integer())]), v.readonly()),
  ),
  /** Bytes. */
  rcvMss: count,
  advmss: count,
  pmtu: count,
  rcvSpace: count,
  rcvSsthresh: count,
  bytesSent: count,
  bytesRetrans: count,
  /** Segments. `sndSsthresh` is absent while no loss has set it. */
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
  /** Timer expirations without an answer, and how often that doubled the timer. */
  retransmits: count,
  backoff: count,
  probes: count,
  /** µs. Those of a round trip are absent until one was measured. */
  rttvarMicros: count,
  minRttMicros: count,
  rcvRttMicros: count,
  /** Bytes a second, over the last sample. */
  deliveryRate: count,
};

/**
 * What moves by time passing, or by the driver's and the kernel's housekeeping. Reported beside other
 * changes and never alone: an idle reading must not become an event.
 */
export const passingCounters = {
  atoMicros: count,
  busyMicros: count,
  rwndLimitedMicros: count,
  sndbufLimitedMicros: count,
  /** SK_MEMINFO, bytes; `drops` counts. */
  wmemAlloc: count,
  fwdAlloc: count,
  optmem: count,
  backlogBytes: count,
  drops: count,
};

export const PASSING: ReadonlySet<string> = new Set(Object.keys(passingCounters));
