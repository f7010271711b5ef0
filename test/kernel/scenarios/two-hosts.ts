import { setTimeout as sleep } from 'node:timers/promises';
import { createHost, type Host } from '../../../server/lab-host/networks/hosts/host.ts';
import type { Sysctls } from '../../../server/lab-host/networks/hosts/sysctls.ts';
import { IPPROTO_TCP, SO_REUSEADDR, SOL_SOCKET } from '../../../server/lab-host/libc/constants.ts';
import { must, type Result } from '../../../server/lab-host/libc/result.ts';
import { bind, listen, setsockoptInt, socket } from '../../../server/lab-host/libc/socket-calls.ts';
import type { SocketAddress } from '../../../server/lab-host/libc/sockaddr.ts';
import type { Timers } from '../../../shared/schema.ts';

export const serverAddress: SocketAddress = { family: 'AF_INET', host: '192.168.127.1', port: 8080 };

/** Two hosts and the simplest wire, which delivers each segment at once unless it is to be held. */
export interface TwoHosts {
  readonly server: Host;
  readonly client: Host;
  /** All segments that entered the wire, in order. There are none if it only forwards. */
  readonly crossed: { readonly from: 'server' | 'client'; readonly bytes: Buffer }[];
  /** The segments that are held and not delivered. */
  readonly held: { readonly from: 'server' | 'client'; readonly bytes: Buffer }[];
  /** Says whether a segment is held from now on. A segment for which it returns false is delivered. */
  hold: (from: 'server' | 'client', bytes: Buffer) => boolean;
  release(): void;
  close(): Promise<void>;
}

/** With `forwardOnly` the wire only hands to one NIC what the other gives it. */
export function twoHosts(
  options: { timers?: Timers; extraSysctls?: Sysctls; forwardOnly?: true } = {},
): TwoHosts {
  const make = (name: string, last: number): Host =>
    createHost({
      name,
      nic: { name: 'eth0', mtu: 1500 },
      addresses: [`192.168.127.${last}/24`, `fd00:127::${last}/64`],
      loUp: true,
      timers: options.timers ?? 'calm',
      ...(options.extraSysctls && { extraSysctls: options.extraSysctls }),
    });
  const hosts = { server: make('server', 1), client: make('client', 2) };
  const other = { server: hosts.client, client: hosts.server };
  const lab: TwoHosts = {
    ...hosts,
    crossed: [],
    held: [],
    hold: () => false,
    release() {
      for (const { from, bytes } of lab.held.splice(0)) other[from].nic?.write(bytes);
    },
    async close() {
      await Promise.all([hosts.server.close(), hosts.client.close()]);
    },
  };
  for (const from of ['server', 'client'] as const) {
    if (options.forwardOnly === true) {
      hosts[from].nic?.readable((packet) => other[from].nic?.write(packet));
      continue;
    }
    hosts[from].nic?.readable((packet) => {
      const bytes = Buffer.from(packet);
      lab.crossed.push({ from, bytes });
      if (lab.hold(from, bytes)) lab.held.push({ from, bytes });
      else other[from].nic?.write(bytes);
    });
  }
  return lab;
}

/** Makes a listening socket inside `host`. */
export function listener(host: Host, address: SocketAddress, backlog = 8): number {
  const fd = newSocket(host, address.family);
  must(setsockoptInt(fd, SOL_SOCKET, SO_REUSEADDR, 1), 'setsockopt');
  must(bind(fd, address), 'bind');
  must(listen(fd, backlog), 'listen');
  return fd;
}

export function newSocket(host: Host, family: SocketAddress['family'] = 'AF_INET'): number {
  return must(
    host.enter(() => socket(family)),
    'socket',
  );
}

export async function value<T>(result: Promise<Result<T>>): Promise<T> {
  return must(await result, 'call');
}

/** Waits until `condition` holds, and looks each millisecond. Throws after `limitMs`. */
export async function until(condition: () => boolean, what: string, limitMs = 5000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`not within ${limitMs} ms: ${what}`);
    await sleep(1);
  }
}

/** Returns the bytes of TCP payload in an IPv4 segment without extension headers. */
export function payloadLength(segment: Buffer): number {
  if (segment.readUInt8(0) >> 4 !== 4 || segment.readUInt8(9) !== IPPROTO_TCP) return 0;
  const ipHeader = (segment.readUInt8(0) & 0xf) * 4;
  return segment.readUInt16BE(2) - ipHeader - (segment.readUInt8(ipHeader + 12) >> 4) * 4;
}
