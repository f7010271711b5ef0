import type { Observation } from '../../../shared/log/events.ts';
import { PASSING } from '../../../shared/tcp/tcp-counters.ts';
import type { SocketMemory, SocketRow } from '../kernel/sock-diag.ts';
import type { TcpInfo } from '../kernel/tcp-info.ts';

/**
 * A timer's due time varies by a jiffy or two between two readings, although the timer has not been set anew. It
 * varies by more if the readings themselves took long, because the kernel counted from some time within them.
 */
const TIMER_SLACK_MICROS = 50_000;

/** With this value no loss has set a threshold yet (include/net/tcp.h, `TCP_INFINITE_SSTHRESH`). */
const INFINITE_SSTHRESH = 0x7fff_ffff;
const NEVER_MEASURED = 0xffff_ffff;

type Fields = { [K in keyof Observation]: Observation[K] | undefined };

/**
 * Converts a row of a dump into an observation. A field that the kernel did not give is absent. The function
 * is pure.
 */
export function observation(row: SocketRow, now: number): Observation {
  const { memory, tcpInfo, timer } = row;
  const due = timer.kind === 'none' ? {} : { dueAt: now + timer.expiresMs * 1000 };
  // In these states a socket has no peer, and the fields would be zeros without meaning.
  const converses = row.state !== 'CLOSE' && row.state !== 'LISTEN';
  const all: Fields = {
    state: row.state,
    family: row.family,
    local: row.local,
    remote: row.remote.port === 0 ? undefined : row.remote,
    owned: row.inode !== 0,
    rqueue: row.rqueue,
    wqueue: row.wqueue,
    timer: { kind: timer.kind, retransmits: timer.retransmits, ...due },
    rmemAlloc: memory?.rmemAlloc,
    rcvbuf: memory?.rcvbuf,
    wmemQueued: memory?.wmemQueued,
    sndbuf: memory?.sndbuf,
    notsentBytes: tcpInfo?.notsentBytes,
    bytesAcked: tcpInfo?.bytesAcked,
    bytesReceived: tcpInfo?.bytesReceived,
    sndWnd: tcpInfo?.sndWndBytes,
    rcvWnd: tcpInfo?.rcvWndBytes,
    sndCwnd: tcpInfo?.sndCwnd,
    sndMss: tcpInfo?.sndMssBytes,
    rtoMicros: tcpInfo?.rtoMicros,
    rttMicros: tcpInfo?.rttMicros,
    segsOut: tcpInfo?.segsOut,
    segsIn: tcpInfo?.segsIn,
    totalRetrans: tcpInfo?.totalRetrans,
    ...(converses && tcpInfo && fromTcpInfo(tcpInfo)),
    ...(converses && memory && fromMemory(memory)),
  };
  // Here and below are loops, because entries() and filter() took most of a reading's time at full speed.
  const said: Record<string, unknown> = {};
  for (const key in all) {
    const value = all[key as keyof Observation];
    if (value !== undefined) said[key] = value;
  }
  return said as Observation;
}

function fromTcpInfo(info: TcpInfo): Fields {
  const sampled = info.rttMicros > 0;
  return {
    caState: info.caState,
    timestamps: info.timestamps,
    sackPermitted: info.sack,
    wscale: info.windowScaling ? [info.sndWscale, info.rcvWscale] : undefined,
    rcvMss: info.rcvMssBytes,
    advmss: info.advmssBytes,
    pmtu: info.pmtuBytes,
    rcvSpace: info.rcvSpaceBytes,
    rcvSsthresh: info.rcvSsthreshBytes,
    bytesSent: info.bytesSent,
    bytesRetrans: info.bytesRetrans,
    sndSsthresh: info.sndSsthresh >= INFINITE_SSTHRESH ? undefined : info.sndSsthresh,
    unacked: info.unacked,
    sacked: info.sacked,
    lost: info.lost,
    retrans: info.retrans,
    reordering: info.reordering,
    reordSeen: info.reordSeen,
    dsackDups: info.dsackDups,
    rcvOoopack: info.rcvOoopack,
    dataSegsOut: info.dataSegsOut,
    dataSegsIn: info.dataSegsIn,
    delivered: info.delivered,
    retransmits: info.retransmits,
    backoff: info.backoff,
    probes: info.probes,
    rttvarMicros: sampled ? info.rttvarMicros : undefined,
    minRttMicros: info.minRttMicros === NEVER_MEASURED ? undefined : info.minRttMicros,
    rcvRttMicros: info.rcvRttMicros === 0 ? undefined : info.rcvRttMicros,
    deliveryRate: info.deliveryRate,
    atoMicros: info.atoMicros,
    busyMicros: info.busyTimeMicros,
    rwndLimitedMicros: info.rwndLimitedMicros,
    sndbufLimitedMicros: info.sndbufLimitedMicros,
  };
}

function fromMemory(memory: SocketMemory): Fields {
  const { wmemAlloc, fwdAlloc, optmem, backlog, drops } = memory;
  return { wmemAlloc, fwdAlloc, optmem, backlogBytes: backlog, drops };
}

/**
 * Returns what changed between two readings, which took so many µs together, or null if nothing changed but what
 * moves with time. The function is pure.
 */
export function difference(before: Observation, now: Observation, tookMicros: number): Observation | null {
  const changed: Record<string, unknown> = {};
  let tells = false;
  for (const key in now) {
    const name = key as keyof Observation;
    if (isSame(name, before, now, tookMicros)) continue;
    changed[key] = now[name];
    tells ||= !PASSING.has(key);
  }
  return tells ? (changed as Observation) : null;
}

function isSame(name: keyof Observation, before: Observation, now: Observation, tookMicros: number): boolean {
  const [old, value] = [before[name], now[name]];
  if (old === value) return true;
  if (name === 'timer') return sameTimer(before.timer, now.timer, TIMER_SLACK_MICROS + tookMicros);
  return typeof value === 'object' && JSON.stringify(old) === JSON.stringify(value);
}

function sameTimer(before: Observation['timer'], now: Observation['timer'], slackMicros: number): boolean {
  if (before === undefined || now === undefined) return before === now;
  return (
    before.kind === now.kind &&
    before.retransmits === now.retransmits &&
    Math.abs((before.dueAt ?? 0) - (now.dueAt ?? 0)) < slackMicros
  );
}
