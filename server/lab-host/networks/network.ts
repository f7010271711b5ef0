import { unmapped, type Family } from '../../../shared/tcp/address.ts';
import type { EventOf, HostId } from '../../../shared/log/events.ts';
import type { LabState } from '../../../shared/model/lab-state.ts';
import type { ErrorCode } from '../../../shared/protocol/server-messages.ts';
import type { WireSettings } from '../../../shared/log/wire-settings.ts';
import type { SocketRow } from '../kernel/sock-diag.ts';

/** The source lesson's own addresses, and a pair for AF_INET6. */
export const ADDRESSES: Readonly<Record<HostId, readonly [string, string]>> = {
  client: ['192.168.127.2', 'fd00:127::2'],
  server: ['192.168.127.1', 'fd00:127::1'],
};

/** A socket as the kernel lists it, and the column of the page that it belongs to. */
export interface ObservedRow {
  readonly host: HostId;
  readonly row: SocketRow;
}

/** What the learner may do to segments; absent where no wire of ours lies between the programs. */
export interface WireControls {
  set(settings: WireSettings): void;
  deliver(chip: number): ErrorCode | null;
  drop(chip: number): ErrorCode | null;
  duplicate(chip: number): ErrorCode | null;
  /** After `ms`; null keeps it for a hand. */
  delay(chip: number, ms: number | null): ErrorCode | null;
}

/**
 * The network of one lab: the seam between a lab and the three ways to give it one. Everything that
 * crosses it is appended to the lab's log by the network itself; `onActivity` is called after it.
 */
export interface LabNetwork {
  readonly opened: Pick<
    EventOf<'lab-opened'>,
    'grade' | 'capture' | 'isolated' | 'timers' | 'steadySyn' | 'hosts'
  >;
  /** What this kernel refused of the settings, `'name: reason'`: the lab says so as a notice. */
  readonly shortcomings: readonly string[];
  readonly wire: WireControls | null;
  /** Runs `fn` in the host's network namespace. Synchronous. */
  enter<T>(host: HostId, fn: () => T): T;
  /** The address a program may really use for the one it names; null where the lab must refuse it. */
  permit(host: string, family: Family, use: 'bind' | 'connect'): string | null;
  /** A program on this host has made a socket. */
  own(host: HostId, cookie: string): void;
  /** All sockets of the lab. */
  rows(): ObservedRow[];
  /** Appends at once what was seen and not yet appended, so that effects never precede causes in the log. */
  drain(): void;
  /** Whether a segment that needs no hand has left and has not arrived. The lab is not at rest until then. */
  isCarrying(): boolean;
  /** Appends what the NICs' own queues lost since the last call. */
  reportOverflow(): void;
  close(): Promise<void>;
}

/** Cookies of the sockets that the log has as there, on one host or on all: a reading accounts for each of them. */
export function knownSockets({ sockets }: LabState, host?: HostId): string[] {
  return Object.values(sockets).flatMap((socket) =>
    socket.gone || (host !== undefined && socket.host !== host) ? [] : [socket.socket],
  );
}

/** A dual-stack socket's IPv4 peer as plain IPv4, the way its segments carry it. */
export function plainRow<
  R extends { local: { host: string; port: number }; remote: { host: string; port: number } },
>(row: R): R {
  const plain = (end: R['local']): R['local'] => ({ host: unmapped(end.host), port: end.port });
  return { ...row, local: plain(row.local), remote: plain(row.remote) };
}
