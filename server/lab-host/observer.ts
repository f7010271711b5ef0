import type { Observation } from '../../shared/events.ts';
import type { EventLog } from './event-log.ts';
import type { SocketRow } from './kernel/sock-diag.ts';
import type { LabNetwork, ObservedRow } from './networks/network.ts';

/** A timer's due time moves by a jiffy or two between two readings without having been set anew. */
const TIMER_SLACK_MICROS = 50_000;

/**
 * Reads all counters of a lab's sockets, in one dump a host, and appends what changed since the last
 * reading. Sockets that the kernel no longer lists are gone, unless a program still holds them unbound.
 */
export class Observer {
  readonly #log: EventLog;
  readonly #network: LabNetwork;
  readonly #seen = new Map<string, Observation>();

  constructor(log: EventLog, network: LabNetwork) {
    this.#log = log;
    this.#network = network;
  }

  /** One reading. True when something had changed. */
  observe(): boolean {
    const rows = this.#network.rows();
    let changed = false;
    for (const observed of rows) changed = this.#compare(observed) || changed;
    const listed = new Set(rows.map(({ row }) => row.cookie));
    for (const cookie of this.#seen.keys()) {
      if (listed.has(cookie)) continue;
      changed = this.#unlisted(cookie) || changed;
    }
    return changed;
  }

  #compare({ host, row }: ObservedRow): boolean {
    const now = observation(row, this.#log.now());
    const before = this.#seen.get(row.cookie) ?? {};
    const changed = difference(before, now);
    if (changed === null) return false;
    this.#seen.set(row.cookie, { ...before, ...changed });
    this.#log.append({ type: 'socket-observed', source: 'kernel', socket: row.cookie, host, changed });
    return true;
  }

  /** A socket that is neither bound nor connected is in no table of the kernel, and yet open. */
  #unlisted(cookie: string): boolean {
    const socket = this.#log.state.sockets[cookie];
    const before = this.#seen.get(cookie);
    if (socket === undefined || before === undefined) return false;
    const { host } = socket;
    if (socket.program === null) {
      this.#seen.delete(cookie);
      this.#log.append({ type: 'socket-gone', source: 'kernel', socket: cookie, host });
      return true;
    }
    if (before.state === 'CLOSE') return false;
    const changed: Observation = { state: 'CLOSE' };
    this.#seen.set(cookie, { ...before, ...changed });
    this.#log.append({ type: 'socket-observed', source: 'kernel', socket: cookie, host, changed });
    return true;
  }
}

function observation(row: SocketRow, now: number): Observation {
  const { memory, tcpInfo, timer } = row;
  const due = timer.kind === 'none' ? {} : { dueAt: now + timer.expiresMs * 1000 };
  const all: { [K in keyof Observation]: Observation[K] | undefined } = {
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
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Observation;
}

function difference(before: Observation, now: Observation): Observation | null {
  const changed = Object.entries(now).filter(([key, value]) => {
    const old = before[key as keyof Observation];
    return key === 'timer'
      ? !sameTimer(before.timer, now.timer)
      : JSON.stringify(old) !== JSON.stringify(value);
  });
  return changed.length === 0 ? null : (Object.fromEntries(changed) as Observation);
}

function sameTimer(before: Observation['timer'], now: Observation['timer']): boolean {
  if (before === undefined || now === undefined) return before === now;
  return (
    before.kind === now.kind &&
    before.retransmits === now.retransmits &&
    Math.abs((before.dueAt ?? 0) - (now.dueAt ?? 0)) < TIMER_SLACK_MICROS
  );
}
