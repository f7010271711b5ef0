import type { Observation } from '../../../shared/log/events.ts';
import type { EventLog } from '../event-log.ts';
import type { LabNetwork, ObservedRow } from '../networks/network.ts';
import { difference, observation } from './observation.ts';

/**
 * Reads all counters of a lab's sockets and appends what has changed since the last reading. A socket that
 * the kernel no longer lists is gone, unless a program still holds it unbound.
 */
export class Observer {
  readonly #log: EventLog;
  readonly #network: LabNetwork;
  readonly #seen = new Map<string, Observation>();
  /** The times that this reading and the one before took, µs. */
  #took: readonly [number, number] = [0, 0];

  constructor(log: EventLog, network: LabNetwork) {
    this.#log = log;
    this.#network = network;
  }

  /** Makes one reading. Returns true if something had changed. */
  observe(): boolean {
    const began = this.#log.now();
    const rows = this.#network.rows();
    this.#took = [this.#log.now() - began, this.#took[0]];
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
    const changed = difference(before, now, this.#took[0] + this.#took[1]);
    if (changed === null) return false;
    this.#seen.set(row.cookie, { ...before, ...changed });
    this.#log.append({ type: 'socket-observed', source: 'kernel', socket: row.cookie, host, changed });
    return true;
  }

  /** Handles a socket that is in no dump. One that is neither bound nor connected is still open. */
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
