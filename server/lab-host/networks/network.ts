import { unmapped, type Family } from '../../../shared/tcp/address.ts';
import type { EventOf, HostId } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import type { ErrorCode } from '../../../shared/protocol/server-messages.ts';
import type { WireSettings } from '../../../shared/log/wire-settings.ts';
import type { Endpoint, SocketRow } from '../kernel/sock-diag.ts';

/** The addresses of the two hosts, one for AF_INET and one for AF_INET6 each. */
export const ADDRESSES: Readonly<Record<HostId, readonly [string, string]>> = {
  client: ['192.168.127.2', 'fd00:127::2'],
  server: ['192.168.127.1', 'fd00:127::1'],
};

/** A socket as the kernel lists it, and the page's column that it belongs to. */
export interface ObservedRow {
  readonly host: HostId;
  readonly row: SocketRow;
}

/** The learner's control of segments. It is absent if our wire does not lie between the programs. */
export interface WireControls {
  set(settings: WireSettings): void;
  deliver(chip: number): ErrorCode | null;
  drop(chip: number): ErrorCode | null;
  duplicate(chip: number): ErrorCode | null;
  /** Delivers the top segment after `ms`, or (null) holds it for the learner. */
  delay(chip: number, ms: number | null): ErrorCode | null;
}

/**
 * The network of one lab. Three implementations give a lab its network. The network itself appends everything
 * that crosses it to the lab's log, and calls `onActivity` after that.
 */
export interface LabNetwork {
  readonly opened: Pick<
    EventOf<'lab-opened'>,
    'grade' | 'capture' | 'isolated' | 'timers' | 'steadySyn' | 'hosts'
  >;
  /** The settings that this kernel refused, as `'name: reason'`. The lab tells them in a notice. */
  readonly shortcomings: readonly string[];
  readonly wire: WireControls | null;
  /** Runs `fn` in the host's network namespace. `fn` must be synchronous. */
  enter<T>(host: HostId, fn: () => T): T;
  /**
   * Returns the address that a program really uses for the one it names, or null if the lab must refuse it.
   */
  permit(to: Endpoint, family: Family, use: 'bind' | 'connect'): string | null;
  /** Must be called when a program on this host has made a socket. */
  own(host: HostId, cookie: string): void;
  /** Returns all sockets of the lab. */
  rows(): ObservedRow[];
  /**
   * Appends at once what was seen and not yet appended, so that no effect comes before its cause in the log.
   */
  drain(): void;
  /**
   * Says whether a segment that nobody holds has left and has not arrived. The lab is not at rest until then.
   */
  isCarrying(): boolean;
  /** Appends the number of segments that the NICs' own queues have lost since the last call. */
  reportOverflow(): void;
  close(): Promise<void>;
}

/**
 * Returns the cookies of the sockets that exist according to the log, on one host or on all. A dump must
 * account for each of them.
 */
export function knownSockets({ sockets }: LabState, host?: HostId): string[] {
  return Object.values(sockets).flatMap((socket) =>
    socket.gone || (host !== undefined && socket.host !== host) ? [] : [socket.socket],
  );
}

/** Returns the addresses of a dual-stack socket with an IPv4 peer as plain IPv4, as its segments carry them. */
export function plainRow<
  R extends { local: { host: string; port: number }; remote: { host: string; port: number } },
>(row: R): R {
  const plain = (end: R['local']): R['local'] => ({ host: unmapped(end.host), port: end.port });
  return { ...row, local: plain(row.local), remote: plain(row.remote) };
}
