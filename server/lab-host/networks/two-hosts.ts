import type { HostId } from '../../../shared/log/events.ts';
import type { EventLog } from '../event-log.ts';
import { createHost, type Host } from './hosts/host.ts';
import { steadySyn } from './hosts/sysctls.ts';
import { openSockDiag, type SockDiag } from '../kernel/sock-diag.ts';
import { SystemError } from '../libc/result.ts';
import { ADDRESSES, knownSockets, plainRow, type LabNetwork } from './network.ts';
import { Wire } from './wire.ts';
import type { Timers } from '../../../shared/schema.ts';

const MTU = 1500;

/** The settings of a lab's kernels, which are made before their first socket. */
export interface HostSettings {
  readonly timers: Timers;
  readonly steadySyn?: true;
}

/**
 * Opens two network namespaces with a TUN NIC each, and our wire between them. Throws SystemError as
 * createHost does.
 */
export function openTwoHosts(log: EventLog, settings: HostSettings, onActivity: () => void): LabNetwork {
  const { timers, steadySyn: steady } = settings;
  const client = host('client', settings);
  let server: Host | null = null;
  let sockets: Readonly<Record<HostId, SockDiag>>;
  try {
    server = host('server', settings);
    sockets = { client: openSockDiag(client), server: openSockDiag(server) };
  } catch (error) {
    for (const made of [client, server]) void made?.close();
    throw error;
  }
  const hosts: Readonly<Record<HostId, Host>> = { client, server };
  const nics = { client: nicOf(client), server: nicOf(server) };
  const overflowed: Record<HostId, number> = { client: 0, server: 0 };
  const refused: Record<HostId, number> = { client: 0, server: 0 };
  const ids = ['client', 'server'] as const;
  // The wire begins to read when the lab has announced its hosts, because a segment refers to a host.
  const wire = new Wire(log, nics, onActivity);
  return {
    opened: {
      grade: 'two-hosts',
      capture: 'wire',
      isolated: true,
      timers,
      ...(steady === true && { steadySyn: steady }),
      hosts: ids.map((id) => ({
        host: id,
        addresses: [...ADDRESSES[id]],
        nic: { name: nics[id].name, mtu: MTU },
      })),
    },
    shortcomings: ids.flatMap((id) => [...hosts[id].appliedTimers.failures, ...hosts[id].shortcomings]),
    wire,
    enter: (id, fn) => hosts[id].enter(fn),
    // A lab's hosts reach only each other, so that a program may try any address.
    permit: ({ host }) => host,
    own: () => {},
    rows: () =>
      ids.flatMap((id) =>
        sockets[id].dump(knownSockets(log.state, id)).map((row) => ({ host: id, row: plainRow(row) })),
      ),
    drain: () => {},
    isCarrying: () => wire.carrying,
    reportOverflow: () => {
      for (const id of ids) {
        const dropped = nics[id].stats().txDropped;
        if (dropped > overflowed[id])
          log.append({ type: 'nic-overflow', source: 'kernel', host: id, dropped: dropped - overflowed[id] });
        overflowed[id] = dropped;
        const unheard = hosts[id].listenOverflows();
        if (unheard > refused[id])
          log.append({ type: 'listen-overflow', source: 'kernel', host: id, dropped: unheard - refused[id] });
        refused[id] = unheard;
      }
    },
    close: async () => {
      wire.cut();
      for (const id of ids) sockets[id].close();
      await Promise.all(ids.map((id) => hosts[id].close()));
    },
  };
}

function host(name: HostId, { timers, steadySyn: steady }: HostSettings): Host {
  const [v4, v6] = ADDRESSES[name];
  const addresses = [`${v4}/24`, `${v6}/64`];
  const extraSysctls = steady === true ? steadySyn : {};
  return createHost({ name, nic: { name: 'eth0', mtu: MTU }, addresses, loUp: true, timers, extraSysctls });
}

function nicOf({ nic }: Host): NonNullable<Host['nic']> {
  if (nic === null) throw new SystemError('tun-create');
  return nic;
}
