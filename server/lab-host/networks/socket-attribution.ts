import { sameAddress, type Address } from '../../../shared/tcp/address.ts';
import type { HostId } from '../../../shared/log/events.ts';
import type { SocketRow } from '../kernel/sock-diag.ts';
import { plainRow, type ObservedRow } from './network.ts';
import { otherHost } from '../../../shared/model/queries.ts';

/**
 * Assigns sockets to programs. On one host both programs' sockets are in one table, and the page has a column
 * for each program. A socket belongs to the program that made it. A socket that no program holds yet belongs
 * to the listener of its port.
 */
export class SocketAttribution {
  readonly #owners = new Map<string, HostId>();
  #rows: ObservedRow[] = [];

  own(host: HostId, cookie: string): void {
    this.#owners.set(cookie, host);
  }

  /** Returns the rows that belong to a program of the lab. A shared `lo` has others. */
  assign(rows: readonly SocketRow[]): ObservedRow[] {
    const plain = rows.map(plainRow);
    for (const row of plain) {
      if (this.#owners.has(row.cookie)) continue;
      const listener = plain.find(
        (r) => r.state === 'LISTEN' && r.local.port === row.local.port && this.#owners.has(r.cookie),
      );
      const owner = listener && this.#owners.get(listener.cookie);
      // On a shared `lo` a stranger may connect to the lab's port. Only connections that a program of the lab
      // opened count.
      const ours = plain.some(
        (r) =>
          this.#owners.has(r.cookie) && sameAddress(r.local, row.remote) && sameAddress(r.remote, row.local),
      );
      if (owner !== undefined && ours && covers(listener, row)) this.#owners.set(row.cookie, owner);
    }
    this.#rows = plain.flatMap((row) => {
      const host = this.#owners.get(row.cookie);
      return host === undefined ? [] : [{ host, row }];
    });
    return this.#rows;
  }

  /** Returns the host whose socket sent a segment, by the rows assigned last, or null if they do not tell. */
  sender(source: Address, destination: Address): HostId | null {
    const end = this.#rows.find(
      ({ row }) => sameAddress(row.local, source) && sameAddress(row.remote, destination),
    );
    if (end !== undefined) return end.host;
    const peer = this.#rows.find(
      ({ row }) => sameAddress(row.local, destination) && sameAddress(row.remote, source),
    );
    if (peer !== undefined) return otherHost(peer.host);
    return (
      this.#rows.find(({ row }) => row.state === 'LISTEN' && row.local.port === source.port)?.host ?? null
    );
  }
}

function covers(listener: SocketRow | undefined, row: SocketRow): boolean {
  if (listener === undefined) return false;
  const { host } = listener.local;
  return host === '0.0.0.0' || host === '::' || host === row.local.host;
}
